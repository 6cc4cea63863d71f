import { createHash, randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { nodeFiles } from '../../../../src/storage/nodeFiles.ts';
import { createServerClock } from '../../../../src/http/serverClock.ts';
import { createNotebook } from '../../../../src/providers/notebook/notebook.ts';
import type { Files } from '../../../../src/storage/files.ts';
import type { Attachment, Note } from '../../../../src/model/note.ts';
import type { OutgoingNote } from '../../../../src/providers/outgoingNote.ts';
import type { Provider } from '../../../../src/providers/provider.ts';
import { allAtOnce } from '../../../support/allAtOnce.ts';
import { markdownHere } from '../../../support/markdownHere.ts';
import { noDownload } from '../../../support/noDownload.ts';

/** The time that every test's clock stands at. */
export const now = Date.parse('2026-07-29T14:05:59.123Z');

/** Never aborted. */
export const going = new AbortController().signal;

/** A notebook in `folder`, without a network or a key, and the lines that it logged. */
export function openNotebook(
  folder: string,
  files: Files = nodeFiles,
): Provider & { readonly lines: string[] } {
  const lines: string[] = [];
  const line = (text: string) => void lines.push(text);
  const clock = { now: () => now, wait: () => Promise.reject(new Error('The notebook never waits')) };
  const provider = createNotebook(() => folder, randomUUID).open({
    account: { id: 'notebook', provider: 'notebook', label: 'Notebook', fields: {} },
    key: () => Promise.reject(new Error('The notebook has no key')),
    send: () => Promise.reject(new Error('The notebook has no network')),
    files,
    clock,
    download: noDownload,
    serverClock: createServerClock(clock),
    inTurns: allAtOnce,
    markdown: markdownHere,
    log: { trace: line, info: line, warn: line, error: line },
  });
  return { ...provider, lines };
}

/** A note about Acme, unless told otherwise. */
export function noteOf(value: string, more: Partial<Note> = {}): Note {
  return {
    kind: 'note',
    target: { type: 'customer', id: 'Acme' },
    text: { format: 'typed', value },
    ...more,
  };
}

/** An entry that is ready to be sent, at `minute` minutes after the clock's time, or before it. */
export function entryOf(id: string, note: Note, minute = 0, attachmentPath?: string): OutgoingNote {
  return { id, note, stamp: new Date(now + minute * 60_000).toISOString(), attachmentPath };
}

/** Puts bytes on disk, as the outbox does before it sends. */
export async function attachmentOf(path: string, name: string, bytes: Uint8Array): Promise<Attachment> {
  await writeFile(path, bytes);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { name, mime: 'application/octet-stream', size: bytes.byteLength, sha256 };
}

/** An entry with files of these names, whose bytes are their names, put into `folder`. */
export async function entryWithFiles(
  id: string,
  folder: string,
  names: readonly string[],
): Promise<OutgoingNote> {
  const files = await Promise.all(
    names.map(async (name, index) => {
      const path = join(folder, `${id}-${index}`);
      return { path, attachment: await attachmentOf(path, name, new TextEncoder().encode(name)) };
    }),
  );
  const [first, ...others] = files;
  const note = noteOf('the text', {
    ...(first && { attachment: first.attachment }),
    ...(others.length > 0 && { moreAttachments: others.map(({ attachment }) => attachment) }),
  });
  return { ...entryOf(id, note, 0, first?.path), moreAttachmentPaths: others.map(({ path }) => path) };
}
