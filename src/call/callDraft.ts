import { emptyDraft, type Draft } from '../model/draft.ts';
import { startTime, clockText, talkTime, type TimedCall } from './timedCall.ts';

/** The draft of a call that was timed; `now` in milliseconds since the epoch. */
export function callDraft(call: TimedCall, now: number, backDating: boolean): Draft {
  const { id, accountId, target } = call;
  const empty = emptyDraft(id, accountId, 'call', target.type);
  const occurredAt = backDating ? new Date(startTime(call)).toISOString() : '';
  // The form takes no duration of zero, but a call shorter than a second is a call, too.
  const duration = clockText(Math.max(1000, talkTime(call, now)));
  return { ...empty, target, values: { ...empty.values, target: target.id, occurredAt, duration } };
}
