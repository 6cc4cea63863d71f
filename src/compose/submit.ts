import { furtherNote } from './furtherNote.ts';
import { keepFiles, type KeptFile, type KeepingFiles } from './keepFiles.ts';
import type { OpenAccount } from '../accounts/accountBook.ts';
import type { Sources } from '../storage/sources.ts';
import type { Clock } from '../base/clock.ts';
import type { NewId } from '../base/ids.ts';
import type { Draft } from '../model/draft.ts';
import type { DraftStore } from '../drafts/draftStore.ts';
import { Failure } from '../base/failure.ts';
import type { Log } from '../base/log.ts';
import type { Note } from '../model/note.ts';
import type { Action, FollowUp } from '../model/action.ts';
import { entryVersion, type Entry } from '../outbox/entry.ts';
import { furtherId } from '../outbox/furtherNotes.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Proposals } from '../proposals/proposals.ts';
import type { RecentTargets } from '../customers/recentTargets.ts';
import { possiblySavedSee } from '../words/pending.ts';

/** What turning a draft into an outbox entry needs. */
export interface SubmitParts {
  readonly outbox: Outbox;
  readonly drafts: DraftStore;
  readonly proposals: Pick<Proposals, 'accept'>;
  readonly sources: Sources;
  readonly recent: RecentTargets;
  readonly clock: Clock;
  readonly log: Log;
  readonly newId: NewId;
  /** Milliseconds for which a note can be taken back after Send; the setting `notelog.undoSeconds`. */
  readonly undoTime: () => number;
  /** Bytes; the setting `notelog.attachment.maxMegabytes`. */
  readonly largestAttachment: () => number;
  /** Hears of each new note that this window has put into the outbox. */
  readonly tellLogged: (entry: Entry) => void;
}

/** What may go with a draft into the outbox. */
interface SubmitOptions {
  /** What is done with a stored note; absent: the note is a new one. */
  readonly action?: Action | undefined;
  /** What is made once the note is stored. */
  readonly followUp?: FollowUp | undefined;
  readonly keeping?: KeepingFiles | undefined;
}

/**
 * Puts a checked draft, or what is to be done with a stored note, into the outbox, and only then removes the draft.
 * Nothing has been sent when it resolves. Failure `invalid` when a file cannot be attached (field `attachment`), or
 * when the note may have been sent already, also from another window that had the same proposal; `storage` when the disk refuses; `cancelled`. The draft is still there then.
 */
export async function submit(
  parts: SubmitParts,
  draft: Draft,
  note: Note,
  to: OpenAccount,
  options: SubmitOptions = {},
): Promise<Entry> {
  return await parts.proposals.accept(draft, () => enqueue(parts, draft, note, to, options));
}

async function enqueue(
  parts: SubmitParts,
  draft: Draft,
  note: Note,
  to: OpenAccount,
  { action, followUp, keeping }: SubmitOptions,
): Promise<Entry> {
  const before = parts.outbox.get(draft.id)?.status.state;
  if (before === 'sending' || before === 'uncertain') throw new Failure('invalid', possiblySavedSee());
  const files = await keepFiles(parts, draft, to.kind.capabilities.attachments, keeping);
  const entry: Entry = {
    version: entryVersion,
    id: draft.id,
    accountId: to.account.id,
    accountLabel: to.account.label,
    place: to.kind.tenant(to.account),
    queuedAt: queuedAfterOthers(parts, draft.id, to.account.id, note),
    ...withFollowUp(notesOf(draft.id, note, files), followUp && followUpNote(parts, draft, note, followUp)),
    ...(action && { action }),
    draft,
    attempts: 0,
    status: { state: 'waiting', notBefore: parts.clock.now() + parts.undoTime() },
  };
  try {
    await parts.outbox.enqueue(entry);
  } finally {
    for (const { id, attachment } of files) await parts.outbox.removeAttachment(id, attachment.sha256);
  }
  // The note is safe now. Delivery tries again, and sends nothing while the draft is there.
  await parts.drafts
    .removeVersion(draft)
    .catch((error: unknown) => parts.log.error('A queued draft could not be removed', error));
  if (!action) {
    await parts.recent.add(to.account.id, note.target);
    parts.tellLogged(entry);
  }
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

/** A follow-up as the last of the further notes, which are made once the service has the first one. */
function followUpNote(
  { newId }: SubmitParts,
  { id, attachments }: Draft,
  { target }: Note,
  followUp: FollowUp,
): Further {
  return {
    id: furtherId(id, attachments.length + 2, newId),
    note: { kind: 'note', target, text: { format: 'typed', value: followUp.details } },
    action: { does: 'followUp', ...followUp },
  };
}

type Further = NonNullable<Entry['further']>[number];

function withFollowUp(
  { note, further = [] }: Pick<Entry, 'note' | 'further'>,
  followUp: Further | undefined,
): Pick<Entry, 'note' | 'further'> {
  const all = followUp ? [...further, followUp] : further;
  return all.length === 0 ? { note } : { note, further: all };
}

/** The note with the files that were kept for it, and a further note for each other one. */
function notesOf(draftId: string, note: Note, files: readonly KeptFile[]): Pick<Entry, 'note' | 'further'> {
  const own = files.filter(({ id }) => id === draftId);
  const others = files.filter(({ id }) => id !== draftId);
  const [attachment, ...moreAttachments] = own.map((each) => each.attachment);
  if (!attachment) return { note };
  const whole = { ...note, attachment, ...(moreAttachments.length > 0 && { moreAttachments }) };
  if (others.length === 0) return { note: whole };
  const further = others.map(({ id, attachment }, index) => ({
    id,
    note: furtherNote(note, attachment, index + 2, others.length + 1),
  }));
  return { note: whole, further };
}
