import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import * as z from 'zod/mini';
import { afterAll, beforeAll, expect } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../scripts/browser.ts';
import { root } from '../../scripts/build.ts';
import { bundlesOf } from '../../scripts/bundles.ts';
import { type Snapshot } from '../../src/form/messages.ts';
import { formMessageSchema, type FormMessage } from '../../src/form/pageMessages.ts';
import { formPage } from '../../src/form/page.ts';
import { limits } from '../support/limits.ts';
import { savePicture } from './savePicture.ts';
import { themeNames, themes, type ThemeName } from './themes.ts';

/** The origin of the page. No server listens there: the test answers every request. */
const origin = 'http://form.test';

/** The form in a page of its own, with the editor's side played by the test. */
export interface OpenForm extends AsyncDisposable {
  readonly page: Page;
  /** All messages that the form has posted to its host, parsed; but where the focus is, which comes by itself. */
  messages(): Promise<readonly FormMessage[]>;
  /** What the form has told its host of the focus, the oldest first: whether the page has it. */
  focusTold(): Promise<readonly boolean[]>;
  /** What the host says to the form. */
  post(snapshot: unknown): Promise<void>;
  /** Loads the form anew, with another snapshot, in the same theme and size: a third of the time that a page takes. */
  reopen(snapshot: Snapshot): Promise<void>;
  /** Runs `act` in each theme, as the user changes it while the form is open; the last one stays. */
  inEachTheme(act: (theme: ThemeName) => Promise<void>): Promise<void>;
  /** Takes a picture of it, see `savePicture`. */
  picture(name: string): Promise<void>;
  /** Violations of the page's policy and uncaught errors; empty when all is well. */
  readonly faults: readonly string[];
}

/** How a form is opened. */
interface FormOptions {
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly height?: number;
  /** What the editor has saved of an earlier page, for `getState`. */
  readonly state?: unknown;
  /** Leaves the page's script out: what is seen until it has run. */
  readonly isWithoutScript?: boolean;
  /** By how much everything is larger, as a browser's zoom makes it; 1 unless it is given. */
  readonly zoom?: number;
}

/** Opens the form in a browser. */
interface FormBrowser {
  open(snapshot: Snapshot, options?: FormOptions): Promise<OpenForm>;
  /** The page's script, as it is shipped. */
  readonly script: string;
}

/** One Chromium and one build of the form for all tests of the file that calls this; each form gets a context of its own. */
export function browserForFile(): FormBrowser {
  let browser: (FormBrowser & AsyncDisposable) | undefined;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser?.[Symbol.asyncDispose]());
  return {
    open: (snapshot, options) => browser?.open(snapshot, options) ?? expect.fail('The browser is not open.'),
    get script() {
      return browser?.script ?? expect.fail('The browser is not open.');
    },
  };
}

export async function openBrowser(): Promise<FormBrowser & AsyncDisposable> {
  const [script, style] = await bundled();
  const browser = await launchBrowser();
  return {
    script,
    open: (snapshot, options = {}) => openForm(browser, { script, style }, snapshot, options),
    [Symbol.asyncDispose]: () => browser.close(),
  };
}

/** The page's script and style, as they are shipped. */
async function bundled(): Promise<readonly [script: string, style: string]> {
  const { form } = bundlesOf({ root, outdir: join(root, 'dist'), minify: true });
  const { outputFiles } = await build({ ...form, write: false });
  const textOf = (name: string) => outputFiles.find(({ path }) => path.endsWith(name))?.text ?? '';
  return [textOf('form.js'), textOf('form.css')];
}

async function openForm(
  browser: Browser,
  files: { readonly script: string; readonly style: string },
  snapshot: Snapshot,
  { theme = 'dark', width = 360, height = 720, state = null, isWithoutScript = false, zoom = 1 }: FormOptions,
): Promise<OpenForm> {
  const context = await browser.newContext({
    // Zoom leaves fewer CSS pixels of the same pane.
    viewport: { width: Math.round(width / zoom), height: Math.round(height / zoom) },
    deviceScaleFactor: zoom,
    timezoneId: 'Europe/Berlin',
    locale: 'en-GB',
  });
  context.setDefaultTimeout(limits.wait);
  const page = await context.newPage();
  let html = '';
  const load = async (shown: Snapshot): Promise<void> => {
    html = formPage({
      nonce: 'bm9uY2U',
      cspSource: origin,
      scriptUri: `${origin}/form.js`,
      styleUri: `${origin}/form.css`,
      snapshot: shown,
      language: 'en',
    });
    await page.goto(`${origin}/`);
  };
  await page.route('**/*', (route) => {
    const path = new URL(route.request().url()).pathname;
    if (path === '/') return route.fulfill({ contentType: 'text/html', body: html });
    if (path === '/form.js')
      return route.fulfill({ contentType: 'text/javascript', body: isWithoutScript ? '' : files.script });
    if (path === '/form.css') return route.fulfill({ contentType: 'text/css', body: files.style });
    return route.fulfill({ status: 404 });
  });
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  // Run before the page's own script, as the editor's is; strings alone, since this side has no DOM types.
  await page.addInitScript(`
    window.messages = [];
    window.state = ${JSON.stringify(state)};
    window.acquireVsCodeApi = () => ({
      postMessage: (message) => window.messages.push(structuredClone(message)),
      getState: () => window.state,
      setState: (state) => { window.state = state; },
    });
    window.setTheme = ({ bodyClass, colours }) => {
      document.body.className = bodyClass;
      const style = document.documentElement.style;
      for (const name of [...style]) style.removeProperty(name);
      style.setProperty('--vscode-font-family', 'system-ui, "DejaVu Sans", sans-serif');
      style.setProperty('--vscode-font-size', '13px');
      for (const [name, value] of Object.entries(colours)) style.setProperty('--vscode-' + name, value);
    };
    document.addEventListener('DOMContentLoaded', () => window.setTheme(${JSON.stringify(themes[theme])}));
  `);
  await load(snapshot);
  const posted = async () => z.array(formMessageSchema).parse(await page.evaluate('window.messages'));
  return {
    page,
    faults,
    messages: async () => (await posted()).filter(({ type }) => type !== 'focus'),
    focusTold: async () => (await posted()).flatMap((each) => (each.type === 'focus' ? [each.focused] : [])),
    post: (message) => page.evaluate(`window.postMessage(${JSON.stringify(message)}, '*')`),
    reopen: load,
    inEachTheme: async (act) => {
      for (const name of themeNames) {
        await page.evaluate(`window.setTheme(${JSON.stringify(themes[name])})`);
        await act(name);
      }
    },
    picture: (name) => savePicture(name, () => page.screenshot()),
    [Symbol.asyncDispose]: () => context.close(),
  };
}

/** The minified axe: every page has to be given all of it, which takes longer than what it does there. */
const axe = readFile(join(root, 'node_modules', 'axe-core', 'axe.min.js'), 'utf8');

/** What axe finds in the form as it is now, each with its rule and place. */
export async function violations(page: Page): Promise<unknown> {
  if ((await page.evaluate('typeof axe')) === 'undefined') await page.evaluate(await axe);
  return await page.evaluate(`
    axe.run().then(({ violations }) => violations
      .flatMap(({ id, nodes }) => nodes.map(({ target }) => id + ' ' + target.join(' '))))
  `);
}
