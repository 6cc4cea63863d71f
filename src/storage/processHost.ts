import { createHash } from 'node:crypto';
import type { Host } from './claims.ts';
import { isSameTable } from './processTable.ts';

/** What tells one extension host from another. */
interface ProcessFacts {
  /** Name of the machine: process numbers of other machines mean nothing here. */
  readonly machine: string;
  /** As `processTable` names it: two machines, and two containers, may have one name. Undefined: not known. */
  readonly table: string | undefined;
  readonly pid: number;
  /** Lower-case letters and digits; new at each start, since process numbers are used again. */
  readonly start: string;
  /** Whether a process of that number runs on this machine. */
  readonly runs: (pid: number) => boolean;
}

/**
 * This process as a {@link Host}. Its id, `MACHINE-PID-START-TABLE`, lets others see that it has ended, if they look
 * into the same table of processes. Ids of earlier versions have no table: of them only their silence tells.
 */
export function processHost({ machine, table, pid, start, runs }: ProcessFacts): Host {
  const machineId = shortHash(machine);
  const tableId = tableIdOf(table);
  return {
    id: [machineId, pid, start, tableId ?? 'unknown'].join('-'),
    hasEnded(hostId) {
      const [otherMachine, otherPid = '', otherStart, otherTable, ...rest] = hostId.split('-');
      if (rest.length > 0 || otherStart === start || !/^[1-9]\d*$/.test(otherPid)) return false;
      if (otherMachine !== machineId || tableId === undefined || otherTable === undefined) return false;
      if (!isSameTable(tableId, otherTable)) return false;
      // By now another process may have that number; then only the missing heartbeat tells.
      return otherPid === String(pid) || !runs(Number(otherPid));
    },
  };
}

/** `s` and the second of the boot, or `n` and a hash. */
function tableIdOf(table: string | undefined): string | undefined {
  if (table === undefined) return undefined;
  return /^\d+$/.test(table) ? `s${table}` : `n${shortHash(table)}`;
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

/** Whether the system has, or may have, a process of that number. */
export function processRuns(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Any other error says nothing of it: without the permission to signal it, for one, it runs.
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}
