import { writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';

/**
 * Runs inside the extension host: activates the extensions that NOTELOG_ORDER names, in that order, and writes the
 * milliseconds that each took to the file NOTELOG_FIGURES.
 */
export async function run(): Promise<void> {
  const figures: Record<string, number> = {};
  for (const id of (process.env['NOTELOG_ORDER'] ?? '').split(' ')) {
    const extension = vscode.extensions.getExtension(id);
    if (extension === undefined) throw new Error(`${id} is not installed.`);
    if (extension.isActive) throw new Error(`${id} was active before it was needed.`);
    await calm();
    const began = performance.now();
    await extension.activate();
    figures[id] = performance.now() - began;
  }
  await writeFile(process.env['NOTELOG_FIGURES'] ?? '', JSON.stringify(figures));
}

/** Waits until the host has little else to do: for five seconds at most, since it may never be so. */
async function calm(): Promise<void> {
  const end = performance.now() + 5000;
  for (let calmly = 0; calmly < 10 && performance.now() < end;) {
    const began = performance.now();
    await delay(20);
    calmly = performance.now() - began < 25 ? calmly + 1 : 0;
  }
}
