import * as z from 'zod';
import * as words from '../words/code.ts';
import type { WebRepository } from './hostKinds.ts';
import type { Markup } from './markup.ts';
import { commitLink } from './permalink.ts';
import { fullHash, shortHash } from './repository.ts';

/** What is read of a commit that the editor's Git gives. Its author's e-mail address is not. */
export const commitSchema = z.object({
  hash: fullHash,
  message: z.string(),
  authorName: z.string().optional().catch(undefined),
  authorDate: z.date().optional().catch(undefined),
  /** Of what it changes; none: it is the first one, or those before it were not fetched. */
  parents: z.array(z.string()).optional().catch(undefined),
  shortStat: z
    .object({ files: z.number(), insertions: z.number(), deletions: z.number() })
    .optional()
    .catch(undefined),
});

/** A commit. */
export type Commit = z.infer<typeof commitSchema>;

/** The first line of a commit's message. */
export function subjectOf({ message }: Pick<Commit, 'message'>): string {
  return /^\s*(.*)/.exec(message)?.[1]?.trim() ?? '';
}

/** A note of a commit. `remotes`: as in {@link import('./repository.ts').LinkedCommit}. */
export function commitText(
  markup: Markup,
  commit: Commit,
  remotes: readonly string[] | undefined,
  web: WebRepository | undefined,
): string {
  const line = commitLine(markup, commit, remotes, web);
  const { shortStat, parents } = commit;
  // In a shallow clone, the oldest commit seems to add every file that there is.
  if (!shortStat || parents?.length === 0) return line;
  const { files, insertions, deletions } = shortStat;
  return `${line}\n\n${words.filesChanged(files, insertions, deletions)}`;
}

function commitLine(
  markup: Markup,
  commit: Commit,
  remotes: readonly string[] | undefined,
  web: WebRepository | undefined,
): string {
  const subject = markup.words(subjectOf(commit));
  const hash = shortHash(commit.hash);
  if (!remotes) return words.commitNotKnownPushed(markup.code(hash), subject);
  if (remotes.length === 0) return words.commitNotPushed(markup.code(hash), subject);
  return words.commit(
    web ? markup.linkedCode(hash, commitLink(web, commit.hash)) : markup.code(hash),
    subject,
  );
}
