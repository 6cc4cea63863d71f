import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../../scripts/build.ts';
import { packageExtension } from '../../scripts/package.ts';
import { formSizes, packageSizes, sizeLimits } from '../../scripts/packageSizes.ts';
import { atMost, type Row } from './frame.ts';
import { temporaryFolder } from './temporaryFolder.ts';

/** What a user downloads, and what the editor reads at start-up; minified, in kilobytes of 1,000 bytes. */
export async function sizeRows(): Promise<readonly Row[]> {
  await using folder = await temporaryFolder();
  const vsix = await packageExtension(join(folder.path, 'notelog.vsix'));
  const inDist = (name: string): string => join(root, 'dist', name);
  const form = formSizes(await Promise.all(['form.js', 'form.css'].map((name) => readFile(inDist(name)))));
  const { code, pictures } = packageSizes(vsix);
  return [
    sizeRow('start-up bundle', (await stat(inDist('extension.cjs'))).size, sizeLimits.startUp),
    sizeRow('second bundle', (await stat(inDist('main.cjs'))).size),
    sizeRow('script and style of the form', form.plain, sizeLimits.form),
    sizeRow('script and style of the form, gzipped', form.gzipped, sizeLimits.formGzipped),
    sizeRow('VSIX without its pictures', code, sizeLimits.code),
    ...Array.from(pictures, ([path, size]) => sizeRow(`picture ${path}`, size, sizeLimits.picture)),
    sizeRow('VSIX', vsix.length),
  ];
}

function sizeRow(what: string, bytes: number, limit?: number): Row {
  return {
    what: `size of the ${what}`,
    against: 'its limit',
    figure: `${(bytes / 1000).toFixed(1)} KB`,
    ...(limit !== undefined && { goal: atMost(bytes, limit, `at most ${limit / 1000} KB`) }),
  };
}
