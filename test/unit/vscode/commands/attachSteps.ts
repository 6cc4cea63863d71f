import { expect } from 'vitest';
import { Uri } from 'vscode';
import type { Editor } from '../../../support/editor/editor.ts';
import { startEditorHarness, type EditorHarnessOptions } from '../../../support/editorHarness.ts';
import { settle } from '../../../support/fakeClock.ts';
import { fakeService } from '../../../support/fakeProvider.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

const attachable = new Map([
  ['file:///minutes.md', bytes('# Minutes')],
  ['file:///quote.pdf', bytes('%PDF')],
  ['file:///empty.txt', bytes('')],
  ['file:///big.iso', new Uint8Array(1_000_001)],
  ['file:///folder/', bytes('x')],
  ['file:///binary.bin', new Uint8Array([0xff, 0x00, 0x80])],
  ['file:///western.txt', Buffer.from('Grüße\n\n', 'latin1')],
  ['file:///wide.txt', Buffer.from('Hello – again', 'utf16le')],
  ['file:///ends.txt', Buffer.from('Hello\0')],
  ['file:///proc/version', bytes('Linux')],
  ['file:///Zoe%CC%88.txt', bytes('hi')],
]);

/** Those whose size the file system tells as 0. */
const sizeless = new Set(['file:///proc/version', 'file:///empty.txt']);

/** The addresses of files at the root of the disk. */
export const uris = (...names: readonly string[]) => names.map((name) => Uri.parse(`file:///${name}`));

/** One service that takes attachments or none, and files to attach. */
export async function openWithFiles(takesFiles: boolean, options: EditorHarnessOptions = {}) {
  const service = fakeService('crm', { attachments: takesFiles ? 'one' : 'none' });
  const harness = await startEditorHarness({ services: [service], attachable, sizeless, ...options });
  return { ...harness, service };
}

/** Types a customer's id into the next picker and chooses it. */
export async function nameCustomer(editor: Editor, id: string, account = 'Account one'): Promise<void> {
  const pick = await editor.picks.next();
  pick.type(id);
  await pick.choose(`Look up customer “${id}” in ${account}`);
}

/** Presses Enter in the list of files, which must show these rows. */
export async function enterList(editor: Editor, ...rows: readonly string[]): Promise<string | undefined> {
  const list = await editor.picks.next();
  const shown = list.items.map(({ label, description }) => [label, description ?? ''].join(' ').trim());
  expect(shown).toEqual(rows);
  await settle();
  list.enterAt(0);
  return list.title;
}
