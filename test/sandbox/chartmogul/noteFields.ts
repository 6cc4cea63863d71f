import type { SandboxContext } from '../options.ts';
import { requiredText, requiredTime, type JsonObject } from './body.ts';
import { invalidParameter } from './errors.ts';
import type { ChartmogulState, TeamMember } from './state.ts';

/** The members that a request to create or change a note may have; undefined: not sent. */
interface NoteFields {
  readonly text: string | undefined;
  /** Seconds; always 0 for a note. */
  readonly callDuration: number | undefined;
  readonly author: TeamMember | undefined;
  /** Milliseconds since the epoch. */
  readonly createdAt: number | undefined;
  readonly updatedAt: number | undefined;
}

/** Parses and checks them. Every 422 is assumed, because no refusal of a note was ever recorded. */
export function noteFields(
  body: JsonObject,
  type: 'note' | 'call',
  state: ChartmogulState,
  context: SandboxContext,
): NoteFields {
  const isSent = (name: string): boolean => body[name] !== undefined && body[name] !== null;
  return {
    text: isSent('text') ? textOf(body) : undefined,
    callDuration: isSent('call_duration') ? durationOf(body, type) : undefined,
    author: isSent('author_email') ? authorOf(body, state) : undefined,
    createdAt: isSent('created_at') ? createdAtOf(body, context) : undefined,
    updatedAt: isSent('updated_at') ? requiredTime(body, 'updated_at') : undefined,
  };
}

function textOf(body: JsonObject): string {
  const { text } = body;
  if (typeof text !== 'string') throw invalidParameter('text', 'Parameter "text" must be a string');
  return text;
}

function durationOf(body: JsonObject, type: 'note' | 'call'): number {
  const seconds = body['call_duration'];
  if (typeof seconds !== 'number' || !Number.isInteger(seconds) || seconds < 0) {
    throw invalidParameter('call_duration', 'Parameter "call_duration" must be a number of seconds');
  }
  return type === 'call' ? seconds : 0;
}

/** "The email has to match a team member who belongs to the account." Letter case counts (assumed). */
function authorOf(body: JsonObject, state: ChartmogulState): TeamMember {
  const email = requiredText(body, 'author_email');
  const author = state.team.find((member) => member.email === email);
  if (author === undefined)
    throw invalidParameter('author_email', 'The author must be a team member of the account.');
  return author;
}

/** "Must be an ISO 8601-formatted time in the past." Assumed: 422, and no allowance for clocks that differ. */
function createdAtOf(body: JsonObject, context: SandboxContext): number {
  const ms = requiredTime(body, 'created_at');
  if (ms > context.clock.now()) throw invalidParameter('created_at', 'The time must be in the past.');
  return context.switches.cutMilliseconds ? ms - (ms % 1000) : ms;
}
