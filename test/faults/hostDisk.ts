import type { Files } from '../../src/storage/files.ts';
import { nodeFiles } from '../../src/storage/nodeFiles.ts';
import type { SteadyClock } from '../../src/base/clock.ts';
import { faultyFiles, type Fault } from '../support/faultyFiles.ts';
import { forgetfulDisk, unsyncedDisk } from './forgetfulDisk.ts';
import type { DiskFaults, Mishap, PlannedLife } from './plan.ts';
import type { Random } from '../support/random.ts';

/** What can befall a host from inside; once it is calm, nothing does. */
export interface Fate {
  calm: boolean;
  readonly meet: (mishap: Mishap) => void;
}

/** What a full disk refuses; one without permission refuses everything. */
const needsRoom = new Set(['create', 'write', 'sync', 'rename', 'makeFolder', 'syncFolder']);

/** The real disk as a life is to find it, and what cuts its power. */
export function hostDisk(
  life: PlannedLife,
  fate: Fate,
  clock: SteadyClock,
  random: Random,
): { readonly files: Files; readonly cutPower: () => void } {
  const cut = life.mishaps.some(({ act }) => act === 'powerCut');
  const { files, cutPower } = cut
    ? forgetfulDisk(nodeFiles, random)
    : { files: unsyncedDisk(nodeFiles), cutPower: () => undefined };
  const begun = clock.monotonic();
  const mishaps = life.mishaps.filter(({ on }) => on === 'operation');
  const fault: Fault = ({ name, number }) => {
    if (fate.calm) return undefined;
    for (const mishap of mishaps) if (mishap.number === number) fate.meet(mishap);
    return life.diskFaults.find((each) => befalls(each, name, clock.monotonic() - begun, random))?.code;
  };
  return { files: faultyFiles(files, fault).files, cutPower };
}

function befalls({ code, rate, from, to }: DiskFaults, name: string, now: number, random: Random): boolean {
  if (now < from || now > to) return false;
  return (code === 'EACCES' || needsRoom.has(name)) && random.chance(rate);
}
