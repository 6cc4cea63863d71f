import type { Composer } from '../../compose/composer.ts';
import { editingHint } from '../../compose/editingHint.ts';
import type { AccountBook, OpenAccount } from '../../accounts/accountBook.ts';
import { assertNever } from '../../base/failure.ts';
import type { Clock } from '../../base/clock.ts';
import type { CallTimer } from '../../call/callTimer.ts';
import { isRunning, talkTime } from '../../call/timedCall.ts';
import type { Directories } from '../../customers/directories.ts';
import { listedTypes } from '../../customers/directoryTypes.ts';
import type { RecentTargets } from '../../customers/recentTargets.ts';
import { rowNoun } from '../../customers/targetLabels.ts';
import { targetKey, typedTargetKey } from '../../customers/targetKey.ts';
import { targetTexts } from '../../customers/targetText.ts';
import { formProtocol, type Snapshot } from '../../form/messages.ts';
import type { DirectoryEntry } from '../../model/directory.ts';
import type { Draft } from '../../model/draft.ts';
import { fieldsTaken } from '../../model/fieldRules.ts';
import type { Target, TextFormat } from '../../model/note.ts';
import type { LastNotes } from '../../recent/lastNotes.ts';
import type { Sources } from '../../storage/sources.ts';
import type { RecentNotes } from '../../recent/recentNotes.ts';
import { recentAuthors } from '../../recent/recentAuthors.ts';
import * as words from '../../words/form.ts';
import * as proposals from '../../words/proposals.ts';
import { nameOf, nameOfCallee, shortName } from '../label.ts';
import { nobodyYet } from '../../words/callTimer.ts';
import { cardOf } from './card.ts';
import { attachedFiles } from './attachedFiles.ts';
import { loggedLine } from './loggedLine.ts';

/** What a snapshot is made from. */
export interface SnapshotParts {
  readonly composer: Composer;
  readonly book: AccountBook;
  readonly recentNotes: RecentNotes;
  readonly lastNotes: LastNotes;
  readonly recent: RecentTargets;
  readonly directories: Directories;
  readonly timer: CallTimer;
  readonly clock: Clock;
  readonly sources: Pick<Sources, 'isUnsaved'>;
  readonly textFormat: () => TextFormat;
}

/** All that the form shows, from the composer's state; `seq` is the last edit that was seen, `language` a BCP 47 tag. */
export function snapshotOf(parts: SnapshotParts, seq: number, language: string): Snapshot {
  const { composer, book, recentNotes, sources, timer, clock, textFormat } = parts;
  const { draft, files, account: open, notice, unsaved, logging } = composer;
  const { capabilities } = open.kind;
  const { edits } = draft;
  return {
    type: 'snapshot',
    protocol: formProtocol,
    seq,
    draftId: draft.id,
    accounts: book
      .all()
      .map(({ account, kind }) => ({ id: account.id, label: account.label, provider: kind.title })),
    editing: edits ? { createdAt: edits.values.occurredAt, hint: editingHint(edits) } : null,
    values: { ...draft.values, account: open.account.id },
    textFormat: formatOf(draft, textFormat()),
    recipient: recipientOf(parts, language),
    searchHint: searchHintOf(open),
    ...attachedFiles({ draft, files, account: open, isInForm: (id) => composer.isInForm(id) }, sources),
    shape: {
      fields: [...fieldsTaken(capabilities)],
      kinds: [...capabilities.kinds],
      author: capabilities.author ?? null,
      longestText: capabilities.longestText ?? null,
      followUps: open.provider.tasks !== undefined,
    },
    authors: [...recentAuthors(recentNotes, open)],
    problems: composer.problems.map((each) => ({ ...each })),
    notice: notice ? { ...notice } : noticeOf(draft),
    unsaved: unsaved ? words.unsaved(unsaved.message) : '',
    logging: logging ? { message: logging.message, canCancel: logging.abort !== undefined } : null,
    logged: loggedLine(composer.logged, clock.now()),
    timer: timerOf(timer, clock.now()),
  };
}

/** A proposal says so for as long as there is nothing else to say. */
function noticeOf({ proposal }: Draft): Snapshot['notice'] {
  if (!proposal) return null;
  const { name, via } = proposal.source;
  return { message: proposals.proposedNotice(proposals.sourceText(name, via)), isError: false };
}

/** Whom the card is about: the chosen target, or the customer that it is a part of. */
export function customerOf(composer: Composer): Target | undefined {
  const { target } = composer.recipient;
  return target && (composer.draft.customer ?? target);
}

function recipientOf(parts: SnapshotParts, language: string): Snapshot['recipient'] {
  const { composer, lastNotes, recent, timer, clock } = parts;
  const { account: open } = composer;
  const { state: chosen, within } = composer.recipient;
  switch (chosen.state) {
    case 'search':
      return { state: 'search' };
    case 'lookingUp':
      return { state: 'lookingUp', message: words.lookingUp(shortName(chosen.text), open.account.label) };
    case 'several':
      return { state: 'several', targets: severalOf(chosen.targets, open, language) };
    case 'chosen': {
      const customer = customerOf(composer) ?? chosen.target;
      const pinned = recent.pinned(open.account.id);
      const isPinned = pinned.some((each) => typedTargetKey(each) === typedTargetKey(customer));
      const entry = withDetails(parts, open, customer);
      const last = lastNotes.of(open, customer);
      const { call } = timer;
      const { suggestedBy } = composer.draft;
      const now = clock.now();
      return {
        state: 'chosen',
        card: cardOf({
          ...{ open, chosen, suggestedBy, entry, within, last, isPinned, call, now, language },
          problems: composer.problems,
        }),
      };
    }
    default:
      return assertNever(chosen);
  }
}

/** The customer with what the list on this machine knows about it. */
function withDetails({ directories }: SnapshotParts, open: OpenAccount, target: Target): DirectoryEntry {
  const isListed = listedTypes(open).includes(target.type);
  const listed = isListed ? directories.of(open, target.type)?.get(targetKey(target)) : undefined;
  return listed ? { ...listed, target: { ...listed.target, ...target } } : { target };
}

type Several = Extract<Snapshot['recipient'], { state: 'several' }>['targets'];

function severalOf(targets: readonly Target[], open: OpenAccount, language: string): Several {
  const texts = targetTexts(
    targets.map((target) => ({ target })),
    language,
    (type) => rowNoun(open, type),
  );
  return targets.map((target, index) => ({
    key: typedTargetKey(target),
    name: nameOf(target),
    detail: texts[index]?.who ?? '',
  }));
}

function searchHintOf(open: OpenAccount): string {
  const { targets } = open.kind.capabilities;
  const [first] = targets;
  if (!first || /^name\b/i.test(first.idLabel)) return words.nameHint();
  return listedTypes(open).length > 0 ? words.searchHint(first.idLabel) : first.idLabel;
}

function timerOf({ call }: CallTimer, now: number): Snapshot['timer'] {
  if (!call) return null;
  return {
    seconds: Math.floor(talkTime(call, now) / 1000),
    running: isRunning(call),
    about: nameOfCallee(call) ?? nobodyYet(),
  };
}

/** A stored note keeps the format that it was read in. */
function formatOf({ fileName, edits }: Draft, typed: TextFormat): Snapshot['textFormat'] {
  if (fileName !== undefined) return 'file';
  if (edits === undefined) return typed;
  return edits.markdown === true ? 'markdown' : 'plain';
}
