import { assertNever } from '../../base/failure.ts';
import { isRunning, type TimedCall } from '../../call/timedCall.ts';
import type { OpenAccount } from '../../accounts/accountBook.ts';
import type { PartsNow } from '../../compose/customerParts.ts';
import type { RecipientState } from '../../compose/recipient.ts';
import { capitalized, rowNoun } from '../../customers/targetLabels.ts';
import { typedTargetKey } from '../../customers/targetKey.ts';
import { targetFacts, targetText, type TargetText } from '../../customers/targetText.ts';
import type { Card } from '../../form/messages.ts';
import type { DirectoryEntry } from '../../model/directory.ts';
import type { Draft } from '../../model/draft.ts';
import type { Target } from '../../model/note.ts';
import { pageLink } from '../../providers/pageLink.ts';
import type { LastNote } from '../../recent/lastNotes.ts';
import { relativeTime } from '../../recent/relativeTime.ts';
import { suggestedByFolder } from '../../words/folders.ts';
import { suggestedByTemplate } from '../../words/templates.ts';
import * as words from '../../words/form.ts';
import { shortName } from '../label.ts';

/** What a card is made from. */
export interface CardParts {
  readonly open: OpenAccount;
  readonly chosen: Extract<RecipientState, { state: 'chosen' }>;
  /** Who proposed the customer, where the user did not choose. */
  readonly suggestedBy: Draft['suggestedBy'];
  /** Whom the card names: the chosen target, or the customer that it is a part of; with what the list knows of it. */
  readonly entry: DirectoryEntry;
  readonly within: PartsNow | undefined;
  readonly last: LastNote;
  /** What the form says at its fields. */
  readonly problems: readonly { readonly message: string }[];
  readonly isPinned: boolean;
  readonly call: TimedCall | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** BCP 47 tag. */
  readonly language: string;
}

/** The card of the customer that was chosen. */
export function cardOf(parts: CardParts): Card {
  const { open, chosen, entry, language, suggestedBy } = parts;
  const { target } = entry;
  const text = targetText(entry, language, rowNoun(open, target.type));
  const suggestion = suggestedBy === undefined ? [] : [suggestions[suggestedBy]()];
  return {
    name: shortName(text.name),
    // A low pane has no room for the facts.
    tooltip: [...suggestion, tooltipOf(open, entry, text)].join('\n'),
    facts: [...suggestion, ...targetFacts(entry, language).map(shortName)],
    lastNote: lastNoteOf(parts),
    warning: warningOf(parts),
    // Who proposed the customer is said from the first moment.
    checking: suggestedBy === undefined && chosen.confirmation.state === 'asking',
    pinned: parts.isPinned,
    hasPage: hasPage(open, chosen, target),
    timer: timerOf(parts),
    scope: scopeOf(parts),
  };
}

const suggestions = { folder: suggestedByFolder, template: suggestedByTemplate };

function tooltipOf(
  open: OpenAccount,
  { target, externalIds = [] }: DirectoryEntry,
  text: TargetText,
): string {
  const noun = capitalized(rowNoun(open, target.type) ?? words.id());
  const lines = [text.name, text.who, text.how, words.idLine(noun, target.id), ...externalIds];
  return [...new Set(lines.filter((line) => line !== ''))].join('\n');
}

function warningOf({ chosen: { confirmation }, problems }: CardParts): string {
  switch (confirmation.state) {
    case 'unconfirmed':
      return words.notVerified(confirmation.message);
    case 'gone':
      // The problem at the field stands just below the card.
      return problems.some(({ message }) => message === confirmation.message) ? '' : confirmation.message;
    case 'none':
    case 'asking':
    case 'confirmed':
      return '';
    default:
      return assertNever(confirmation);
  }
}

function lastNoteOf({ last, now, language }: CardParts): Card['lastNote'] {
  switch (last.state) {
    case 'reading':
      return { state: 'reading' };
    case 'none':
      return { state: 'unknown', text: words.noNotesYet() };
    case 'unknown':
      return { state: 'unknown', text: words.lastUnknown() };
    case 'note': {
      const { kind, createdAt } = last.note;
      if (createdAt === undefined) return { state: 'note', text: words.lastOfNoDate() };
      const age = relativeTime(createdAt.getTime(), now, language);
      return { state: 'note', text: kind === 'call' ? words.lastCall(age) : words.lastNote(age) };
    }
    default:
      return assertNever(last);
  }
}

function hasPage({ kind, account }: OpenAccount, chosen: CardParts['chosen'], target: Target): boolean {
  const { url = target.url } = chosen.target.id === target.id ? chosen.target : target;
  return url !== undefined && pageLink(url, kind, account).may !== 'never';
}

function timerOf({ open, chosen, call }: CardParts): Card['timer'] {
  if (!call) return open.kind.capabilities.kinds.includes('call') ? 'start' : 'none';
  const isSame = call.accountId === open.account.id && call.target?.id === chosen.target.id;
  return isSame && isRunning(call) ? 'running' : 'none';
}

function scopeOf({ open, chosen, within, language }: CardParts): Card['scope'] {
  if (!within) return null;
  const label = capitalized(rowNoun(open, within.customer.type) ?? within.customer.type);
  const own = { key: typedTargetKey(within.customer), label };
  const value = typedTargetKey(chosen.target);
  const listed = within.parts.map((part) => ({
    key: typedTargetKey(part.target),
    label: partLabel(open, part, language),
  }));
  const isListed = value === own.key || listed.some(({ key }) => key === value);
  const missing = isListed
    ? []
    : [{ key: value, label: partLabel(open, { target: chosen.target }, language) }];
  return {
    label,
    value,
    choices: [own, ...missing, ...listed],
    filling: within.isFilling,
    message: within.problem ?? '',
  };
}

/** `Subscription 3056 · Office 365` */
function partLabel(open: OpenAccount, entry: DirectoryEntry, language: string): string {
  const noun = rowNoun(open, entry.target.type) ?? entry.target.type;
  const { name } = targetText(entry, language, undefined);
  const { id } = entry.target;
  return shortName(`${capitalized(noun)} ${id}${name === id ? '' : ` · ${name}`}`);
}
