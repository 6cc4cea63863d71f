import { createHash } from 'node:crypto';
import type { Host } from './claims.ts';

/** What tells one extension host from another. */
interface ProcessFacts {
  /** Name of the machine: process numbers of another one mean nothing here. */
  readonly machine: string;
  readonly pid: number;
  /** Lower-case letters and digits; new at each start, since process numbers are used again. */
  readonly start: string;
  /** Whether a process of that number runs on this machine. */
  readonly runs: (pid: number) => boolean;
}

/** This process as a {@link Host}; its id says machine and process, so that others can see that it has ended. */
export function processHost({ machine, pid, start, runs }: ProcessFacts): Host {
  const place = createHash('sha256').update(machine).digest('hex').slice(0, 12);
  return {
    id: `${place}-${pid}-${start}`,
    hasEnded(hostId) {
      const [otherPlace, otherPid, otherStart] = hostId.split('-');
      if (otherPlace !== place || otherPid === undefined || otherStart === start) return false;
      // A process of that number may be another one by now; then the file's silence decides.
      return otherPid === String(pid) || !runs(Number(otherPid));
    },
  };
}

/** Whether a process of that number runs, by the system's word. */
export function processRuns(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Not allowed to signal it: then it runs.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
