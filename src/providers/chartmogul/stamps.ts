import { cutTo } from '../instant.ts';

/** Gives every note an instant that no other note of this process has: the only marker that the service keeps. */
interface Stamps {
  /**
   * `wanted`, or the free millisecond that follows it in its minute, since the minute is what a person chose;
   * where none is free up to `latest`, the next one before. Milliseconds since the epoch.
   */
  reserve(wanted: number, latest: number): number;
}

const minute = 60_000;

/** Far more than are ever looked for at once. */
const mostRemembered = 20_000;

/** Remembers in memory only: what another process stamps in the same millisecond is told apart by its text. */
export function createStamps(): Stamps {
  const taken = new Set<number>();
  return {
    reserve(wanted, latest) {
      const first = Math.min(wanted, latest);
      const end = Math.min(latest, cutTo(first, minute) + minute - 1);
      let at = first;
      while (taken.has(at) && at <= end) at += 1;
      if (at > end) for (at = first; taken.has(at);) at -= 1;
      taken.add(at);
      const [oldest] = taken;
      if (taken.size > mostRemembered && oldest !== undefined) taken.delete(oldest);
      return at;
    },
  };
}
