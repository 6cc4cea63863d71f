/** Where the facts about this boot of the machine come from. */
export interface BootSources {
  readonly platform: NodeJS.Platform;
  /** Reads a text file; throws when it cannot. */
  readonly readText: (path: string) => string;
  /** Reads where a symbolic link leads; throws when it cannot. */
  readonly readLink: (path: string) => string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Seconds since the machine was started, sleep included. */
  readonly uptime: () => number;
}

/** Between two measurements of one boot's start, in seconds: the wall clock may have been corrected between them. */
const measuredAlike = 60;

/**
 * Names the table of processes that this process is in, so that process numbers of another one are not looked up in
 * it. Linux: the boot and the namespace of processes; containers on one machine share its name and its boot.
 * Elsewhere: the second in which the machine was started. Undefined: it cannot be read.
 */
export function processTable(sources: BootSources): string | undefined {
  const { platform, readText, readLink, now, uptime } = sources;
  try {
    if (platform === 'linux') {
      const boot = readText('/proc/sys/kernel/random/boot_id').trim();
      const namespace = readLink('/proc/self/ns/pid').trim();
      return boot === '' || namespace === '' ? undefined : `boot ${boot} in ${namespace}`;
    }
    const start = Math.round(now() / 1000 - uptime());
    return Number.isSafeInteger(start) && start > 0 ? String(start) : undefined;
  } catch {
    return undefined;
  }
}

/** Whether two hosts of one machine certainly share a table of processes; both as in the hosts' ids. */
export function isSameTable(one: string, other: string): boolean {
  if (one === other) return true;
  if (!isSecond(one) || !isSecond(other)) return false;
  return Math.abs(Number(one.slice(1)) - Number(other.slice(1))) <= measuredAlike;
}

function isSecond(text: string): boolean {
  return /^s\d{1,15}$/.test(text);
}
