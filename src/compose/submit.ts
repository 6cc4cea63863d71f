import { upTo } from './fileSize.ts';
import { mediaTypeOf } from './mediaType.ts';
import type { OpenAccount } from '../accounts/accountBook.ts';
import type { Sources } from '../storage/sources.ts';
import type { Clock } from '../base/clock.ts';
import type { ChosenFile, Draft } from '../model/draft.ts';
import type { DraftStore } from '../drafts/draftStore.ts';
import { Failure } from '../base/failure.ts';
import type { Log } from '../base/log.ts';
import type { Attachment, Note } from '../model/note.ts';
import type { Action } from '../model/action.ts';
import { entryVersion, type Entry } from '../outbox/entry.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { RecentTargets } from '../customers/recentTargets.ts';

/** What turning a draft into an outbox entry needs. */
export interface SubmitParts {
  readonly outbox: Outbox;
  readonly drafts: DraftStore;
  readonly sources: Sources;
  readonly recent: RecentTargets;
  readonly clock: Clock;
  readonly log: Log;
  /** Milliseconds for which a note can be taken back after Send; the setting `notelog.undoSeconds`. */
  readonly undoTime: () => number;
  /** Bytes; the setting `notelog.attachment.maxMegabytes`. */
  readonly largestAttachment: () => number;
}

/**
 * Puts a checked draft, or what is to be done with a stored note, into the outbox, and only then removes the draft.
 * Nothing has been sent when it resolves. Failure `invalid` when the file cannot be attached (field `attachment`), or
 * when the note may have been sent already; `storage` when the disk refuses. The draft is still there then.
 */
export async function submit(
  parts: SubmitParts,
  draft: Draft,
  note: Note,
  to: OpenAccount,
  action?: Action,
): Promise<Entry> {
  const before = parts.outbox.get(draft.id)?.status.state;
  if (before === 'sending' || before === 'uncertain')
    throw new Failure('invalid', 'This note may have been sent already: see Recent Notes.');
  const attachment = draft.attachment && (await keepFile(parts, draft.id, draft.attachment));
  const entry: Entry = {
    version: entryVersion,
    id: draft.id,
    accountId: to.account.id,
    accountLabel: to.account.label,
    place: to.kind.tenant(to.account),
    queuedAt: queuedAfterOthers(parts, draft.id, to.account.id, note),
    note: attachment ? { ...note, attachment } : note,
    ...(action && { action }),
    draft,
    attempts: 0,
    status: { state: 'waiting', notBefore: parts.clock.now() + parts.undoTime() },
  };
  try {
    await parts.outbox.enqueue(entry);
  } finally {
    if (attachment) await parts.outbox.removeAttachment(draft.id, attachment.sha256);
  }
  // The note is safe now. Delivery tries again, and sends nothing while the draft is there.
  await parts.drafts
    .removeVersion(draft)
    .catch((error: unknown) => parts.log.error('A queued draft could not be removed', error));
  if (!action) await parts.recent.add(to.account.id, note.target);
  return entry;
}

/**
 * The time of queueing, after that of all other notes of the target: where the clock was put back, a deletion would
 * otherwise overtake the note that it is about, whose answer may be lost.
 */
function queuedAfterOthers(
  { outbox, clock }: SubmitParts,
  id: string,
  accountId: string,
  { target }: Note,
): number {
  let latest = clock.now();
  for (const { id: otherId, accountId: account, note, queuedAt } of outbox.walk()) {
    const isSameTarget = note.target.type === target.type && note.target.id === target.id;
    if (otherId !== id && account === accountId && isSameTarget && queuedAt >= latest) latest = queuedAt + 1;
  }
  return latest;
}

/**
 * Checks the file's size before a byte is read, and again after: it may have grown meanwhile, or be told as 0 although
 * there is content.
 */
async function keepFile(parts: SubmitParts, id: string, file: ChosenFile): Promise<Attachment> {
  const { kind, size } = await parts.sources.facts(file.uri);
  const largest = parts.largestAttachment();
  const name = file.name.normalize('NFC');
  const isToldEmpty = kind === 'file' && size === 0;
  const problem = isToldEmpty ? undefined : attachmentProblem(name, kind, size, largest);
  if (problem !== undefined) throw new Failure('invalid', problem, { field: 'attachment' });
  const blob = await parts.outbox.writeAttachment(id, upTo(parts.sources.read(file.uri), largest));
  const after = attachmentProblem(name, kind, blob.size, largest);
  if (after !== undefined) {
    await parts.outbox.removeAttachment(id, blob.sha256);
    throw new Failure('invalid', after, { field: 'attachment' });
  }
  return { name, mime: mediaTypeOf(name), ...blob };
}

/** Why a file cannot be attached, as one sentence; sizes in bytes. */
export function attachmentProblem(
  name: string,
  kind: 'file' | 'folder' | 'other',
  size: number,
  largest: number,
): string | undefined {
  if (kind === 'folder') return `“${name}” is a folder. Attach a file from it instead.`;
  if (kind === 'other') return `“${name}” is not a file that can be read. Attach another.`;
  if (size === 0) return `“${name}” is empty (0 bytes). Attach a file that has content.`;
  if (size > largest)
    return `“${name}” is ${megabytes(size)} MB; a file of up to ${megabytes(largest)} MB can be attached (setting notelog.attachment.maxMegabytes).`;
  return undefined;
}

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toLocaleString('en', { maximumFractionDigits: 1 });
}
