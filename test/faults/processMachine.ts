import { randomUUID } from 'node:crypto';
import { nodeFiles } from '../../src/storage/nodeFiles.ts';
import { processHost, processRuns } from '../../src/storage/processHost.ts';
import { createRandom } from '../support/random.ts';
import { HostFaults } from './hostFaults.ts';
import { hostLog } from './hostLog.ts';
import type { FromHost, HostTask } from './protocol.ts';
import { remoteDisk } from './remoteDisk.ts';
import { hostClock } from './scaledClock.ts';
import { unsyncedDisk } from './unsyncedDisk.ts';

/** What a process of the campaign runs on: a clock, a disk and a network of the scenario's, with what goes wrong there. */
export function processMachine() {
  const task = JSON.parse(process.argv[2] ?? '') as HostTask;
  const random = createRandom(task.seed);
  const clock = hostClock(task.epoch, task.run.clock);
  const host = processHost({
    machine: 'machine',
    table: task.processTable,
    pid: process.pid,
    start: randomUUID().replaceAll('-', ''),
    // A process of another table is not to be seen, and those before it in its own have ended.
    runs: (pid) => task.seesOthers && processRuns(pid),
  });
  const log = hostLog(task.logFile, host.id, clock);
  const tell = (message: FromHost) => void process.send?.(message);
  const disk = remoteDisk((call, request) => tell({ kind: 'diskRequest', call, request }));
  const faults = new HostFaults({
    ...{ run: task.run, clock, random, log },
    disk: task.canLosePower ? disk.files : unsyncedDisk(nodeFiles),
    onStop: (ms) => tell({ kind: 'stopping', ms }),
    onPowerCut: () => tell({ kind: 'powerCut' }),
  });
  process.on('disconnect', () => process.exit());
  process.on('unhandledRejection', (error) => log.error('UNHANDLED', error));
  log.info(`start, clocks ${JSON.stringify(task.run.clock)}`);
  return { task, random, clock, host, log, tell, disk, faults };
}
