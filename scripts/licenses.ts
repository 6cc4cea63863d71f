import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The licenses of the packages that a bundle holds, as one text, sorted by name. Their terms ask that they go with
 * every copy. `sources` are paths relative to `root`, as esbuild's metafile lists them.
 */
export async function licensesOf(root: string, sources: Iterable<string>): Promise<string> {
  const packages = new Set<string>();
  for (const source of sources) {
    const name = /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(source)?.[0];
    if (name !== undefined) packages.add(name);
  }
  const texts: string[] = [];
  for (const folder of [...packages].sort()) {
    const names = await readdir(join(root, folder));
    const file = names.find((name) => /^licen[cs]e(\.|$)/i.test(name));
    if (file === undefined) throw new Error(`${folder} comes without a license file.`);
    const text = await readFile(join(root, folder, file), 'utf8');
    texts.push(`${folder.replace(/.*node_modules\//, '').replace(/\/$/, '')}\n\n${text.trim()}\n`);
  }
  return texts.join(`\n${'-'.repeat(60)}\n\n`);
}
