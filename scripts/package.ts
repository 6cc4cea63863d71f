import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { build, root } from './build.ts';
import { packageFaults, packageSizes, sizeLimits } from './packageSizes.ts';
import { run } from './processes.ts';

/** Where `npm run package` leaves the VSIX. */
export const vsixPath = join(root, 'notelog.vsix');

/**
 * Builds the extension and packages it; returns the VSIX's bytes. The same sources give the same bytes: the times
 * in the archive are SOURCE_DATE_EPOCH's, by default the last commit's. `readyAccounts`: see BuildChoices. Throws when
 * vsce warns, or when the VSIX breaks a limit.
 */
export async function packageExtension(
  path = vsixPath,
  readyAccounts?: string,
): Promise<Uint8Array<ArrayBuffer>> {
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
  if (/warning/i.test(output)) {
    await rm(unfinished);
    throw new Error(`vsce warned:\n${output}`);
  }
  const vsix = await readFile(unfinished);
  const faults = packageFaults(packageSizes(vsix));
  if (faults.length > 0) throw new Error(faults.join('\n'));
  await rename(unfinished, path);
  return vsix;
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
  const { code, pictures } = packageSizes(await packageExtension());
  console.log(`notelog.vsix: ${code} bytes without its pictures (at most ${sizeLimits.code})`);
  for (const [name, size] of pictures) console.log(`${name}: ${size} bytes (at most ${sizeLimits.picture})`);
}
