import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import type { ReceivedRequest } from '../sandbox/received.ts';
import { formsIn } from '../support/keyForms.ts';

/** A place where something was kept or sent, and the text that is in it. */
interface Trace {
  readonly place: string;
  readonly text: string;
}

/** Where the server build's own keyring lies: the one place in the browser that is not searched. */
const keyringPlace = 'secrets.provider';

/** Places that hold the key in any form, with the forms. */
export function hits(traces: readonly Trace[], key: string): readonly string[] {
  return traces.flatMap(({ place, text }) => {
    const forms = formsIn(text, key);
    return forms.length === 0 ? [] : [`${place}: ${forms.join(', ')}`];
  });
}

/** Every file below a folder, once more without NUL bytes: databases hold their texts in UTF-16. */
export async function fileTraces(folder: string): Promise<Trace[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const traces: Trace[] = [];
  for (const entry of entries.filter((each) => each.isFile())) {
    const path = join(entry.parentPath, entry.name);
    // A file may go while the editor runs.
    const text = await readFile(path, 'latin1').catch(() => '');
    traces.push({ place: path, text: `${entry.name}\n${text}\n${text.replaceAll('\0', '')}` });
  }
  return traces;
}

/** Documents of all frames with what their fields hold, cookies, and all that the browser stores for the editor. */
export async function browserTraces(context: BrowserContext): Promise<Trace[]> {
  const traces: Trace[] = [{ place: 'cookies', text: JSON.stringify(await context.cookies()) }];
  for (const page of context.pages()) {
    for (const frame of page.frames()) {
      const { pathname } = new URL(frame.url(), 'about:blank');
      traces.push({ place: `DOM of ${pathname}`, text: await frame.evaluate<string>(documentText) });
    }
    for (const [place, text] of Object.entries(await page.evaluate<Record<string, string>>(storedTexts)))
      if (place !== `localStorage ${keyringPlace}`) traces.push({ place, text });
  }
  return traces;
}

/** Requests as they arrived; credential headers are left out where `credential` says that they belong there. */
export function requestTraces(
  name: string,
  requests: readonly ReceivedRequest[],
  credential: 'authorization' | 'x-api-token' | undefined,
): Trace[] {
  return requests.map(({ method, url, headers, body }, index) => ({
    place: `${name}, request ${index + 1}, ${method} ${url.split('?')[0] ?? ''}`,
    text: [
      url,
      JSON.stringify(Object.entries(headers).filter(([header]) => header !== credential)),
      body?.toString('latin1') ?? '',
    ].join('\n'),
  }));
}

/** Makes the browser forget what its keyring holds, as a machine without one does at every start. */
export async function forgetSecrets(page: Page): Promise<void> {
  await page.evaluate(`localStorage.removeItem('${keyringPlace}')`);
}

// Source text: a browser's types are kept away from the code under test.
const documentText = `[
  document.documentElement.outerHTML,
  ...[...document.querySelectorAll('input, textarea, select')].map(({ value }) => value),
].join('\\n')`;

const storedTexts = `(async () => {
  const texts = {};
  for (const [name, storage] of Object.entries({ localStorage, sessionStorage }))
    for (let index = 0; index < storage.length; index++)
      texts[name + ' ' + storage.key(index)] = storage.getItem(storage.key(index));
  const done = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const plain = (value) => value instanceof Uint8Array ? new TextDecoder().decode(value) : value;
  for (const { name } of await indexedDB.databases()) {
    const database = await done(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      const rows = database.transaction(store).objectStore(store);
      const [keys, values] = await Promise.all([done(rows.getAllKeys()), done(rows.getAll())]);
      texts['IndexedDB ' + name + ' ' + store] = JSON.stringify([keys, values.map(plain)]);
    }
    database.close();
  }
  return texts;
})()`;
