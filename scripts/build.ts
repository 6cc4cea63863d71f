import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build as bundle, type Metafile } from 'esbuild';
import { bundlesOf } from './bundles.ts';
import { licensesOf } from './licenses.ts';
import { formFaults, formSizes, sizeLimits } from './packageSizes.ts';
import { watch } from './watch.ts';

/** The repository's root. Every script works from here, whatever folder it was called in. */
export const root = join(import.meta.dirname, '..');

interface BuildChoices {
  /** `package` minifies and enforces the limits; `dev` adds source maps instead. */
  readonly mode: 'dev' | 'package';
  /** Default: `dist` in the repository. */
  readonly outdir?: string;
  /**
   * JSON that becomes the constant NOTELOG_READY_ACCOUNTS. Left out, the constant is `false`, and the code that
   * reads it falls away: only the build of `npm start` knows accounts and keys.
   */
  readonly readyAccounts?: string;
}

/**
 * Builds what the extension ships: `extension.cjs`, `main.cjs`, `markdown.cjs`, `leaks.cjs`, `mcp.cjs`, `form.js` and
 * `form.css`, and returns their sizes in bytes. Throws when a bundle breaks one of its limits.
 */
export async function build(choices: BuildChoices): Promise<Readonly<Record<string, number>>> {
  const outdir = choices.outdir ?? join(root, 'dist');
  const minify = choices.mode === 'package';
  await rm(outdir, { recursive: true, force: true });
  const bundles = bundlesOf({ root, outdir, minify, readyAccounts: choices.readyAccounts });
  const [entry, second, ...others] = await Promise.all([
    bundle(bundles.entry),
    bundle(bundles.main),
    bundle(bundles.markdown),
    bundle(bundles.leaks),
    bundle(bundles.mcp),
    bundle(bundles.form),
  ]);
  checkEntry(entry.metafile);
  checkSecond(second.metafile);
  const all = [entry, second, ...others].map(({ metafile }) => metafile);
  for (const metafile of all) checkLocales(metafile);
  const sources = all.flatMap((metafile) => shipped(metafile));
  await writeFile(join(outdir, 'licenses.txt'), await licensesOf(root, sources));

  const sizes: Record<string, number> = {};
  for (const name of [
    'extension.cjs',
    'main.cjs',
    'markdown.cjs',
    'leaks.cjs',
    'mcp.cjs',
    'form.js',
    'form.css',
  ]) {
    sizes[name] = (await stat(join(outdir, name))).size;
  }
  if (minify) await checkSizes(outdir);
  return sizes;
}

async function checkSizes(outdir: string): Promise<void> {
  const { size } = await stat(join(outdir, 'extension.cjs'));
  if (size > sizeLimits.startUp) {
    throw new Error(
      `The start-up bundle has ${size} bytes, more than ${sizeLimits.startUp}: move code behind main.ts.`,
    );
  }
  const server = (await stat(join(outdir, 'mcp.cjs'))).size;
  if (server > sizeLimits.server)
    throw new Error(`The MCP server has ${server} bytes, more than ${sizeLimits.server}.`);
  const form = await Promise.all(['form.js', 'form.css'].map((name) => readFile(join(outdir, name))));
  const faults = formFaults(formSizes(form));
  if (faults.length > 0) throw new Error(faults.join(' '));
}

/** Paths of the sources that left at least one byte in a bundle. */
function shipped(metafile: Metafile): readonly string[] {
  return Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : [])),
  );
}

function checkEntry(metafile: Metafile): void {
  const heavy = shipped(metafile).filter((path) => /node_modules\/(undici|zod)\//.test(path));
  if (heavy.length > 0) throw new Error(`The start-up bundle must not hold ${heavy.join(', ')}.`);
}

function checkSecond(metafile: Metafile): void {
  const heavy = shipped(metafile).filter((path) =>
    /node_modules\/(unified|micromark|parse5|@secretlint)\//.test(path),
  );
  if (heavy.length > 0)
    throw new Error(
      `Bundles of their own have these, and main.ts must not wait for them: ${heavy.join(', ')}.`,
    );
}

function checkLocales(metafile: Metafile): void {
  // English stays: zod's own messages come from it.
  const locales = shipped(metafile).filter((path) => /zod\/.*\/locales\/(?!en\.)/.test(path));
  if (locales.length > 0) {
    throw new Error(`zod's locales got into a bundle (${locales.length} files): import * as z from 'zod'.`);
  }
}

if (process.argv[1] === import.meta.filename) {
  const { values } = parseArgs({
    options: {
      mode: { type: 'string', default: 'package' },
      outdir: { type: 'string' },
      'ready-accounts': { type: 'string' },
      watch: { type: 'boolean', default: false },
    },
  });
  if (values.watch) {
    // It goes on until the process is ended.
    await watch({ root, outdir: values.outdir ?? join(root, 'dist'), log: console.log });
  } else {
    const sizes = await build({
      mode: values.mode === 'dev' ? 'dev' : 'package',
      ...(values.outdir !== undefined && { outdir: values.outdir }),
      ...(values['ready-accounts'] !== undefined && { readyAccounts: values['ready-accounts'] }),
    });
    for (const [name, size] of Object.entries(sizes)) console.log(`${name.padEnd(14)} ${size} bytes`);
  }
}
