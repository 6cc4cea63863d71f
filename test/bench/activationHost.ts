import { writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';

/**
 * Runs inside the extension host: activates the extensions that NOTELOG_ORDER names, in that order, and writes the
 * milliseconds that each took, and those of them on the processor, to the file NOTELOG_FIGURES.
 */
export async function run(): Promise<void> {
  const figures: Record<string, { readonly wall: number; readonly cpu: number }> = {};
  for (const id of (process.env['NOTELOG_ORDER'] ?? '').split(' ')) {
    const extension = vscode.extensions.getExtension(id);
    if (extension === undefined) throw new Error(`${id} is not installed.`);
    if (extension.isActive) throw new Error(`${id} was active before it was needed.`);
    await waitUntilIdle();
    const used = process.threadCpuUsage();
    const began = performance.now();
    await extension.activate();
    const wall = performance.now() - began;
    const { user, system } = process.threadCpuUsage(used);
    figures[id] = { wall, cpu: (user + system) / 1000 };
  }
  await writeFile(process.env['NOTELOG_FIGURES'] ?? '', JSON.stringify(figures));
}

/** Waits until timers are on time ten times in a row, so that the host has little else to do; at most five seconds. */
async function waitUntilIdle(): Promise<void> {
  const end = performance.now() + 5000;
  for (let idleTurns = 0; idleTurns < 10 && performance.now() < end;) {
    const began = performance.now();
    await delay(20);
    idleTurns = performance.now() - began < 25 ? idleTurns + 1 : 0;
  }
}
