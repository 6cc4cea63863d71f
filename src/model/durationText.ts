import { durationUnits } from '../words/units.ts';
import { formatDuration } from './duration.ts';

/** A duration for the user of the host: `1 h 5 min`, `25 min`, `40 s`, to the minute from one minute on. */
export function durationText(seconds: number): string {
  return formatDuration(seconds, durationUnits());
}
