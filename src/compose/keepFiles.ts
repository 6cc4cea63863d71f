import { Failure } from '../base/failure.ts';
import type { NewId } from '../base/ids.ts';
import type { ChosenFile, Draft } from '../model/draft.ts';
import type { Capabilities } from '../model/capabilities.ts';
import type { Attachment } from '../model/note.ts';
import { furtherId } from '../outbox/furtherNotes.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Sources } from '../storage/sources.ts';
import { attachmentProblem } from './attachmentProblem.ts';
import { upTo } from './fileSize.ts';
import { mediaTypeOf } from './mediaType.ts';
import { copyingCancelled } from '../words/files.ts';

/** How copying a draft's files is followed, and stopped. */
export interface KeepingFiles {
  readonly signal: AbortSignal;
  /** Called after each piece. Bytes; `of` may turn out to be wrong where a file changes. */
  readonly report: (kept: number, of: number) => void;
}

/** What copying needs. */
interface KeepParts {
  readonly outbox: Outbox;
  readonly sources: Sources;
  readonly newId: NewId;
  /** Bytes of one file. */
  readonly largestAttachment: () => number;
}

/** A file whose bytes lie in the outbox, for the note of that id. */
export interface KeptFile {
  readonly id: string;
  readonly attachment: Attachment;
}

/**
 * Copies a draft's files into the outbox: all for its note where the service takes several (`takes`), and else each for a
 * note of its own. Failure `invalid` (field `attachment`) for a file that cannot be attached, `storage`, `cancelled`;
 * nothing is left in the outbox then.
 */
export async function keepFiles(
  parts: KeepParts,
  { id, attachments }: Draft,
  takes: Capabilities['attachments'],
  keeping?: KeepingFiles,
): Promise<readonly KeptFile[]> {
  const kept: KeptFile[] = [];
  const progress = { kept: 0, of: attachments.reduce((sum, { size }) => sum + size, 0) };
  try {
    for (const [index, file] of attachments.entries()) {
      const isOfNote = index === 0 || takes === 'several';
      const noteId = isOfNote ? id : furtherId(id, index + 1, parts.newId);
      const followed = (chunks: AsyncIterable<Uint8Array>) => follow(chunks, progress, keeping);
      kept.push({ id: noteId, attachment: await keepFile(parts, noteId, file, followed) });
    }
    return kept;
  } catch (error) {
    for (const { id: noteId, attachment } of kept)
      await parts.outbox.removeAttachment(noteId, attachment.sha256);
    throw error;
  }
}

/**
 * Checks the file's size before a byte is read, and again after: it may have grown meanwhile, or be told as 0 although
 * there is content.
 */
async function keepFile(
  { outbox, sources, largestAttachment }: KeepParts,
  id: string,
  file: ChosenFile,
  followed: (chunks: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>,
): Promise<Attachment> {
  const { kind, size } = await sources.facts(file.uri);
  const largest = largestAttachment();
  const name = file.name.normalize('NFC');
  const isToldEmpty = kind === 'file' && size === 0;
  const problem = isToldEmpty ? undefined : attachmentProblem(name, kind, size, largest);
  if (problem !== undefined) throw new Failure('invalid', problem, { field: 'attachment' });
  const blob = await outbox.writeAttachment(id, followed(upTo(sources.read(file.uri), largest)));
  const after = attachmentProblem(name, kind, blob.size, largest);
  if (after !== undefined) {
    await outbox.removeAttachment(id, blob.sha256);
    throw new Failure('invalid', after, { field: 'attachment' });
  }
  return { name, mime: mediaTypeOf(name), ...blob };
}

async function* follow(
  chunks: AsyncIterable<Uint8Array>,
  progress: { kept: number; readonly of: number },
  keeping: KeepingFiles | undefined,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    if (keeping?.signal.aborted === true) throw new Failure('cancelled', copyingCancelled());
    yield chunk;
    progress.kept += chunk.byteLength;
    keeping?.report(progress.kept, Math.max(progress.of, progress.kept));
  }
}
