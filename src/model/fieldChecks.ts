import * as z from 'zod/mini';
import { withoutEdges } from '../base/withoutEdges.ts';
import type { Capabilities } from './capabilities.ts';
import { emailOf } from './email.ts';
import { longestCallSeconds, parseDuration } from './duration.ts';
import type { Note } from './note.ts';

/** What is wrong with a field, as one sentence for the user; or what the field contributes to the note. */
export type FieldResult = { readonly problem: string } | { readonly note: Partial<Note> };

/** Nothing is wrong, and nothing goes into the note. */
export const noContribution: FieldResult = { note: {} };

// `Date.parse` alone makes a date of nearly anything ("room 5").
const instantForm = z.iso.datetime({ offset: true });

/** One of the account's kinds. */
export function checkKind(typed: string, { kinds }: Capabilities): FieldResult {
  const kind = kinds.find((each) => each === typed);
  return kind
    ? { note: { kind } }
    : { problem: 'This account does not take notes of this kind. Choose another.' };
}

/** Some text, of a length that the service takes. */
export function checkText(text: Note['text'], { longestText: longest }: Capabilities): FieldResult {
  const { length } = text.value;
  if (text.value.trim() === '') return { problem: 'Write something first.' };
  if (longest === undefined || length <= longest) return { note: { text } };
  return {
    problem: `The text has ${length} characters; this service takes ${longest}. Shorten it by ${length - longest}.`,
  };
}

/** How long a call was, as {@link parseDuration} reads it. */
export function checkDuration(typed: string, { kinds }: Capabilities): FieldResult {
  // Without calls the kind is the problem, and one sentence is enough.
  if (!kinds.includes('call')) return noContribution;
  const seconds = parseDuration(typed);
  if (seconds === undefined) return { problem: 'How long was the call? Type it like 25m, 1h 5m or 12:30.' };
  if (seconds < 1 || seconds > longestCallSeconds)
    return { problem: 'A call lasts between one second and 24 hours. Correct the duration.' };
  return { note: { durationSeconds: seconds } };
}

/** '' (now), or an ISO 8601 instant that is not after `now` (milliseconds since the epoch). */
export function checkInstant(typed: string, now: number): FieldResult {
  if (typed === '') return noContribution;
  const time = instantForm.safeParse(typed).success ? Date.parse(typed) : NaN;
  if (Number.isNaN(time))
    return { problem: 'This is not a date and time. Correct it, or clear it to use the current time.' };
  if (time < 0)
    return { problem: 'The date is before 1970. Correct the year, or clear it to use the current time.' };
  if (time > now)
    return {
      problem: 'The date is in the future. Choose an earlier one, or clear it to use the current time.',
    };
  return { note: { occurredAt: new Date(time).toISOString() } };
}

/** '' (whoever the key belongs to), or somebody named as the service wants it. */
export function checkAuthor(typed: string, capabilities: Capabilities): FieldResult {
  const name = withoutEdges(typed);
  if (name === '') return noContribution;
  // Only the service knows whether it is a team member's.
  const author = capabilities.author === 'email' ? emailOf(name) : name;
  if (author === undefined)
    return { problem: 'This is not an e-mail address. Correct it, or leave it empty.' };
  return { note: { author } };
}
