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

/** Those of the tests of Git in addition, with a language to log code of. */
const namesForGit = ['git', 'git-base', 'typescript-basics'];

/** A folder that `linkBuiltInExtensions` makes. */
export const builtInExtensions = join(setupFolder, 'built-in');

/** The other one, with the editor's Git. */
export const builtInExtensionsWithGit = join(setupFolder, 'built-in-with-git');

/**
 * One more, with Git and with extensions that only these tests have: through that in `linkOpener` a link arrives from
 * outside, that in `failingTest` has a test, and through that in `toolCaller` a chat calls a tool. Each begins where the
 * folder has its file, or with its command.
 */
export const builtInExtensionsWithOthers = join(setupFolder, 'built-in-with-others');

/** Makes folders with only those of the server build's extensions that the tests need. */
export async function linkBuiltInExtensions(): Promise<void> {
  const server = dirname(dirname(dirname(await serverBuild())));
  const extensions = join(server, 'lib', 'vscode', 'extensions');
  await linkAll(extensions, names, builtInExtensions);
  await linkAll(extensions, [...names, ...namesForGit], builtInExtensionsWithGit);
  await linkAll(extensions, [...names, ...namesForGit], builtInExtensionsWithOthers);
  await linkEach(
    import.meta.dirname,
    ['failingTest', 'linkOpener', 'toolCaller'],
    builtInExtensionsWithOthers,
  );
}

async function linkAll(from: string, linked: readonly string[], folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await linkEach(from, linked, folder);
}

async function linkEach(from: string, linked: readonly string[], folder: string): Promise<void> {
  // On Windows a junction is the kind of link that needs no privilege.
  for (const name of linked) await symlink(join(from, name), join(folder, name), 'junction');
}
