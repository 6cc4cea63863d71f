import type { Capabilities } from '../model/capabilities.ts';
import { emptyDraft, type Draft } from '../model/draft.ts';
import { startTime, clockText, talkTime, type TimedCall } from './timedCall.ts';

/** What the form gets of a call that was timed. */
interface TimedValues {
  readonly kind: 'call';
  /** ISO 8601; '' where the service takes no time but its own. */
  readonly occurredAt: string;
  readonly duration: string;
}

/** `now` in milliseconds since the epoch. */
export function timedValues(
  call: TimedCall,
  now: number,
  { backDating }: Pick<Capabilities, 'backDating'>,
): TimedValues {
  return {
    kind: 'call',
    occurredAt: backDating ? new Date(startTime(call)).toISOString() : '',
    // The form takes no duration of zero, but a call shorter than a second is a call, too.
    duration: clockText(Math.max(1000, talkTime(call, now))),
  };
}

/** The draft of a call that was timed, in an account that can do this; `now` in milliseconds since the epoch. */
export function callDraft(
  call: TimedCall,
  now: number,
  capabilities: Pick<Capabilities, 'backDating' | 'targets'>,
): Draft {
  const { id, accountId, target } = call;
  const empty = emptyDraft(id, accountId, 'call', target?.type ?? capabilities.targets[0]?.type ?? '');
  const values = { ...empty.values, target: target?.id ?? '', ...timedValues(call, now, capabilities) };
  return { ...empty, ...(target && { target }), values };
}

/**
 * Whether a draft in the form is the one of the call: what was noted while it was timed belongs to it. A new note about
 * the same customer, or any while it is not known whom the call is with, that has no length of its own yet.
 */
export function isOfCall({ values, target, edits }: Draft, call: TimedCall): boolean {
  if (edits !== undefined || values.duration.trim() !== '') return false;
  if (!call.target) return true;
  return (
    values.account === call.accountId && target?.type === call.target.type && target.id === call.target.id
  );
}
