import type { Snapshot } from '../src/form/messages.ts';

/**
 * How long the call has lasted by now, in seconds. `since`: when the snapshot came, in milliseconds since the page was
 * opened.
 */
export function secondsNow({ seconds, running }: NonNullable<Snapshot['timer']>, since: number): number {
  return running ? seconds + Math.max(0, (performance.now() - since) / 1000) : seconds;
}

/** "3:07", "1:02:30". */
export function clockText(seconds: number): string {
  const all = Math.floor(seconds);
  const [hours, minutes, rest] = [Math.floor(all / 3600), Math.floor(all / 60) % 60, all % 60];
  const tail = String(rest).padStart(2, '0');
  return hours === 0 ? `${minutes}:${tail}` : `${hours}:${String(minutes).padStart(2, '0')}:${tail}`;
}
