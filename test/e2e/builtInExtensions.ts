import { mkdir, rm, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { serverBuild, setupFolder } from '../../scripts/setup.ts';

/** The editor's own extensions that the tests see or use. Loading all of them takes a third of the time a window starts in. */
const names = [
  'configuration-editing',
  'json',
  'markdown-basics',
  'markdown-language-features',
  'theme-defaults',
  'theme-seti',
];

/** The folder that `linkBuiltInExtensions` makes. */
export const builtInExtensions = join(setupFolder, 'built-in');

/** Makes a folder with only those of the server build's extensions that the tests need. */
export async function linkBuiltInExtensions(): Promise<void> {
  const server = dirname(dirname(dirname(await serverBuild())));
  await rm(builtInExtensions, { recursive: true, force: true });
  await mkdir(builtInExtensions, { recursive: true });
  for (const name of names) {
    const extension = join(server, 'lib', 'vscode', 'extensions', name);
    // On Windows a junction is the kind of link that needs no privilege.
    await symlink(extension, join(builtInExtensions, name), 'junction');
  }
}
