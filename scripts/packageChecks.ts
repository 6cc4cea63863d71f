import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { demoKeys } from '../test/sandbox/demo.ts';
import { build, root } from './build.ts';
import { packageExtension, vsixPath } from './package.ts';
import { readyAccounts } from './readyAccounts.ts';

/** A named check; `run` throws when it does not hold. */
export interface Check {
  readonly name: string;
  readonly run: () => Promise<unknown>;
}

const output = join(root, 'test', '.output');

/** What is checked of the package, in this order; the first one makes it. */
export const packageChecks: readonly Check[] = [
  {
    name: 'the extension is packaged without a warning and within its limits',
    run: () => packageExtension(),
  },
  {
    name: 'packaged twice, it has the same bytes',
    async run() {
      const again = join(output, 'again.vsix');
      await packageExtension(again);
      const [first, second] = await Promise.all([readFile(vsixPath), readFile(again)]);
      await rm(again);
      if (!first.equals(second)) throw new Error('The two files differ.');
    },
  },
  {
    name: 'the package holds what .vscodeignore allows and nothing else',
    async run() {
      const allowed = (await readFile(join(root, '.vscodeignore'), 'utf8'))
        .split('\n')
        .flatMap((line) => (line.startsWith('!') ? [packagedName(line.slice(1))] : []));
      const expected = ['[Content_Types].xml', 'extension.vsixmanifest', ...allowed].sort();
      const found = Object.keys(unzipSync(await readFile(vsixPath))).sort();
      if (found.join('\n') !== expected.join('\n')) {
        throw new Error(`Expected:\n${expected.join('\n')}\nFound:\n${found.join('\n')}`);
      }
    },
  },
  {
    name: 'the ready-made accounts are in the build of npm start alone',
    async run() {
      const outdir = join(output, 'ready');
      const accounts = readyAccounts({
        chartmogulUrl: 'http://127.0.0.1:4010/v1',
        activeplatformUrl: 'http://127.0.0.1:4010',
      });
      await build({ mode: 'package', outdir, readyAccounts: accounts });
      const ready = await readFile(join(outdir, 'main.cjs'), 'utf8');
      await rm(outdir, { recursive: true });
      if (!ready.includes(demoKeys.chartmogul)) throw new Error('The build of npm start lacks them.');

      const traces = [...Object.values(demoKeys), 'sandbox-chartmogul', 'NOTELOG_READY_ACCOUNTS'];
      for (const [name, bytes] of Object.entries(unzipSync(await readFile(vsixPath)))) {
        const text = strFromU8(bytes, true);
        for (const trace of traces) {
          if (text.includes(trace)) throw new Error(`${name} in the package holds "${trace}".`);
        }
      }
    },
  },
];

/** vsce renames the files that a store shows. */
function packagedName(path: string): string {
  if (path === 'README.md' || path === 'CHANGELOG.md') return `extension/${path.toLowerCase()}`;
  if (path === 'LICENSE') return 'extension/LICENSE.txt';
  return `extension/${path}`;
}
