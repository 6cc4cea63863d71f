import { type Browser, chromium as playwright } from 'playwright-core';
import { chromium } from './setup.ts';

/** A Chromium without a window, from the system; `flags` come after the usual ones. */
export async function launchBrowser(flags: readonly string[] = []): Promise<Browser> {
  return playwright.launch({
    executablePath: await chromium(),
    // Chromium's sandbox refuses to run as root.
    chromiumSandbox: false,
    // Against hanging only: a busy machine takes its time.
    timeout: 3 * 60_000,
    args: [
      // Containers often have a /dev/shm of 64 MB, which one workbench fills.
      '--disable-dev-shm-usage',
      '--disable-gpu',
      '--font-render-hinting=none',
      ...flags,
    ],
  });
}
