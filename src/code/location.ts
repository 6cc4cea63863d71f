import * as words from '../words/code.ts';
import { webRepository, type CodeHosts, type WebRepository } from './hostKinds.ts';
import type { Lines } from './lines.ts';
import type { Markup } from './markup.ts';
import { fileLink } from './permalink.ts';
import { parseRemote } from './remote.ts';
import { addressToLink, shortHash, type LinkedCommit, type RepositoryState } from './repository.ts';
import { findLines } from './sameLines.ts';

/** A file, as a note calls it. */
export interface CodeFile {
  /** From the repository's root or the folder; with nothing of the machine in it. */
  readonly path: string;
  /** Undefined: it is in no repository that is known. */
  readonly version: FileVersion | undefined;
}

/** The file in its repository. */
export interface FileVersion {
  /** Undefined: nothing has been committed yet. */
  readonly linked: LinkedCommit | undefined;
  /** Undefined: there is no page, or nobody can say where. */
  readonly web: WebRepository | undefined;
  /** The text of the file in that commit. */
  readonly committed: CommittedText;
}

/** `absent`: the commit does not have the file; `unreadable`: nobody can say. */
export type CommittedText = { readonly text: string } | 'absent' | 'unreadable';

/** The repository's page. Undefined for one on this machine, with several remotes, or on a host that is not known. */
export function pageOf(
  state: RepositoryState,
  having: readonly string[] | undefined,
  hosts: CodeHosts,
): WebRepository | undefined {
  const remote = parseRemote(addressToLink(state, having) ?? '');
  return remote && webRepository(remote, hosts);
}

/**
 * Where lines are in a file: a link to what is certainly the same at a commit that others have, and otherwise a remark
 * that says why there is none. `text`: the whole lines.
 */
export function locationText(markup: Markup, file: CodeFile, lines: Lines, text: string): string {
  const { path, version } = file;
  const here = markup.code(withLines(path, lines));
  if (!version) return here;
  const { linked, web, committed } = version;
  if (!linked) return words.withRemark(here, words.noCommitYet());
  const { commit, remotes } = linked;
  const hash = shortHash(commit);
  if (committed === 'absent') return words.withRemark(here, words.notInCommit(hash));
  if (committed === 'unreadable') return words.withRemark(here, words.notCompared(hash));
  const first = findLines(committed.text, text, lines.first);
  if (first === undefined) return words.withRemark(here, words.changedSince(hash));
  const there = { first, last: first + lines.last - lines.first };
  const known = markup.code(withLines(path, there));
  if (!remotes) return words.withRemark(known, words.notKnownPushed(hash));
  if (remotes.length === 0) return words.withRemark(known, words.notPushed(hash));
  if (!web) return words.withRemark(known, words.atCommit(hash));
  return markup.linkedCode(withLines(path, there), fileLink(web, { commit, path, ...there }));
}

/** `src/app.ts:10-20`. */
function withLines(path: string, { first, last }: Lines): string {
  return first === last ? `${path}:${first}` : `${path}:${first}-${last}`;
}
