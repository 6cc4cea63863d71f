import { randomUUID } from 'node:crypto';
import { OutboxFiles } from '../../src/agents/outboxFiles.ts';
import { storagePaths } from '../../src/app/storagePaths.ts';
import { Proposals } from '../../src/proposals/proposals.ts';
import { processMachine } from './processMachine.ts';
import { proposeNote } from './proposeNote.ts';
import type { ToHost } from './protocol.ts';

// One agent outside of the editor: what the MCP server does, without the protocol.

const { task, clock, host, log, tell, disk, faults } = processMachine();
const paths = storagePaths(task.storage);
const common = { files: faults.files, clock, newId: () => randomUUID(), log };
const proposals = new Proposals({
  ...common,
  host,
  folder: paths.proposals,
  outcomesFolder: paths.outcomes,
  draftsFolder: paths.drafts,
  outbox: new OutboxFiles({ ...common, folder: paths.outbox, entriesFolder: paths.outboxEntries }),
});

process.on('message', (message: ToHost) => {
  if (message.kind === 'disarm') faults.disarm();
  if (message.kind === 'diskAnswer') disk.answered(message.call, message.answer);
  if (message.kind === 'propose') void proposeNote(proposals, message, tell);
});
tell({ kind: 'ready', hostId: host.id });
