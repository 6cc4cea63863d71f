import { randomUUID } from 'node:crypto';
import { isAbsolute, join } from 'node:path';
import { removeIfThere, writeDurably } from '../../storage/durable.ts';
import { storageFailure } from '../../storage/storageFailure.ts';
import { Failure } from '../../base/failure.ts';
import { editNote, listCustomers, readAttachment, readNote, removeNote } from './changeNote.ts';
import { createNote, findNote } from './createNote.ts';
import { listNotes } from './listNotes.ts';
import { bodyOf } from './noteFile.ts';
import { NoteFolder } from './noteFolder.ts';
import type { NewId } from '../../base/ids.ts';
import type { Target } from '../../model/note.ts';
import type { Capabilities } from '../../model/capabilities.ts';
import type { Provider, ProviderKind } from '../provider.ts';

const capabilities: Capabilities = {
  kinds: ['note', 'call'],
  targets: [{ type: 'customer', label: 'customer', idLabel: 'Name', placeholder: 'Acme Ltd' }],
  attachment: true,
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

/** Any name is a customer: there is nothing to look it up in. */
function targetOf(type: string, typed: string): Target | Failure {
  const name = typed.trim();
  if (type !== 'customer') return invalidTarget('The notebook has notes about customers only.');
  if (name === '') return invalidTarget('Type the customer’s name.');
  if (name.length > longestTarget)
    return invalidTarget(`The customer’s name may have up to ${longestTarget} characters.`);
  if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(name))
    return invalidTarget('The customer’s name must be one line of text.');
  return { type, id: name, name };
}

/** The contract allows Failures only; an aborted signal is the user's own cancel, whatever was thrown for it. */
async function guarded<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  try {
    signal.throwIfAborted();
    return await work();
  } catch (error) {
    if (signal.aborted) throw new Failure('cancelled', 'Cancelled.', { cause: error });
    throw storageFailure(error);
  }
}

/** The same for what is read piece by piece. */
async function* guardedPieces(
  signal: AbortSignal,
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const pieces = bytes[Symbol.asyncIterator]();
  try {
    for (;;) {
      const piece = await guarded(signal, () => pieces.next());
      if (piece.done === true) return;
      yield piece.value;
    }
  } finally {
    await pieces.return?.();
  }
}

/**
 * The embedded provider: every note is a Markdown file in `folder()`, an absolute path that is asked for anew each
 * time, since the user may change it. No account, no key, no network. `newId` names temporary files.
 */
export function createNotebook(folder: () => string, newId: NewId = randomUUID): ProviderKind {
  let current: NoteFolder | undefined;
  const noteFolder = (): NoteFolder => {
    const path = folder();
    if (!isAbsolute(path)) throw new Failure('storage', 'The notebook’s folder must be an absolute path.');
    // What is known of its files outlives one `open`, so that a list need not read them all again.
    if (current?.path !== path) current = new NoteFolder(path);
    return current;
  };

  return {
    id: 'notebook',
    title: 'Notebook',
    capabilities,
    limits: { requestsPerSecond: Infinity, connections: 8 },
    accountFields: [],
    keyLabel: undefined,
    origin: () => undefined,
    // A customer is a name, in whatever folder the notes are.
    tenant: () => 'notebook',
    open: ({ files, clock, log }): Provider => {
      const parts = () => ({ files, log, newId, folder: noteFolder() });
      return {
        verify: (signal) =>
          guarded(signal, async () => {
            const { path } = noteFolder();
            const probe = join(path, `.${newId()}.probe`);
            await files.makeFolder(path);
            await writeDurably(files, probe, new TextEncoder().encode('probe'), newId);
            await removeIfThere(files, probe);
            return { name: 'Notebook', detail: path };
          }),
        findTargets: (type, typed, signal) =>
          guarded(signal, () => {
            const target = targetOf(type, typed);
            return target instanceof Failure ? Promise.reject(target) : Promise.resolve([target]);
          }),
        targetOffline: (type, typed) => {
          const target = targetOf(type, typed);
          return target instanceof Failure ? undefined : target;
        },
        stamp: (note) => {
          const chosen = note.occurredAt === undefined ? clock.now() : Date.parse(note.occurredAt);
          return new Date(Math.min(chosen, clock.now())).toISOString();
        },
        wireText: (text) => Promise.resolve({ format: 'plain', value: bodyOf(text) }),
        create: (outgoing, signal) => guarded(signal, () => createNote(parts(), outgoing, signal)),
        findDuplicate: (sent, signal) =>
          guarded(signal, async () => {
            const note = await findNote(parts(), sent, signal);
            // Nothing is under way to a folder, and writing the same entry again would find what is there.
            return note === undefined ? { result: 'absent', final: true } : { result: 'found', note };
          }),
        list: (query, signal) => guarded(signal, () => listNotes(parts(), query, signal)),
        read: (id, signal) => guarded(signal, () => readNote(parts(), id, signal)),
        directory: (query, signal) => guarded(signal, () => listCustomers(parts(), query, signal)),
        edit: (id, change, signal) =>
          guarded(signal, () => editNote(parts(), id, change, clock.now(), signal)),
        remove: (id, signal) => guarded(signal, () => removeNote(parts(), id, signal)),
        attachment: (id, signal) =>
          guarded(signal, async () => {
            const { bytes, ...rest } = await readAttachment(parts(), id, signal);
            return { ...rest, bytes: guardedPieces(signal, bytes) };
          }),
      };
    },
  };
}
