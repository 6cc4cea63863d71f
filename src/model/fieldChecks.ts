import * as z from 'zod/mini';
import { withoutEdges } from '../base/withoutEdges.ts';
import type { Capabilities } from './capabilities.ts';
import { emailOf } from './email.ts';
import { longestCallSeconds, parseDuration } from './duration.ts';
import type { Note } from './note.ts';
import * as words from '../words/fields.ts';

/** What is wrong with a field, as one sentence for the user; or what the field contributes to the note. */
export type FieldResult = { readonly problem: string } | { readonly note: Partial<Note> };

/** Nothing is wrong, and nothing goes into the note. */
export const noContribution: FieldResult = { note: {} };

// `Date.parse` alone makes a date of nearly anything ("room 5").
const instantForm = z.iso.datetime({ offset: true });

/** One of the account's kinds. */
export function checkKind(typed: string, { kinds }: Capabilities): FieldResult {
  const kind = kinds.find((each) => each === typed);
  return kind ? { note: { kind } } : { problem: words.kindNotTaken() };
}

/** Some text, of a length that the service takes. */
export function checkText(text: Note['text'], { longestText: longest }: Capabilities): FieldResult {
  const { length } = text.value;
  if (text.value.trim() === '') return { problem: words.writeSomething() };
  if (longest === undefined || length <= longest) return { note: { text } };
  return { problem: words.textTooLong(length, longest) };
}

/** How long a call was, as {@link parseDuration} reads it. */
export function checkDuration(typed: string, { kinds }: Capabilities): FieldResult {
  // Without calls the kind is the problem, and one sentence is enough.
  if (!kinds.includes('call')) return noContribution;
  const seconds = parseDuration(typed);
  if (seconds === undefined) return { problem: words.durationUnclear() };
  if (seconds < 1 || seconds > longestCallSeconds) return { problem: words.durationImpossible() };
  return { note: { durationSeconds: seconds } };
}

/** '' (now), or an ISO 8601 instant that is not after `now` (milliseconds since the epoch). */
export function checkInstant(typed: string, now: number): FieldResult {
  if (typed === '') return noContribution;
  const time = instantForm.safeParse(typed).success ? Date.parse(typed) : NaN;
  if (Number.isNaN(time)) return { problem: words.noDate() };
  if (time < 0) return { problem: words.beforeAll() };
  if (time > now) return { problem: words.inFuture() };
  return { note: { occurredAt: new Date(time).toISOString() } };
}

/** '' (whoever the key belongs to), or somebody named as the service wants it. */
export function checkAuthor(typed: string, capabilities: Capabilities): FieldResult {
  const name = withoutEdges(typed);
  if (name === '') return noContribution;
  // Only the service knows whether it is a team member's.
  const author = capabilities.author === 'email' ? emailOf(name) : name;
  if (author === undefined) return { problem: words.noEmail() };
  return { note: { author } };
}
