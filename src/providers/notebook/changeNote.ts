import { join } from 'node:path';
import { removeIfThere, writeDurably } from '../../storage/durable.ts';
import { codeOf } from '../../storage/storageFailure.ts';
import type { NoteChange } from '../../model/change.ts';
import { Failure } from '../../base/failure.ts';
import type { NewId } from '../../base/ids.ts';
import type { StoredNote } from '../../model/note.ts';
import type { DirectoryPage, DirectoryQuery } from '../../model/directory.ts';
import { lostListCursor } from '../cursor.ts';
import type { AttachmentBytes } from '../provider.ts';
import { attachmentsFolder } from './createNote.ts';
import { editNoteFile } from './editNoteFile.ts';
import { allHeads, type ListParts } from './listNotes.ts';
import { parseNoteFile } from './noteFile.ts';
import type { Head } from './noteFolder.ts';
import { storedNote } from './storedNote.ts';

/** What {@link editNote} and {@link removeNote} work with. */
interface ChangeParts extends ListParts {
  readonly newId: NewId;
}

const pieceSize = 256 * 1024;

/** The note that the list shows under this id. If two files name the same id, it may be either. */
async function headOf(parts: ListParts, id: string, signal: AbortSignal): Promise<Head | undefined> {
  return (await allHeads(parts, signal)).find((head) => head.id === id);
}

function gone(): Failure {
  return new Failure('notFound', 'This note is not in the notebook any more.');
}

/** One note. Failure `notFound`; else rejects with the disk's errors, as the others do. */
export async function readNote(parts: ListParts, id: string, signal: AbortSignal): Promise<StoredNote> {
  const head = await headOf(parts, id, signal);
  const note = head && (await parts.folder.read(parts.files, head.file));
  if (head === undefined || note === undefined) throw gone();
  return storedNote(parts.folder.path, head.file, id, note);
}

/** Rewrites the file, whole or not at all, under its old name. `now`: milliseconds since the epoch. */
export async function editNote(
  parts: ChangeParts,
  id: string,
  change: NoteChange,
  now: number,
  signal: AbortSignal,
): Promise<StoredNote> {
  if (Object.values(change).every((part) => part === undefined)) return readNote(parts, id, signal);
  const { files, folder, newId, log } = parts;
  const head = await headOf(parts, id, signal);
  if (head === undefined) throw gone();
  const path = join(folder.path, head.file);
  const content = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await files.read(path));
  const edited = editNoteFile(content, change, new Date(now).toISOString());
  if (edited === undefined)
    throw new Failure('storage', 'This note’s file is written in a way that cannot be changed from here.');
  const bytes = new TextEncoder().encode(edited);
  signal.throwIfAborted();
  await writeDurably(files, path, bytes, newId);
  log.info(`Notebook: changed a note, now ${edited.length} characters`);
  const note = parseNoteFile(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
  if (note === undefined) throw gone();
  return storedNote(folder.path, head.file, id, note);
}

/** Removes the note's file, if there is one, and then its attachment, unless another note has it too. */
export async function removeNote(parts: ChangeParts, id: string, signal: AbortSignal): Promise<void> {
  const { files, folder, log } = parts;
  const heads = await allHeads(parts, signal);
  const head = heads.find((each) => each.id === id);
  if (head === undefined) return;
  signal.throwIfAborted();
  await removeIfThere(files, join(folder.path, head.file));
  const attached = attachmentPath(head);
  const shared = heads.some((each) => each !== head && attachmentPath(each) === attached);
  if (attached !== undefined && !shared) await removeIfThere(files, join(folder.path, attached));
  await files.syncFolder(folder.path);
  log.info('Notebook: removed a note');
}

/** Failure `notFound` (field `attachment`) when there is none, or its file is gone. */
export async function readAttachment(
  parts: ListParts,
  id: string,
  signal: AbortSignal,
): Promise<AttachmentBytes> {
  const head = await headOf(parts, id, signal);
  if (head === undefined) throw gone();
  const attached = attachmentPath(head);
  const none = () => new Failure('notFound', 'This note has no attachment.', { field: 'attachment' });
  if (attached === undefined) throw none();
  const path = join(parts.folder.path, attached);
  const { kind, size } = await parts.files.facts(path).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT')
      throw new Failure('notFound', 'The attachment is not in the notebook any more.', {
        field: 'attachment',
      });
    throw error;
  });
  // Reading a pipe would never end.
  if (kind !== 'file') throw none();
  return {
    name: head.front.attachment?.name ?? 'attachment',
    size,
    bytes: parts.files.readChunks(path, pieceSize),
  };
}

/** The attachment's path; only in the attachments folder, since a person may have written any path into the note. */
function attachmentPath({ front: { attachment } }: Head): string | undefined {
  const [folder, name, ...more] = attachment?.file?.split('/') ?? [];
  if (folder !== attachmentsFolder || name === undefined || more.length > 0) return undefined;
  return /^\.*$|[\\:\0]/.test(name) ? undefined : `${folder}/${name}`;
}

/** The names of the customers that notes are about, in alphabetical order and in one page. */
export async function listCustomers(
  parts: ListParts,
  { type, cursor }: DirectoryQuery,
  signal: AbortSignal,
): Promise<DirectoryPage> {
  if (type !== 'customer')
    throw new Failure('invalid', 'The notebook has notes about customers only.', { field: 'target' });
  if (cursor !== undefined) throw lostListCursor('unknown cursor');
  const heads = await allHeads(parts, signal);
  const names = [...new Set(heads.map(({ front }) => front.customer.trim()))].sort((a, b) =>
    a.localeCompare(b),
  );
  return { entries: names.map((name) => ({ target: { type, id: name, name } })), cursor: undefined };
}
