import { run } from '../../scripts/processes.ts';
import { secretCorpus } from '../support/secretCorpus.ts';

/** A token in the remote's address of a {@link makeRepository}, which must go nowhere. */
export const remoteToken = secretCorpus.find(({ kind }) => kind === 'github')?.secret ?? '';

/** The page of the repository that {@link makeRepository} makes. */
export const repositoryPage = 'https://github.com/acme/app';

/** Settings under which the editor's Git works, without the network. */
export const gitSettings = { 'git.enabled': true, 'git.autofetch': false };

/**
 * Makes a Git repository of a folder, with a commit for each subject, the last one of what is in the folder. Its remote has
 * all of them, on a branch of the same name. Returns the full hash of the last.
 */
export async function makeRepository(
  folder: string,
  subjects: readonly string[],
  branch = 'main',
): Promise<string> {
  await git(folder, 'init', '--initial-branch', branch);
  for (const [at, subject] of subjects.entries()) {
    if (at === subjects.length - 1) await git(folder, 'add', '.');
    await git(folder, 'commit', '--allow-empty', '--message', subject);
  }
  await git(folder, 'remote', 'add', 'origin', `https://ann:${remoteToken}@github.com/acme/app.git`);
  await git(folder, 'update-ref', `refs/remotes/origin/${branch}`, 'HEAD');
  await git(folder, 'branch', '--set-upstream-to', `origin/${branch}`);
  return await git(folder, 'rev-parse', 'HEAD');
}

/** Runs Git as a user without any settings. Returns what it printed. */
async function git(folder: string, ...args: readonly string[]): Promise<string> {
  const who = ['-c', 'user.name=Ann Lee', '-c', 'user.email=ann@acme.example', '-c', 'commit.gpgSign=false'];
  const env = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
  const { stdout } = await run('git', [...who, ...args], { cwd: folder, env });
  return stdout;
}
