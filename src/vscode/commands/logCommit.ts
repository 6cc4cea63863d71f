import * as z from 'zod';
import { Failure } from '../../base/failure.ts';
import { commitText, subjectOf, type Commit } from '../../code/commitText.ts';
import { pageOf } from '../../code/location.ts';
import { markupFor } from '../../code/markup.ts';
import { fullHash, shortHash } from '../../code/repository.ts';
import { relativeTime } from '../../recent/relativeTime.ts';
import { askChoice, askOnce } from '../ask.ts';
import { startFromCode } from '../code/startFromCode.ts';
import * as vscode from '../editor.ts';
import { fileName } from '../fileName.ts';
import { commitWithNumbers, gitStarted, lastCommits, remotesWith } from '../git/gitApi.ts';
import { repositoryOf, repositoryRoots, stateOf } from '../git/gitCommands.ts';
import { shortName } from '../label.ts';
import type { Services } from '../services.ts';
import { verbatim } from '../verbatim.ts';
import * as words from '../../words/code.ts';

/** An entry of a file's timeline, which belongs to the Git extension. */
const timelineItem = z.object({ ref: fullHash });

/**
 * `Log Commit`: of an entry of a file's timeline, or one that is chosen among the last ones of the repository that the
 * active editor's file is in, or that is chosen first. Failure `invalid` where there is none that can be read.
 */
export async function logCommit(services: Services, [item, uri]: readonly unknown[]): Promise<void> {
  await gitStarted(services.clock);
  const roots = await repositoryRoots();
  if (!roots) throw refused(vscode.workspace.isTrusted ? words.noGit() : words.noGitRestricted());
  const given = timelineItem.safeParse(item).data;
  const file = uri instanceof vscode.Uri ? uri : vscode.window.activeTextEditor?.document.uri;
  const root = (file && (await repositoryOf(file)))?.root ?? (await askRepository(services, roots));
  if (root === undefined) return;
  const hash = given?.ref ?? (await askCommit(services, root));
  if (hash === undefined) return;
  const commit = await commitWithNumbers(root, hash);
  if (!commit) throw refused(words.commitGone(shortHash(hash)));
  const [state, remotes] = await Promise.all([stateOf(root), remotesWith(root, hash)]);
  const web = state && pageOf(state, remotes, services.settings.codeHosts());
  const text = commitText(markupFor(services.textFormat()), commit, remotes, web);
  await startFromCode(services, text, file ?? vscode.Uri.parse(root));
}

/** Undefined: none was chosen. */
async function askRepository({ box }: Services, roots: readonly string[]): Promise<string | undefined> {
  const [only, ...others] = roots;
  if (only === undefined) throw refused(words.noRepository());
  if (others.length === 0) return only;
  const items = roots.map((value) => ({ label: verbatim(nameOf(value)), value }));
  return await askOnce(box, () =>
    askChoice(box, { title: words.logCommit(), placeholder: words.whichRepository(), items }),
  );
}

async function askCommit(services: Services, root: string): Promise<string | undefined> {
  const { box, clock } = services;
  if (!vscode.extensions.getExtension('vscode.git')) throw refused(words.noGitHere());
  const commits = (await lastCommits(root)) ?? [];
  if (commits.length === 0) throw refused(words.noCommits(nameOf(root)));
  const items = commits.map((commit) => itemOf(commit, clock.now()));
  return await askOnce(box, () =>
    askChoice(box, { title: words.logCommit(), placeholder: words.whichCommit(), items }),
  );
}

function itemOf(commit: Commit, now: number): vscode.QuickPickItem & { readonly value: string } {
  const { hash, authorName, authorDate } = commit;
  const facts = [
    shortHash(hash),
    authorName === undefined ? '' : shortName(authorName),
    authorDate ? relativeTime(authorDate.getTime(), now, vscode.env.language) : '',
  ];
  return {
    label: verbatim(shortName(subjectOf(commit)) || shortHash(hash)),
    description: verbatim(facts.filter((fact) => fact !== '').join(' · ')),
    value: hash,
  };
}

function refused(message: string): Failure {
  return new Failure('invalid', message);
}

function nameOf(root: string): string {
  return fileName(vscode.Uri.parse(root));
}
