import { join } from 'node:path';
import { writeDurably } from '../../storage/durable.ts';
import { Failure } from '../../base/failure.ts';
import { copyAttachments, removeAttachment } from './attachments.ts';
import { noteFileName, shortId, shortIdOf } from './names.ts';
import { formatNoteFile, parseNoteFile, type NoteFile } from './noteFile.ts';
import { storedNote } from './storedNote.ts';
import type { Files } from '../../storage/files.ts';
import type { NewId } from '../../base/ids.ts';
import type { Log } from '../../base/log.ts';
import type { StoredNote } from '../../model/note.ts';
import type { OutgoingNote } from '../outgoingNote.ts';
import type { NoteFolder } from './noteFolder.ts';
import * as words from './words.ts';

/** What {@link createNote} and {@link findNote} work with. */
interface CreateParts {
  readonly files: Files;
  readonly log: Log;
  readonly newId: NewId;
  readonly folder: NoteFolder;
}

/** The note's file name and the id in it: the short hash, or the whole one when another note has the same short one. */
async function freeName(parts: CreateParts, { id, note, stamp }: OutgoingNote) {
  const at = new Date(stamp);
  if (Number.isNaN(at.getTime())) throw new Failure('invalid', words.noDate(), { field: 'occurredAt' });
  const names = await parts.files.names(parts.folder.path);
  const short = [shortId(id), shortId(id, 64)].find(
    (candidate) => !names.some((name) => shortIdOf(name) === candidate),
  );
  if (short === undefined) throw new Failure('storage', words.nameTaken());
  return { short, file: noteFileName(at, note.target.id, short) };
}

/**
 * The entry's note, if its file exists; the file is synced to disk first. Rejects with the disk's errors.
 */
export async function findNote(
  { files, folder }: CreateParts,
  { id, note, stamp }: OutgoingNote,
  signal: AbortSignal,
): Promise<StoredNote | undefined> {
  const file = await folder.find(files, id, signal);
  if (file === undefined) return undefined;
  const noteFile = await folder.read(files, file);
  // The attempt that wrote the file may have failed at this very step.
  await files.syncFolder(folder.path);
  return storedNote(folder.path, file, id, noteFile ?? asRead(formatNoteFile(id, note, stamp, [])));
}

/**
 * Writes one note's file, its attachments first. If the entry's note exists, nothing is written, so that a crash before
 * the answer cannot duplicate the note. Failure `invalid` for a target without a name; else the disk's errors.
 */
export async function createNote(
  parts: CreateParts,
  outgoing: OutgoingNote,
  signal: AbortSignal,
): Promise<StoredNote> {
  const { files, log, newId, folder } = parts;
  const { id, note, stamp } = outgoing;
  if (note.target.id.trim() === '') throw new Failure('invalid', words.typeName(), { field: 'target' });
  await files.makeFolder(folder.path);

  const existing = await findNote(parts, outgoing, signal);
  if (existing !== undefined) {
    log.info('Notebook: the note was already there');
    return existing;
  }

  const { short, file } = await freeName(parts, outgoing);
  const attached: string[] = [];
  let content: string;
  try {
    await copyAttachments(parts, outgoing, short, signal, (path) => attached.push(path));
    content = formatNoteFile(id, note, stamp, attached);
    signal.throwIfAborted();
    if ((await outgoing.maySend?.()) === false) throw new Failure('cancelled', words.pausedBeforeWriting());
    await writeDurably(files, join(folder.path, file), new TextEncoder().encode(content), newId);
  } catch (error) {
    await removeOrphans(parts, id, attached);
    throw error;
  }
  log.info(`Notebook: stored a ${note.kind} of ${content.length} characters`);
  return storedNote(folder.path, file, id, asRead(content));
}

/** Removes the attachments of a note that was not written, unless another window wrote the note. Never throws. */
async function removeOrphans(parts: CreateParts, id: string, paths: readonly string[]): Promise<void> {
  if (paths.length === 0) return;
  try {
    const file = await parts.folder.find(parts.files, id, new AbortController().signal);
    if (file === undefined) for (const path of paths) await removeAttachment(parts, path);
  } catch {
    // The first error is the one to report, and the next attempt writes the same attachments again.
  }
}

/** The note as a later read will give it, with half surrogate pairs replaced. */
function asRead(content: string): NoteFile {
  const note = parseNoteFile(
    new TextDecoder('utf-8', { ignoreBOM: true }).decode(new TextEncoder().encode(content)),
  );
  if (note === undefined) throw new Error('A note’s file that was just made is none');
  return note;
}
