import * as z from 'zod';
import type { Capabilities } from './capabilities.ts';
import type { Draft } from './draft.ts';
import { longestCallSeconds, parseDuration } from './duration.ts';
import type { NoteField } from '../base/failure.ts';
import { noteKinds, type Note, type NoteKind, type Target, type TextFormat } from './note.ts';

/** What is wrong with one field, as one sentence for the user. */
export interface Problem {
  readonly field: NoteField;
  readonly message: string;
}

/** A draft that holds together, without its attachment, whose bytes are read when it is sent. */
export type CheckedDraft =
  { readonly ok: true; readonly note: Note } | { readonly ok: false; readonly problems: readonly Problem[] };

// The service and HTML's own e-mail field ask no more than this; whether it is a team member only they know.
const emailForm = /^[^\s@]+@[^\s@]+$/;

// `Date.parse` alone makes a date of nearly anything ("room 5").
const instantForm = z.iso.datetime({ offset: true });

/**
 * Turns what was typed into a note, or says everything that stands in the way. `target` is what the typed target
 * was found to be; `now` in milliseconds since the epoch; `format` is what typed text is taken for.
 */
export function checkDraft(
  draft: Draft,
  target: Target | undefined,
  capabilities: Capabilities,
  now: number,
  format: TextFormat,
): CheckedDraft {
  const { values } = draft;
  const problems: Problem[] = [];
  const kind = noteKinds.find((each) => each === values.kind && capabilities.kinds.includes(each));
  if (kind === undefined)
    problems.push({ field: 'kind', message: 'This account takes no entry of this kind. Choose another.' });
  if (target === undefined) problems.push({ field: 'target', message: 'Say whom the note is about.' });
  const text = textProblem(draft, capabilities);
  if (text !== undefined) problems.push({ field: 'text', message: text });
  const author = capabilities.author === undefined ? '' : values.author.trim();
  if (capabilities.author === 'email' && author !== '' && !emailForm.test(author))
    problems.push({
      field: 'author',
      message: 'This is not an e-mail address. Correct it, or leave it empty.',
    });
  const occurredAt = instant(values.occurredAt, capabilities, now, problems);
  const durationSeconds = duration(values.duration, kind, problems);
  if (draft.attachment !== undefined && !capabilities.attachment)
    problems.push({
      field: 'attachment',
      message: 'This account takes no attachments. Remove the file, or choose another account.',
    });
  if (problems.length > 0 || kind === undefined || target === undefined) return { ok: false, problems };
  return {
    ok: true,
    note: {
      kind,
      target,
      text: textOf(draft, format),
      ...(author === '' ? {} : { author }),
      ...(occurredAt === undefined ? {} : { occurredAt }),
      ...(durationSeconds === undefined ? {} : { durationSeconds }),
    },
  };
}

/** A draft's text, and what it is meant for; `format` is what typed text is taken for. */
export function textOf({ values: { text: value }, fileName }: Draft, format: TextFormat): Note['text'] {
  if (fileName !== undefined) return { format: 'file', value, name: fileName };
  return { format: format === 'markdown' ? 'markdown' : 'typed', value };
}

function textProblem(draft: Draft, capabilities: Capabilities): string | undefined {
  const { text } = draft.values;
  if (text.trim() === '') return 'The note is empty. Type what is to be kept.';
  const longest = capabilities.longestText;
  if (longest === undefined || text.length <= longest) return undefined;
  return `The text has ${text.length} characters; this service takes ${longest}. Shorten it by ${text.length - longest}.`;
}

function instant(
  typed: string,
  capabilities: Capabilities,
  now: number,
  problems: Problem[],
): string | undefined {
  if (typed === '' || !capabilities.backDating) return undefined;
  const time = instantForm.safeParse(typed).success ? Date.parse(typed) : NaN;
  if (Number.isNaN(time)) {
    problems.push({
      field: 'occurredAt',
      message: 'This is not a date and time. Correct it, or empty it for now.',
    });
    return undefined;
  }
  if (time < 0) {
    problems.push({
      field: 'occurredAt',
      message: 'The date lies before 1970. Correct the year, or empty it for now.',
    });
    return undefined;
  }
  if (time > now) {
    problems.push({
      field: 'occurredAt',
      message: 'The date lies in the future. Choose one in the past, or empty it for now.',
    });
    return undefined;
  }
  return new Date(time).toISOString();
}

function duration(typed: string, kind: NoteKind | undefined, problems: Problem[]): number | undefined {
  if (kind !== 'call') return undefined;
  const seconds = parseDuration(typed);
  if (seconds === undefined) {
    problems.push({ field: 'duration', message: 'How long was the call? Type it like 25m, 1h 5m or 12:30.' });
    return undefined;
  }
  if (seconds < 1 || seconds > longestCallSeconds) {
    problems.push({
      field: 'duration',
      message: 'A call lasts between one second and 24 hours. Correct the duration.',
    });
    return undefined;
  }
  return seconds;
}
