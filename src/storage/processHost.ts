import { createHash } from 'node:crypto';
import type { Host } from './claims.ts';

/** What tells one extension host from another. */
interface ProcessFacts {
  /** Name of the machine: process numbers of other machines mean nothing here. */
  readonly machine: string;
  readonly pid: number;
  /** Lower-case letters and digits; new at each start, since process numbers are used again. */
  readonly start: string;
  /** Whether a process of that number runs on this machine. */
  readonly runs: (pid: number) => boolean;
}

/** This process as a {@link Host}; its id says machine and process, so that others can see that it has ended. */
export function processHost({ machine, pid, start, runs }: ProcessFacts): Host {
  const machineId = createHash('sha256').update(machine).digest('hex').slice(0, 12);
  return {
    id: `${machineId}-${pid}-${start}`,
    hasEnded(hostId) {
      const [otherMachine, otherPid, otherStart] = hostId.split('-');
      if (otherMachine !== machineId || otherPid === undefined || otherStart === start) return false;
      // By now another process may have that number; then only the missing heartbeat tells.
      return otherPid === String(pid) || !runs(Number(otherPid));
    },
  };
}

/** Whether the system has a process of that number. */
export function processRuns(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // No permission to signal it: so it runs.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
