import { createHash } from 'node:crypto';
import { access, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { vsixPath } from '../../scripts/package.ts';
import { installExtension } from '../../scripts/server.ts';
import { setupFolder } from '../../scripts/setup.ts';

/**
 * An extensions folder with notelog.vsix installed in it. It is named after the file's content and shared by the
 * tests, which do not write to it: installing takes seconds. Throws when there is no notelog.vsix.
 */
export async function installedExtension(): Promise<string> {
  const content = await readFile(vsixPath).catch(() => {
    throw new Error('notelog.vsix is missing: npm run package makes it.');
  });
  const hash = createHash('sha256').update(content).digest('hex');
  const folder = join(setupFolder, `installed-${hash.slice(0, 16)}`);
  const marker = join(folder, 'complete');
  const complete = await access(marker).then(
    () => true,
    () => false,
  );
  if (complete) return folder;

  for (const name of await readdir(setupFolder)) {
    if (name.startsWith('installed-')) await rm(join(setupFolder, name), { recursive: true });
  }
  await installExtension(vsixPath, { userData: join(folder, 'user'), extensions: folder });
  await writeFile(marker, '');
  return folder;
}
