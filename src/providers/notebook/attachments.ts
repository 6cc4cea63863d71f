import { join } from 'node:path';
import { Failure } from '../../base/failure.ts';
import type { Log } from '../../base/log.ts';
import { copyHashed } from '../../storage/copyHashed.ts';
import { removeIfThere } from '../../storage/durable.ts';
import type { Files, OpenFolder } from '../../storage/files.ts';
import { isIn, leadsOutCode } from '../../storage/links.ts';
import { codeOf } from '../../storage/storageFailure.ts';
import type { NewId } from '../../base/ids.ts';
import type { AttachmentBytes } from '../provider.ts';
import type { OutgoingNote } from '../outgoingNote.ts';
import { attachmentFileName, attachmentsFolder } from './names.ts';
import type { Head, NoteFolder } from './noteFolder.ts';
import { noAttachment } from '../../words/providers.ts';
import * as words from './words.ts';

/** What all of these work with. */
interface AttachmentParts {
  readonly files: Files;
  readonly log: Log;
  readonly folder: NoteFolder;
}

const pieceSize = 256 * 1024;

/** The attachment's path; only in the attachments folder, since a person may have written any path into the note. */
export function attachmentPath({ front: { attachment } }: Head): string | undefined {
  const [folder, name, ...more] = attachment?.file?.split('/') ?? [];
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
 * Copies the attachment's bytes; resolves to the copy's path, relative to the notebook's folder. Failure `storage` where
 * the folder for attachments links outside the notebook.
 */
export async function copyAttachment(
  parts: AttachmentParts & { readonly newId: NewId },
  { note: { attachment }, attachmentPath: source }: OutgoingNote,
  short: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (attachment === undefined || source === undefined) return undefined;
  const { files, folder, newId } = parts;
  const name = attachmentFileName(attachment.name, short);
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
  return `${attachmentsFolder}/${name}`;
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
  head: Head,
): Promise<AttachmentBytes> {
  const field = 'attachment';
  const attached = attachmentPath(head);
  const none = () => new Failure('notFound', noAttachment(), { field });
  if (attached === undefined) throw none();
  const path = join(folder.path, attached);
  try {
    if (!isIn(await files.realPath(folder.path), await files.realPath(path)))
      throw new Failure('refused', words.attachmentOutside(), { field });
    const { kind, size } = await files.facts(path);
    // Reading a pipe would never end.
    if (kind !== 'file') throw none();
    const name = head.front.attachment?.name ?? 'attachment';
    return { name, size, bytes: files.readChunks(path, pieceSize, folder.path) };
  } catch (error) {
    if (codeOf(error) === 'ENOENT') throw new Failure('notFound', words.attachmentGone(), { field });
    throw error;
  }
}
