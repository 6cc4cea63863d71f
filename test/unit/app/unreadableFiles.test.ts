import { execFileSync } from 'node:child_process';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { purge, unsent } from '../../../src/app/purge.ts';
import { nodeFiles } from '../../../src/storage/nodeFiles.ts';
import { openComposeHarness, write } from '../../support/composeHarness.ts';
import { entryOf } from '../../support/entries.ts';
import { fakeClock } from '../../support/fakeClock.ts';
import { faultyFiles, type Fault } from '../../support/faultyFiles.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

// One file that cannot be read stops neither the start nor Discard nor Purge, whatever it is and wherever it lies.

/** Puts something that cannot be read at a path. */
const kinds: Readonly<Record<string, (path: string) => unknown>> = {
  'a folder': (path) => mkdir(path),
  'a pipe': (path) => execFileSync('mkfifo', [path]),
  'another user’s file': (path) => writeFile(path, '{}'),
  'a damaged file': (path) => writeFile(path, '{"version":'),
};

/** Where it may lie, below the storage folder. */
const places = {
  receipts: ['outbox', 'stored', 'foreign.json'],
  'a claimed entry': ['outbox', 'entries', 'foreign@gone.json'],
  entries: ['outbox', 'entries', 'foreign.json'],
  'what was set aside': ['outbox', 'set-aside', 'foreign.json'],
  attachments: ['outbox', 'blobs', `foreign.${'a'.repeat(64)}`],
  leases: ['outbox', 'leases', 'foreign@gone.json'],
  drafts: ['drafts', 'foreign.json'],
  'discarded drafts': ['drafts', 'discarded', 'foreign.json'],
  'lists of customers': ['directory', 'one@customer@1-1.json'],
  'key markers': ['keys', 'one.json'],
  'the call timer': ['call-timer.json'],
  'recent targets': ['recent-targets.json'],
} as const;

const cases = Object.entries(places).flatMap(([place, path]) =>
  Object.keys(kinds).map((kind) => [kind, place, path] as const),
);

/** Permissions that lock everybody out. */
const refused = new Set(['read', 'readChunks', 'touch']);

test.runIf(process.platform !== 'win32').each(cases)(
  '%s among %s stops neither the start, nor Discard, nor Purge, and is logged once at most',
  async (kind, _place, path) => {
    await using folder = await temporaryFolder();
    const foreign = join(folder.path, ...path);
    await mkdir(join(foreign, '..'), { recursive: true });
    await kinds[kind]?.(foreign);
    const isForeign: Fault = ({ name, path: at }) =>
      kind === 'another user’s file' && at === foreign && refused.has(name) ? 'EACCES' : undefined;
    const clock = fakeClock(Date.now());
    const { files } = faultyFiles(nodeFiles, isForeign);
    const harness = openComposeHarness(folder.path, { files, clock, undoTime: 60_000 });
    await harness.outbox.load();
    await harness.outbox.enqueue(
      entryOf('good', { status: { state: 'waiting', notBefore: Number.MAX_SAFE_INTEGER } }),
    );

    await harness.start();
    for (let times = 0; times < 3; times++) {
      await harness.outbox.reload();
      await harness.timer.reload();
      await harness.drafts.all();
      await harness.discarded.all();
      await harness.recent.add('one', { type: 'customer', id: 'Acme' });
    }
    expect(harness.outbox.entries().map(({ id }) => id)).toEqual(['good']);
    await write(harness, 'Thrown away.');
    await harness.composer.discard();
    expect((await harness.discarded.all()).map(({ draft }) => draft.values.text)).toEqual(['Thrown away.']);
    const own = (line: string) => line.includes('foreign') || line.includes('cannot be read');
    expect(harness.log.lines.filter(own).length, harness.log.lines.join('\n')).toBeLessThan(2);

    await write(harness, 'In the form.');
    const seen = await unsent(harness.purging);
    const steps = { signal: new AbortController().signal, step: () => undefined };
    const purged = purge(harness.purging, seen, steps);
    await clock.advance(5_000);
    expect((await purged).left).toBe(0);
    expect(harness.outbox.size).toBe(0);
    expect(await harness.discarded.all()).toEqual([]);
    const drafts = (await readdir(join(folder.path, 'drafts'))).filter((name) => name.endsWith('.json'));
    expect(drafts.filter((name) => name !== 'foreign.json')).toEqual([]);
    await harness.close();
  },
);
