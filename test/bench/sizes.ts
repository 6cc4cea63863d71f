import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../../scripts/build.ts';
import { packageExtension } from '../../scripts/package.ts';
import { atMost, type Row } from './frame.ts';
import { temporaryFolder } from './temporaryFolder.ts';

/** What a user downloads, and what the editor reads at start-up; minified, in kilobytes of 1,000 bytes. */
export async function sizeRows(): Promise<readonly Row[]> {
  await using folder = await temporaryFolder();
  const vsix = await packageExtension(join(folder.path, 'notelog.vsix'));
  const size = async (...names: string[]): Promise<number> => {
    const files = await Promise.all(names.map((name) => stat(join(root, 'dist', name))));
    return files.reduce((sum, file) => sum + file.size, 0);
  };
  // A VSIX is a ZIP file. Pictures are compressed already, so they have the same size in it.
  const pictures = await picturesSize();
  return [
    sizeRow('start-up bundle', await size('extension.cjs'), 20),
    sizeRow('second bundle', await size('main.cjs')),
    sizeRow('script and style of the form', await size('form.js', 'form.css'), 160),
    sizeRow('VSIX without its pictures', vsix - pictures, 480),
    sizeRow('pictures in the VSIX', pictures, 180),
    sizeRow('VSIX', vsix, 500),
  ];
}

/** Bytes of the pictures that .vscodeignore includes in the VSIX. */
async function picturesSize(): Promise<number> {
  const list = await readFile(join(root, '.vscodeignore'), 'utf8');
  const pictures = list.split('\n').flatMap((line) => /^!(.+\.png)$/.exec(line)?.[1] ?? []);
  const sizes = await Promise.all(pictures.map(async (path) => (await stat(join(root, path))).size));
  return sizes.reduce((sum, bytes) => sum + bytes, 0);
}

function sizeRow(what: string, bytes: number, limit?: number): Row {
  return {
    what: `size of the ${what}`,
    against: 'its limit',
    figure: `${(bytes / 1000).toFixed(1)} KB`,
    ...(limit !== undefined && { goal: atMost(bytes, limit * 1000, `at most ${limit} KB`) }),
  };
}
