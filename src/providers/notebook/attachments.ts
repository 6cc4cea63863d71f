import { join } from 'node:path';
import { Failure } from '../../base/failure.ts';
import type { Log } from '../../base/log.ts';
import { copyHashed } from '../../storage/copyHashed.ts';
import { removeIfThere } from '../../storage/durable.ts';
import type { Files, OpenFolder } from '../../storage/files.ts';
import { isIn, leadsOutCode } from '../../storage/links.ts';
import { codeOf } from '../../storage/storageFailure.ts';
import type { NewId } from '../../base/ids.ts';
import { attachmentsOf, type Attachment } from '../../model/note.ts';
import type { AttachmentBytes } from '../provider.ts';
import type { OutgoingNote } from '../outgoingNote.ts';
import { attachmentFileName, attachmentsFolder } from './names.ts';
import type { NoteFront } from './noteFile.ts';
import type { NoteFolder } from './noteFolder.ts';
import type { Head } from './noteHeads.ts';
import { noAttachment } from '../../words/providers.ts';
import * as words from './words.ts';

/** What all of these work with. */
interface AttachmentParts {
  readonly files: Files;
  readonly log: Log;
  readonly folder: NoteFolder;
}

interface CopyParts extends AttachmentParts {
  readonly newId: NewId;
}

const pieceSize = 256 * 1024;

/** The paths of a note's attachments that have one. */
export function attachmentPaths({ front }: Head): readonly string[] {
  return front.attachments.flatMap((attachment) => pathOf(attachment) ?? []);
}

/** The attachment's path; only in the attachments folder, since a person may have written any path into the note. */
function pathOf({ file }: NoteFront['attachments'][number]): string | undefined {
  const [folder, name, ...more] = file?.split('/') ?? [];
  if (folder !== attachmentsFolder || name === undefined || more.length > 0) return undefined;
  return /^\.*$|[\\:\0]/.test(name) ? undefined : `${folder}/${name}`;
}

function openAttachments({ files, folder }: AttachmentParts): Promise<OpenFolder> {
  return files.openFolder(join(folder.path, attachmentsFolder), folder.path);
}

async function* untilAborted(files: Files, path: string, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  for await (const piece of files.readChunks(path, pieceSize)) {
    signal.throwIfAborted();
    yield piece;
  }
}

/**
 * Copies the bytes of an entry's attachments, one after the other; `onCopied` hears of each copy's path, relative to the
 * notebook's folder. The same entry always gets the same paths. Failure `storage` where the folder for attachments links
 * outside the notebook.
 */
export async function copyAttachments(
  parts: CopyParts,
  { note, attachmentPath, moreAttachmentPaths = [] }: OutgoingNote,
  short: string,
  signal: AbortSignal,
  onCopied: (path: string) => void,
): Promise<void> {
  const sources = [attachmentPath, ...moreAttachmentPaths];
  for (const [index, attachment] of attachmentsOf(note).entries()) {
    const source = sources[index];
    if (source === undefined) continue;
    const name = attachmentFileName(attachment.name, short, index);
    await copyAttachment(parts, attachment, source, name, signal);
    onCopied(`${attachmentsFolder}/${name}`);
  }
}

async function copyAttachment(
  parts: CopyParts,
  attachment: Attachment,
  source: string,
  name: string,
  signal: AbortSignal,
): Promise<void> {
  const { files, folder, newId } = parts;
  await files.makeFolder(join(folder.path, attachmentsFolder));
  const into = await openAttachments(parts).catch((error: unknown) => {
    if (codeOf(error) !== leadsOutCode) throw error;
    throw new Failure('storage', words.attachmentsOutside(), { field: 'attachment', cause: error });
  });
  try {
    await copyHashed(files, untilAborted(files, source, signal), into.path, newId, (copied) => {
      if (copied.sha256 === attachment.sha256 && copied.size === attachment.size) return name;
      throw new Failure('storage', words.fileDamaged(), {
        field: 'attachment',
        detail: `${copied.size} bytes instead of ${attachment.size}, or of another hash`,
      });
    });
  } finally {
    await into.close();
  }
}

/** Removes an attachment, if it is there; never through a folder that leads out, and of a link only the link. */
export async function removeAttachment(parts: AttachmentParts, path: string): Promise<void> {
  let attachments: OpenFolder;
  try {
    attachments = await openAttachments(parts);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    if (codeOf(error) !== leadsOutCode) throw error;
    parts.log.warn('Notebook: left an attachment where it is, since its folder links outside the notebook');
    return;
  }
  try {
    await removeIfThere(parts.files, join(attachments.path, path.slice(attachmentsFolder.length + 1)));
  } finally {
    await attachments.close();
  }
}

/** Failure `notFound` (field `attachment`) when there is none, or its file is gone; `refused` when it leads out. */
export async function readAttachmentOf(
  { files, folder }: AttachmentParts,
  { front }: Head,
  index: number,
): Promise<AttachmentBytes> {
  const field = 'attachment';
  const attachment = front.attachments[index];
  const attached = attachment && pathOf(attachment);
  const none = () => new Failure('notFound', noAttachment(), { field });
  if (!attachment || attached === undefined) throw none();
  const path = join(folder.path, attached);
  try {
    if (!isIn(await files.realPath(folder.path), await files.realPath(path)))
      throw new Failure('refused', words.attachmentOutside(), { field });
    const { kind, size } = await files.facts(path);
    // Reading a pipe would never end.
    if (kind !== 'file') throw none();
    return { name: attachment.name, size, bytes: files.readChunks(path, pieceSize, folder.path) };
  } catch (error) {
    if (codeOf(error) === 'ENOENT') throw new Failure('notFound', words.attachmentGone(), { field });
    throw error;
  }
}
