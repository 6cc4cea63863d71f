import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { SteadyClock } from '../../../src/base/clock.ts';
import { storagePaths } from '../../../src/app/storagePaths.ts';
import type { Source } from '../../../src/model/source.ts';
import { Outbox } from '../../../src/outbox/outbox.ts';
import { Proposals } from '../../../src/proposals/proposals.ts';
import type { Host } from '../../../src/storage/claims.ts';
import type { Files } from '../../../src/storage/files.ts';
import { fakeClock } from '../../support/fakeClock.ts';
import { faultyFiles, type Fault } from '../../support/faultyFiles.ts';
import { memoryFiles } from '../../support/memoryFiles.ts';
import { memoryLog } from '../http/loopback.ts';

const storageFolder = '/storage';
export const proposalsFolder = join(storageFolder, 'agents/proposals');
export const outcomesFolder = join(storageFolder, 'agents/outcomes');

/** An agent that proposes. */
export function agent(name = 'An agent'): Source {
  return { via: 'mcp', name };
}

/** Any number of windows on one storage folder, of which only the proposals are at work. */
export function openProposals({ files, storage = storageFolder }: { files?: Files; storage?: string } = {}) {
  const clock = fakeClock();
  const disk = memoryFiles(() => clock.now());
  const ended = new Set<string>();
  const open = (
    choices: {
      readonly fault?: Fault;
      readonly clock?: SteadyClock;
      readonly host?: Host;
      readonly files?: Files;
    } = {},
  ) => {
    const host = choices.host ?? { id: randomUUID(), hasEnded: (id: string) => ended.has(id) };
    const log = memoryLog();
    const paths = storagePaths(storage);
    const parts = {
      files: faultyFiles(choices.files ?? files ?? disk.files, choices.fault ?? (() => undefined)).files,
      clock: choices.clock ?? clock,
      host,
      log,
      newId: randomUUID,
    };
    const outbox = new Outbox({ ...parts, folder: paths.outbox });
    const proposals = new Proposals({
      ...parts,
      folder: paths.proposals,
      outcomesFolder: paths.outcomes,
      draftsFolder: paths.drafts,
      outbox,
    });
    return { proposals, outbox, log, host };
  };
  return { clock, disk, ended, open };
}
