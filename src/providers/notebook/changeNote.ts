import { basename, dirname, join } from 'node:path';
import { removeIfThere, writeDurably } from '../../storage/durable.ts';
import type { NoteChange } from '../../model/change.ts';
import { Failure } from '../../base/failure.ts';
import type { FileRights } from '../../storage/files.ts';
import { fold } from '../../base/fold.ts';
import type { NewId } from '../../base/ids.ts';
import type { StoredNote } from '../../model/note.ts';
import type { DirectoryPage, DirectoryQuery } from '../../model/directory.ts';
import { lostListCursor } from '../cursor.ts';
import type { AttachmentBytes } from '../provider.ts';
import { attachmentPaths, readAttachmentOf, removeAttachment } from './attachments.ts';
import { editNoteFile } from './editNoteFile.ts';
import { allHeads, noteOf, type ListParts } from './listNotes.ts';
import { nameKey, shortId, shortIdOf } from './names.ts';
import { parseNoteFile } from './noteFile.ts';
import { leadsAway, type Head } from './noteHeads.ts';
import { linkNote, storedNote } from './storedNote.ts';
import * as words from './words.ts';

/** What {@link editNote} and {@link removeNote} work with. */
interface ChangeParts extends ListParts {
  readonly newId: NewId;
}

/** The note that the list shows under this id. If two files name the same id, it may be either. */
async function headOf(parts: ListParts, id: string, signal: AbortSignal): Promise<Head | undefined> {
  return headIn(await allHeads(parts, signal), id);
}

/** Failure `refused` where the note's front matter cannot be read any more: it is not gone, and not to be changed. */
function headIn(heads: readonly Head[], id: string): Head | undefined {
  const head = heads.find((each) => each.id === id);
  const own = new Set<string | undefined>([shortId(id), shortId(id, 64)]);
  const broken = heads.find(
    ({ file, unreadable }) => unreadable && (unreadable.id === id || own.has(shortIdOf(file))),
  );
  if (!head && broken?.unreadable) throw new Failure('refused', broken.unreadable.problem);
  return head;
}

function gone(): Failure {
  return new Failure('notFound', words.noteGone());
}

/** One note. Failure `notFound`; else rejects with the disk's errors, as the others do. */
export async function readNote(parts: ListParts, id: string, signal: AbortSignal): Promise<StoredNote> {
  const head = await headOf(parts, id, signal);
  const note = head && (await noteOf(parts, head));
  if (note === undefined) throw gone();
  return note;
}

/**
 * Rewrites the file, whole or not at all, under its old name. `now`: milliseconds since the epoch. Failure `refused` for
 * a file that is read-only.
 */
export async function editNote(
  parts: ChangeParts,
  id: string,
  change: NoteChange,
  now: number,
  signal: AbortSignal,
): Promise<StoredNote> {
  if (Object.values(change).every((part) => part === undefined)) return readNote(parts, id, signal);
  const { files, folder, log } = parts;
  const head = await headOf(parts, id, signal);
  if (head === undefined) throw gone();
  if (leadsAway(head)) throw new Failure('refused', linkNote(head).locked ?? '');
  if (head.unreadable) throw new Failure('refused', head.unreadable.problem);
  const path = join(folder.path, head.file);
  const rights = await files.rightsOf(path);
  if (!rights.isWritable) throw new Failure('refused', words.readOnlyNote());
  const content = textOf(await files.read(path, folder.path));
  const edited = editNoteFile(content, change, new Date(now).toISOString());
  if (edited === undefined) throw new Failure('storage', words.cannotChange());
  const bytes = new TextEncoder().encode(edited);
  signal.throwIfAborted();
  await writeInPlace(parts, head, bytes, rights);
  log.info(`Notebook: changed a note, now ${edited.length} characters`);
  const note = parseNoteFile(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
  if (note === undefined) throw gone();
  return storedNote(folder.path, head.file, id, note);
}

/** Failure `storage` where the file holds anything but UTF-8, which would not come back as it was. */
function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { ignoreBOM: true, fatal: true }).decode(bytes);
  } catch (error) {
    throw new Failure('storage', words.notUtf8(), { cause: error });
  }
}

/** A link stays one: what it leads to is written, where that lies. The file keeps its rights. */
async function writeInPlace(
  { files, folder, newId }: ChangeParts,
  { file, link }: Head,
  bytes: Uint8Array,
  rights: FileRights,
): Promise<void> {
  const path = join(folder.path, file);
  if (link === undefined && !file.includes('/')) return writeDurably(files, path, bytes, newId, rights);
  const real = link === undefined ? path : await files.realPath(path);
  const into = await files.openFolder(dirname(real), folder.path);
  try {
    await writeDurably(files, join(into.path, basename(real)), bytes, newId, rights);
  } finally {
    await into.close();
  }
}

/**
 * Removes the note's file, if there is one, and then its attachments, but none that another note has, too. Of a link only
 * the link: the note that it leads to stays, and needs its attachments.
 */
export async function removeNote(parts: ChangeParts, id: string, signal: AbortSignal): Promise<void> {
  const { log } = parts;
  const heads = await allHeads(parts, signal);
  const head = headIn(heads, id);
  if (head === undefined) return;
  if (head.unreadable) throw new Failure('refused', head.unreadable.problem);
  signal.throwIfAborted();
  await removeFile(parts, head.file);
  const ofOthers = heads
    .filter((each) => each !== head)
    .flatMap(attachmentPaths)
    .map(fold);
  // Many disks take names for one that differ in the case of letters, or in the form of accents.
  const own = attachmentPaths(head).filter((path) => !ofOthers.includes(fold(path)));
  if (head.link === undefined) for (const path of own) await removeAttachment(parts, path);
  log.info('Notebook: removed a note');
}

/** The folder that holds it is opened, since a link may take the place of one in the notebook at any time. */
async function removeFile({ files, folder }: ListParts, file: string): Promise<void> {
  const into = await files.openFolder(join(folder.path, dirname(file)), folder.path);
  try {
    await removeIfThere(files, join(into.path, basename(file)));
    await files.syncFolder(into.path);
  } finally {
    await into.close();
  }
}

/** Failure `notFound` (field `attachment`) when there is none, or its file is gone. */
export async function readAttachment(
  parts: ListParts,
  id: string,
  index: number,
  signal: AbortSignal,
): Promise<AttachmentBytes> {
  const head = await headOf(parts, id, signal);
  if (head === undefined) throw gone();
  return readAttachmentOf(parts, head, index);
}

/** The names of the customers that notes are about, in alphabetical order and in one page. */
export async function listCustomers(
  parts: ListParts,
  { type, cursor }: DirectoryQuery,
  signal: AbortSignal,
): Promise<DirectoryPage> {
  if (type !== 'customer') throw new Failure('invalid', words.onlyCustomers(), { field: 'target' });
  if (cursor !== undefined) throw lostListCursor('unknown cursor');
  const heads = await allHeads(parts, signal);
  const notes = heads.filter((head) => !leadsAway(head) && !head.unreadable);
  const names = [...new Set(notes.map(({ front }) => nameKey(front.customer)))].sort((a, b) =>
    a.localeCompare(b),
  );
  return { entries: names.map((name) => ({ target: { type, id: name, name } })), cursor: undefined };
}
