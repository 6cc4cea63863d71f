import type { AccountsResult, FoundTarget } from '../customers/accountsFinder.ts';
import { isNamed, nameBegins } from '../customers/fit.ts';
import type { Capabilities } from '../model/capabilities.ts';
import { detailsProblem } from '../model/followUp.ts';
import type { NoteKind } from '../model/note.ts';
import { parseDuration } from '../model/duration.ts';
import { durationText } from '../model/durationText.ts';
import * as words from '../words/palette.ts';
import { printFollowUp, type OneLine, type TypedFollowUp } from './oneLine.ts';

/** What a line says to one account. */
export interface LineReading {
  readonly kind: NoteKind;
  /** As typed; '' where none is. */
  readonly duration: string;
  readonly text: string;
  readonly followUp: TypedFollowUp | undefined;
}

/** Reads a line for an account; `kind`: what is logged without a duration. What the account cannot take stays text. */
export function readingOf(line: OneLine, kind: NoteKind, { kinds, tasks }: Capabilities): LineReading {
  const { duration, followUp } = line;
  const isCall = duration !== undefined && kinds.includes('call');
  const canFollowUp =
    followUp !== undefined && tasks !== undefined && detailsProblem(followUp.details, tasks) === undefined;
  const text = [
    ...(duration === undefined || isCall ? [] : [`${duration.typed}:`]),
    line.text,
    ...(followUp === undefined || canFollowUp ? [] : [printFollowUp(followUp)]),
  ];
  return {
    kind: isCall ? 'call' : kind,
    duration: isCall ? duration.typed : '',
    text: text.join(' '),
    followUp: canFollowUp ? followUp : undefined,
  };
}

/**
 * The one customer whom these words name, beyond doubt: they are the whole name, an id or the e-mail address of one, or
 * begin the name of exactly one pinned or recent customer; and no list that is searched has more to come. `result`: for
 * these words.
 */
export function namedBy(result: AccountsResult, who: string): FoundTarget | undefined {
  if (!result.isComplete) return undefined;
  // Whoever has the same address may be among those that are left out; who has the same name is not.
  const exact = result.rows.filter(
    ({ entry, fit }) => fit === 'exact' && (!result.hasMore || isNamed(entry, who)),
  );
  const known = result.rows.filter(
    ({ entry, from }) => (from === 'pinned' || from === 'recent') && nameBegins(entry, who),
  );
  const [only, ...others] = exact.length > 0 ? exact : known;
  return others.length === 0 ? only : undefined;
}

/** `25 min call about Hooli GmbH 4`. */
export function aboutText({ kind, duration }: LineReading, name: string): string {
  const seconds = parseDuration(duration);
  return words.about(kind, seconds === undefined ? undefined : durationText(seconds), name);
}

/** The day of a follow-up, as `Fri 4 Dec`; `language` is a BCP 47 tag. */
export function followUpDay({ dueOn }: TypedFollowUp, language: string): string {
  return new Date(`${dueOn}T12:00:00`).toLocaleDateString(language, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
  });
}
