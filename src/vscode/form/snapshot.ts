import type { Composer } from '../../compose/composer.ts';
import { editingHint } from '../../compose/editingHint.ts';
import type { AccountBook } from '../../accounts/accountBook.ts';
import { searchedTypes } from '../../customers/directoryTypes.ts';
import { typedLabel } from '../../customers/targetLabels.ts';
import { formProtocol, type Snapshot } from '../../form/messages.ts';
import type { Draft } from '../../model/draft.ts';
import { fieldsTaken } from '../../model/fields.ts';
import type { Target, TextFormat } from '../../model/note.ts';
import type { Outbox } from '../../outbox/outbox.ts';
import type { RecentNotes } from '../../recent/recentNotes.ts';
import { recentAuthors } from '../../recent/recentAuthors.ts';

/** What a snapshot is made from. */
interface SnapshotParts {
  readonly composer: Composer;
  readonly book: AccountBook;
  readonly outbox: Outbox;
  readonly recentNotes: RecentNotes;
  readonly textFormat: () => TextFormat;
}

/** All that the form shows, from the composer's state; `seq` is the last edit that was seen. */
export function snapshotOf(
  { composer, book, outbox, recentNotes, textFormat }: SnapshotParts,
  seq: number,
): Snapshot {
  const { draft, account: open } = composer;
  const { capabilities } = open.kind;
  const { attachments, edits } = draft;
  const [attachment] = attachments;
  return {
    type: 'snapshot',
    protocol: formProtocol,
    seq,
    draftId: draft.id,
    accounts: book
      .all()
      .map(({ account, kind }) => ({ id: account.id, label: account.label, provider: kind.title })),
    ...(edits && {
      editing: { createdAt: edits.values.occurredAt, hint: editingHint(edits) },
    }),
    values: { ...draft.values, account: open.account.id },
    textFormat: formatOf(draft, textFormat()),
    attachment: attachment ? { name: attachment.name, size: attachment.size } : null,
    shape: {
      fields: [...fieldsTaken(capabilities)],
      kinds: [...capabilities.kinds],
      targets: capabilities.targets.map((each) => ({
        ...each,
        idLabel: typedLabel(open, each),
        listed: searchedTypes(open, each.type).length > 0,
      })),
      author: capabilities.author ?? null,
      longestText: capabilities.longestText ?? null,
    },
    authors: [...recentAuthors(recentNotes, open)],
    check: checkOf(composer),
    problems: composer.problems.map((each) => ({ ...each })),
    ...(composer.unsaved && {
      unsaved: `What you typed is not saved yet. ${composer.unsaved.message} Notelog keeps trying; until then your text is only in this window.`,
    }),
    progress: progressOf(composer, outbox),
  };
}

/** A stored note keeps the format that it was read in. */
function formatOf({ fileName, edits }: Draft, typed: TextFormat): Snapshot['textFormat'] {
  if (fileName !== undefined) return 'file';
  if (edits === undefined) return typed;
  return edits.markdown === true ? 'markdown' : 'plain';
}

/** A note can be taken back until it leaves, and the form says for how long. */
function progressOf({ progress, draft, account }: Composer, outbox: Outbox): Snapshot['progress'] {
  if (progress.state !== 'sending') return progress;
  const entry = outbox.get(draft.id);
  if (entry?.status.state !== 'waiting' || entry.status.failure !== undefined) return progress;
  const undoTime = (entry.status.notBefore ?? 0) - entry.queuedAt;
  if (undoTime <= 0) return progress;
  const seconds = Math.ceil(undoTime / 1000);
  const message = `Sending to ${account.account.label} in ${seconds === 1 ? 'a second' : `${seconds} seconds`}. Undo takes the note back.`;
  return { state: 'sending', message, undo: true };
}

function checkOf({ check, account: { account } }: Composer): Snapshot['check'] {
  switch (check.state) {
    case 'none':
    case 'checking':
      return { state: check.state };
    case 'failed':
      return { state: 'failed' };
    case 'checked':
      return { state: 'checked', target: brief(check.target), account: account.label };
    case 'choose':
      return { state: 'choose', targets: check.targets.map(brief), account: account.label };
    case 'notChecked':
      return { state: 'notChecked', account: account.label, message: check.message };
    default:
      return check satisfies never;
  }
}

function brief({ type, id, name }: Target): { type: string; id: string; name?: string } {
  return { type, id, ...(name === undefined ? {} : { name }) };
}
