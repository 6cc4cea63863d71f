import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { build, root } from './build.ts';
import { run } from './processes.ts';

/** Where `npm run package` leaves the VSIX. */
export const vsixPath = join(root, 'notelog.vsix');

/** Bytes. */
const vsixLimit = 500_000;

/**
 * Builds the extension and packages it; returns the size in bytes. The same sources give the same bytes: the times in
 * the archive are SOURCE_DATE_EPOCH's, by default the last commit's. `readyAccounts`: see BuildChoices. Throws when
 * vsce warns, or when the VSIX is larger than the limit.
 */
export async function packageExtension(path = vsixPath, readyAccounts?: string): Promise<number> {
  await build({ mode: 'package', ...(readyAccounts !== undefined && { readyAccounts }) });
  const unfinished = `${path}.part`;
  await mkdir(dirname(path), { recursive: true });
  const epoch = process.env['SOURCE_DATE_EPOCH'] ?? (await lastCommit());
  const { all: output } = await run(
    process.execPath,
    [
      join(root, 'node_modules', '@vscode', 'vsce', 'vsce'),
      'package',
      ...['--out', unfinished],
      // Everything is in the bundles.
      '--no-dependencies',
      // There is no public repository yet that links could be completed with.
      ...['--allow-missing-repository', '--no-rewrite-relative-links'],
    ],
    { cwd: root, all: true, env: { SOURCE_DATE_EPOCH: epoch } },
  );
  const { size } = await stat(unfinished);
  if (/warning/i.test(output)) {
    await rm(unfinished);
    throw new Error(`vsce warned:\n${output}`);
  }
  if (size > vsixLimit) throw new Error(`The VSIX has ${size} bytes, more than ${vsixLimit}.`);
  await rename(unfinished, path);
  return size;
}

/** Seconds since the epoch; a source archive without history gets a fixed time. */
async function lastCommit(): Promise<string> {
  const seconds = await run('git', ['log', '-1', '--format=%ct'], { cwd: root }).then(
    ({ stdout }) => stdout,
    () => '',
  );
  return seconds === '' ? '1767225600' : seconds;
}

if (process.argv[1] === import.meta.filename) {
  const size = await packageExtension();
  console.log(`notelog.vsix: ${size} bytes (at most ${vsixLimit})`);
}
