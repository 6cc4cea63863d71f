import { longestCallSeconds, parseDuration } from '../model/duration.ts';
import { dueDay } from '../model/followUp.ts';

/** What is to be done after a note, as the end of a line says it. */
export interface TypedFollowUp {
  /** The day as typed, without its mark. */
  readonly day: string;
  /** `YYYY-MM-DD` */
  readonly dueOn: string;
  readonly details: string;
}

/** A whole note in one line: whom it is about, a colon and a blank, and what happened (docs/one-line.md). */
export interface OneLine {
  /** The words before the colon that say whom it is about. */
  readonly who: string;
  /** How long the call was. */
  readonly duration: { readonly typed: string; readonly seconds: number } | undefined;
  /** '' while nothing follows the colon. */
  readonly text: string;
  readonly followUp: TypedFollowUp | undefined;
}

/** A duration has no more words: `1 hour 5 minutes`. */
const mostDurationWords = 4;

/**
 * Reads a line; `today` is `YYYY-MM-DD`. What is not understood stays text. Undefined: there is no colon with a blank
 * after it, or nothing before.
 */
export function parseOneLine(typed: string, today: string): OneLine | undefined {
  const at = typed.indexOf(': ');
  const head = typed.slice(0, Math.max(at, 0)).trim();
  return head === '' ? undefined : { ...parseHead(head), ...parseText(typed.slice(at + 2).trim(), today) };
}

/** The line that is read as this one on the same day. */
export function printOneLine({ who, duration, text, followUp }: OneLine): string {
  const head = duration === undefined ? who : `${who} ${duration.typed}`;
  return `${head}: ${text}${followUp === undefined ? '' : ` ${printFollowUp(followUp)}`}`;
}

/** The follow-up as it was typed. */
export function printFollowUp({ day, details }: TypedFollowUp): string {
  return `!${day} ${details}`;
}

function parseHead(head: string): Pick<OneLine, 'who' | 'duration'> {
  const words = [...head.matchAll(/\S+/g)].map(({ index }) => index);
  const starts = words.slice(1).slice(-mostDurationWords);
  for (const start of starts) {
    const typed = head.slice(start);
    const seconds = secondsOf(typed);
    if (seconds !== undefined) return { who: head.slice(0, start).trimEnd(), duration: { typed, seconds } };
  }
  return { who: head, duration: undefined };
}

/** A number alone is part of a name. */
function secondsOf(typed: string): number | undefined {
  const seconds = /^[\d.,]+$/.test(typed) ? undefined : parseDuration(typed);
  return seconds === undefined || seconds < 1 || seconds > longestCallSeconds ? undefined : seconds;
}

/** The last mark that a day and more words follow begins a follow-up, unless nothing stands before it. */
function parseText(all: string, today: string): Pick<OneLine, 'text' | 'followUp'> {
  for (let at = all.lastIndexOf(' !'); at > 0; at = all.lastIndexOf(' !', at - 1)) {
    const text = all.slice(0, at).trimEnd();
    const [day = ''] = /^\S+/.exec(all.slice(at + 2)) ?? [];
    const details = all.slice(at + 2 + day.length).trim();
    const dueOn = dueDay(day, today);
    if (text !== '' && details !== '' && dueOn !== undefined)
      return { text, followUp: { day, dueOn, details } };
  }
  return { text: all, followUp: undefined };
}
