import { cutTo } from '../instant.ts';

/** Gives every note of this process an instant of its own: the only marker that the service keeps of a note. */
interface Stamps {
  /**
   * `wanted`, or the next free millisecond in the same minute, because people choose a time to the minute. If none is
   * free up to `latest`, the last free one before. Milliseconds since the epoch.
   */
  reserve(wanted: number, latest: number): number;
}

const minute = 60_000;

/** Far more notes than are ever lost at the same time. */
const maxRemembered = 20_000;

/** Only stamps of this process are known. A note of another process with the same stamp differs by its text. */
export function createStamps(): Stamps {
  const usedTimes = new Set<number>();
  return {
    reserve(wanted, latest) {
      const start = Math.min(wanted, latest);
      const end = Math.min(latest, cutTo(start, minute) + minute - 1);
      let at = start;
      while (usedTimes.has(at) && at <= end) at += 1;
      if (at > end) for (at = start; usedTimes.has(at);) at -= 1;
      usedTimes.add(at);
      const [oldest] = usedTimes;
      if (usedTimes.size > maxRemembered && oldest !== undefined) usedTimes.delete(oldest);
      return at;
    },
  };
}
