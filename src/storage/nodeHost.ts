import { randomUUID } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname, uptime } from 'node:os';
import type { Host } from './claims.ts';
import { processHost, processRuns } from './processHost.ts';
import { processTable } from './processTable.ts';

/** This process, under an id that is new at each call. */
export function nodeHost(): Host {
  return processHost({
    machine: hostname(),
    table: processTable({
      platform: process.platform,
      readText: (path) => readFileSync(path, 'utf8'),
      readLink: (path) => readlinkSync(path),
      now: () => Date.now(),
      uptime,
    }),
    pid: process.pid,
    start: randomUUID().replaceAll('-', ''),
    runs: processRuns,
  });
}
