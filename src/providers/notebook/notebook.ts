import { randomUUID } from 'node:crypto';
import { isAbsolute, join } from 'node:path';
import { removeIfThere, writeDurably } from '../../storage/durable.ts';
import { storageFailure } from '../../storage/storageFailure.ts';
import { Failure } from '../../base/failure.ts';
import { withoutEdges } from '../../base/withoutEdges.ts';
import { editNote, listCustomers, readAttachment, readNote, removeNote } from './changeNote.ts';
import { createNote, findNote } from './createNote.ts';
import { listNotes } from './listNotes.ts';
import { bodyOf } from './noteFile.ts';
import { NoteFolder } from './noteFolder.ts';
import type { NewId } from '../../base/ids.ts';
import type { Target } from '../../model/note.ts';
import type { Capabilities } from '../../model/capabilities.ts';
import type { Provider, ProviderKind } from '../provider.ts';
import { cancelled } from '../../words/network.ts';
import * as words from './words.ts';

const capabilities: Capabilities = {
  kinds: ['note', 'call'],
  targets: [
    {
      type: 'customer',
      get label() {
        return words.customer();
      },
      get idLabel() {
        return words.nameLabel();
      },
      get placeholder() {
        return words.nameExample();
      },
    },
  ],
  attachments: 'several',
  author: 'name',
  backDating: true,
  longestText: undefined,
  directory: [{ type: 'customer', within: undefined }],
  edit: true,
  remove: true,
  tasks: undefined,
};

/** Characters; enough for any name, and short enough for one row. */
const longestTarget = 200;

function invalidTarget(message: string): Failure {
  return new Failure('invalid', message, { field: 'target' });
}

/** Any name can be a customer's: the notebook has no list of customers to check it against. */
function targetOf(type: string, typed: string): Target | Failure {
  const name = withoutEdges(typed).normalize('NFC');
  if (type !== 'customer') return invalidTarget(words.onlyCustomers());
  if (name === '') return invalidTarget(words.typeName());
  if (name.length > longestTarget) return invalidTarget(words.longName(longestTarget));
  if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(name)) return invalidTarget(words.nameOfOneLine());
  return { type, id: name, name };
}

/** Turns any error into a Failure, as the contract demands; Failure `cancelled` when the signal was aborted. */
async function withFailures<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  try {
    signal.throwIfAborted();
    return await work();
  } catch (error) {
    if (signal.aborted) throw new Failure('cancelled', cancelled(), { cause: error });
    throw storageFailure(error);
  }
}

/** As {@link withFailures}, for bytes that are read piece by piece. */
async function* piecesWithFailures(
  signal: AbortSignal,
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const pieces = bytes[Symbol.asyncIterator]();
  try {
    for (;;) {
      const piece = await withFailures(signal, () => pieces.next());
      if (piece.done === true) return;
      yield piece.value;
    }
  } finally {
    await pieces.return?.();
  }
}

/**
 * The built-in provider: every note is a Markdown file in `folder()`, an absolute path that is read again each time,
 * since the user may change it. No account, no key, no network. `newId` names temporary files.
 */
export function createNotebook(folder: () => string, newId: NewId = randomUUID): ProviderKind {
  let current: NoteFolder | undefined;
  const noteFolder = (): NoteFolder => {
    const path = folder();
    if (!isAbsolute(path)) throw new Failure('storage', words.pathNotAbsolute());
    // The folder's cache outlives one `open`, so that a list need not read all files again.
    if (current?.path !== path) current = new NoteFolder(path);
    return current;
  };

  return {
    id: 'notebook',
    get title() {
      return words.title();
    },
    capabilities,
    limits: { requestsPerSecond: Infinity, connections: 8 },
    accountFields: [],
    keyLabel: undefined,
    origin: () => undefined,
    // A customer is a name and means the same in every folder.
    tenant: () => 'notebook',
    open: ({ files, clock, log }): Provider => {
      const parts = () => ({ files, log, newId, folder: noteFolder() });
      return {
        verify: (signal) =>
          withFailures(signal, async () => {
            const { path } = noteFolder();
            const probe = join(path, `.${newId()}.probe`);
            await files.makeFolder(path);
            await writeDurably(files, probe, new TextEncoder().encode('probe'), newId);
            await removeIfThere(files, probe);
            return { name: words.title(), detail: path };
          }),
        findTargets: (type, typed, signal) =>
          withFailures(signal, () => {
            const target = targetOf(type, typed);
            return target instanceof Failure ? Promise.reject(target) : Promise.resolve([target]);
          }),
        targetOffline: (type, typed) => {
          const target = targetOf(type, typed);
          return target instanceof Failure ? undefined : target;
        },
        mayKnow: (type, typed) => !(targetOf(type, typed) instanceof Failure),
        stamp: (note) => {
          const chosen = note.occurredAt === undefined ? clock.now() : Date.parse(note.occurredAt);
          return new Date(Math.min(chosen, clock.now())).toISOString();
        },
        wireText: (text) => Promise.resolve({ format: 'plain', value: bodyOf(text) }),
        create: (outgoing, signal) => withFailures(signal, () => createNote(parts(), outgoing, signal)),
        findDuplicate: (sent, signal) =>
          withFailures(signal, async () => {
            const note = await findNote(parts(), sent, signal);
            // No write can still be under way, and writing the same entry again would find its note.
            return note === undefined ? { result: 'absent', final: true } : { result: 'found', note };
          }),
        list: (query, signal) => withFailures(signal, () => listNotes(parts(), query, signal)),
        read: (id, signal) => withFailures(signal, () => readNote(parts(), id, signal)),
        directory: (query, signal) => withFailures(signal, () => listCustomers(parts(), query, signal)),
        edit: (id, change, signal) =>
          withFailures(signal, () => editNote(parts(), id, change, clock.now(), signal)),
        remove: (id, signal) => withFailures(signal, () => removeNote(parts(), id, signal)),
        attachment: (id, signal, index = 0) =>
          withFailures(signal, async () => {
            const { bytes, ...rest } = await readAttachment(parts(), id, index, signal);
            return { ...rest, bytes: piecesWithFailures(signal, bytes) };
          }),
      };
    },
  };
}
