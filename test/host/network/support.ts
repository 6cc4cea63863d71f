import { readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import type { Limits } from '../../../src/http/createSend.ts';
import type { Send } from '../../../src/http/send.ts';
import { systemClock } from '../../../src/base/systemClock.ts';
import { sender } from '../../unit/http/loopback.ts';
import type { Network } from './setUp.ts';

/** See setUp.ts. */
export function network(): Network {
  return JSON.parse(readFileSync(process.env['NOTELOG_NETWORK'] ?? '', 'utf8')) as Network;
}

/** The product's `send` over the editor's own fetch, in real time. */
export function hostSend(limits: Partial<Limits> = {}): Send {
  return sender({ clock: systemClock, limits });
}

/** Changes settings of `http.` for the length of a test: `await using _ = await httpSettings({ proxy })`. */
export async function httpSettings(values: Readonly<Record<string, unknown>>): Promise<AsyncDisposable> {
  const set = async (name: string, value: unknown) => {
    const target = vscode.ConfigurationTarget.Global;
    await vscode.workspace.getConfiguration('http').update(name, value, target);
  };
  for (const [name, value] of Object.entries(values)) await set(name, value);
  return {
    async [Symbol.asyncDispose]() {
      for (const name of Object.keys(values)) await set(name, undefined);
    },
  };
}
