import * as z from 'zod';
import { durationText } from '../model/durationText.ts';
import { targetSchema } from '../model/note.ts';
import { lessThanAMinute } from '../words/callTimer.ts';

/** To be raised when the shape of the file changes. A file of another version is not read. */
export const timedCallVersion = 1;

/**
 * A call that is being timed. It is stored as instants, so that the time goes on through a reload, a restart and a
 * crash. Times are in milliseconds since the epoch.
 */
export const timedCallSchema = z.object({
  version: z.literal(timedCallVersion),
  /** Becomes the draft's id, so that two windows that stop the same call make one draft. */
  id: z.string().min(1),
  /** Where the call is to be logged, as far as that is known. */
  accountId: z.string().min(1),
  /** Whom the call is with; absent: that is not chosen yet. */
  target: targetSchema.optional(),
  /** From each start to the pause after it; the last one has no end while the call goes on. */
  runs: z.array(z.object({ from: z.number(), to: z.number().optional() })).min(1),
  /** Whether the user was told that the timer may be forgotten. */
  warned: z.boolean().optional(),
});

/** A call that is being timed, as its file holds it. */
export type TimedCall = z.infer<typeof timedCallSchema>;

/** A call longer than this is most likely a forgotten timer, in milliseconds. */
export const tooLong = 4 * 3600_000;

/** Whether it is running, not paused. */
export function isRunning({ runs }: TimedCall): boolean {
  return runs.at(-1)?.to === undefined;
}

/** The length of the call up to `now` without pauses, in milliseconds. A clock that is set back does not shorten it. */
export function talkTime({ runs }: TimedCall, now: number): number {
  return runs.reduce((sum, { from, to }) => sum + Math.max(0, (to ?? now) - from), 0);
}

/** The length in words, to the minute, because a screen reader must not speak every second. */
export function spokenLength(call: TimedCall, now: number): string {
  const minutes = Math.floor(talkTime(call, now) / 60_000);
  return minutes === 0 ? lessThanAMinute() : durationText(minutes * 60);
}

/** When it began, in milliseconds since the epoch. */
export function startTime({ runs }: TimedCall): number {
  return runs[0]?.from ?? 0;
}

/** The length as `12:34` or `1:05:09`, which the form accepts as a duration. `ms` in milliseconds. */
export function clockText(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const twoDigits = (part: number) => String(part).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const rest = `${twoDigits(Math.floor((seconds % 3600) / 60))}:${twoDigits(seconds % 60)}`;
  return hours === 0 ? rest.replace(/^0/, '') : `${hours}:${rest}`;
}
