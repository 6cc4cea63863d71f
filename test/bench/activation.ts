import { cp, glob, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build as bundle } from 'esbuild';
import * as z from 'zod';
import { build, root } from '../../scripts/build.ts';
import { runInHost } from '../../scripts/host.ts';
import { atMost, show, spread, type Row } from './frame.ts';
import { temporaryFolder } from './temporaryFolder.ts';

const starts = 20;
const ours = 'notelog.notelog';
const empty = 'notelog.empty';
const figureSchema = z.object({ wall: z.number(), cpu: z.number() });
const figuresSchema = z.object({ [ours]: figureSchema, [empty]: figureSchema });

/** Activation compared with an extension whose `activate` is empty, in the same host. Each start has a new host. */
export async function activationRows(): Promise<readonly Row[]> {
  await using folder = await temporaryFolder();
  await build({ mode: 'package' });
  const installed = join(folder.path, 'installed');
  await installOurs(join(installed, `${ours}-0.1.0`));
  await writeExtension(join(installed, `${empty}-0.1.0`), 'empty');
  // VS Code runs tests only for an extension under development, so there is one that does nothing else.
  const extension = join(folder.path, 'bench');
  await writeExtension(extension, 'bench');
  const tests = await hostModule(folder.path);
  const file = join(folder.path, 'figures.json');
  const figures: z.infer<typeof figuresSchema>[] = [];
  for (let start = 0; start < starts; start += 1) {
    const order = start % 2 === 0 ? [ours, empty] : [empty, ours];
    // A third extension is activated first, because the first activation in a host has a cost of its own.
    const env = { NOTELOG_ORDER: ['notelog.bench', ...order].join(' '), NOTELOG_FIGURES: file };
    await runInHost({ extension, installed, tests, env });
    figures.push(figuresSchema.parse(JSON.parse(await readFile(file, 'utf8'))));
  }
  const { difference, against } = beyondEmpty(figures, 'wall');
  const processor = beyondEmpty(figures, 'cpu');
  const what = 'activation in the real host, beyond the empty one';
  return [
    {
      what,
      against,
      figure: `${difference.toFixed(1)} ms`,
      goal: atMost(difference, 5, 'at most 5 ms'),
    },
    // On a busy machine, only these can be compared with those of another version.
    {
      what: `${what}, processor time`,
      against: processor.against,
      figure: `${processor.difference.toFixed(1)} ms`,
    },
  ];
}

function beyondEmpty(figures: readonly z.infer<typeof figuresSchema>[], kind: 'wall' | 'cpu') {
  const oursMs = spread(figures.map((each) => each[ours][kind]));
  const emptyMs = spread(figures.map((each) => each[empty][kind]));
  return {
    difference: oursMs.median - emptyMs.median,
    against: `an empty activate: ${show(emptyMs, 1)} ms; ours: ${show(oursMs, 1)} ms`,
  };
}

/**
 * Installs the files of the VSIX. Only the activation events are removed, because the bench activates the extension
 * itself, when the host has little else to do.
 */
async function installOurs(folder: string): Promise<void> {
  for await (const name of glob(['package.json', 'package.nls*.json', 'dist', 'media'], { cwd: root }))
    await cp(join(root, name), join(folder, name), { recursive: true });
  const file = join(folder, 'package.json');
  const manifest = z.looseObject({}).parse(JSON.parse(await readFile(file, 'utf8')));
  await writeFile(file, JSON.stringify({ ...manifest, activationEvents: [] }));
}

/** An extension that does nothing. */
async function writeExtension(folder: string, name: string): Promise<void> {
  const manifest = {
    name,
    publisher: 'notelog',
    version: '0.1.0',
    engines: { vscode: '^1.105.0' },
    main: './empty.cjs',
    activationEvents: [],
    contributes: { commands: [{ command: `${name}.nothing`, title: 'Nothing' }] },
  };
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  await writeFile(join(folder, 'empty.cjs'), 'exports.activate = () => {};\n');
}

async function hostModule(folder: string): Promise<string> {
  const outfile = join(folder, 'activationHost.cjs');
  await bundle({
    entryPoints: [join(import.meta.dirname, 'activationHost.ts')],
    outfile,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    external: ['vscode'],
    logLevel: 'warning',
  });
  return outfile;
}
