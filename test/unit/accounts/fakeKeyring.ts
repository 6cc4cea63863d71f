import { Keyring, type Secrets } from '../../../src/accounts/keyring.ts';
import { KeyMarkers } from '../../../src/accounts/keyMarkers.ts';
import { Keys } from '../../../src/accounts/keys.ts';
import { nodeFiles } from '../../../src/storage/nodeFiles.ts';
import { fakeClock } from '../../support/fakeClock.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { memoryLog } from '../http/loopback.ts';

/** A secret storage in memory. */
export function secretStorage(entries: Readonly<Record<string, string>> = {}) {
  const stored = new Map(Object.entries(entries));
  const secrets: Secrets = {
    get: (name) => Promise.resolve(stored.get(name)),
    store: (name, value) => Promise.resolve(void stored.set(name, value)),
    delete: (name) => Promise.resolve(void stored.delete(name)),
  };
  return { secrets, stored };
}

/** A machine on which extension hosts start and end, with one folder for all of them. */
export async function machine() {
  const folder = await temporaryFolder();
  const clock = fakeClock();
  const log = memoryLog();
  const ended = new Set<string>();
  let names = 0;
  const newId = () => `id-${++names}`;
  return {
    folder: folder.path,
    clock,
    log,
    /** Keys as a host of that id sees them. */
    start: (id: string, secrets: Secrets): Keys =>
      new Keys({
        keyring: new Keyring(secrets, clock),
        markers: new KeyMarkers({ files: nodeFiles, folder: `${folder.path}/keys`, newId }),
        host: { id, hasEnded: (other) => ended.has(other) },
        log,
      }),
    end: (id: string) => void ended.add(id),
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  };
}
