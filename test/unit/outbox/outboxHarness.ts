import { randomUUID } from 'node:crypto';
import type { Files } from '../../../src/storage/files.ts';
import { nodeFiles } from '../../../src/storage/nodeFiles.ts';
import { Outbox } from '../../../src/outbox/outbox.ts';
import type { Entry } from '../../../src/outbox/entry.ts';
import { fakeClock } from '../../support/fakeClock.ts';
import { faultyFiles, type Fault } from '../../support/faultyFiles.ts';
import { piecesOf } from '../../support/piecesOf.ts';
import { newHost } from '../../support/testPlatform.ts';
import { memoryLog } from '../http/loopback.ts';
import { entryOf } from '../../support/entries.ts';

/** Opens the outbox of `folder` in a new host; the hosts of earlier calls have ended. */
export function openOutbox(
  folder: string,
  fault: Fault = () => undefined,
  now = Date.now(),
  disk: Files = nodeFiles,
) {
  const log = memoryLog();
  const { files, operations } = faultyFiles(disk, fault);
  const clock = fakeClock(now);
  const outbox = new Outbox({ files, folder, clock, host: newHost(), log, newId: randomUUID });
  return { outbox, log, operations, clock };
}

/** The entries that a new host loads. */
export async function reopened(folder: string, fault?: Fault): Promise<readonly Entry[]> {
  const { outbox } = openOutbox(folder, fault);
  await outbox.load();
  return outbox.entries();
}

/** Puts a note with `text` as its attachment into the outbox, as a submit does. Resolves to the hash of the text. */
export async function putWith(outbox: Outbox, id: string, text: string): Promise<string> {
  const { sha256, size } = await outbox.writeAttachment(id, piecesOf(Buffer.from(text)));
  const attachment = { name: 'a.txt', mime: 'text/plain', sha256, size };
  await outbox.enqueue(entryOf(id, { note: { ...entryOf(id).note, attachment } }));
  await outbox.removeAttachment(id, sha256);
  return sha256;
}
