import * as z from 'zod';
import { customerSchema } from './linkedFolder.ts';

/** What the editor's Git says of a folder. */
export interface FolderGit {
  /** The host and the names of the path, without anything else of the address. */
  readonly remotes: readonly { readonly host: string; readonly path: readonly string[] }[];
  /** Undefined: none is checked out. */
  readonly branch: string | undefined;
}

/** Checks a {@link FolderPattern}. */
export const patternSchema = customerSchema.extend({
  of: z.enum(['remote', 'branch']),
  /** Of a remote, `host/path`; `*` stands for any text. */
  pattern: z.string().min(1).max(200),
});

/**
 * Repositories of which the user says that they are a customer's, by their remotes or branches. Whoever gives away a
 * folder chooses both, so that this is less than a link: the customer is only listed first.
 */
export type FolderPattern = z.infer<typeof patternSchema>;

/** `github.com/acme/app` */
export function remoteText({ host, path }: FolderGit['remotes'][number]): string {
  return [host, ...path].join('/');
}

/** Those that fit a folder. */
export function fittingPatterns(
  patterns: readonly FolderPattern[],
  git: FolderGit | undefined,
): readonly FolderPattern[] {
  if (!git) return [];
  const { remotes, branch } = git;
  const texts = { remote: remotes.map(remoteText), branch: branch === undefined ? [] : [branch] };
  return patterns.filter(({ of, pattern }) => texts[of].some((text) => fitsPattern(pattern, text)));
}

/** Compares without letter case; in a time that grows with the text, whatever the pattern. */
export function fitsPattern(pattern: string, text: string): boolean {
  const [first = '', ...others] = pattern.toLowerCase().split('*');
  const last = others.pop();
  const lower = text.toLowerCase();
  if (last === undefined) return lower === first;
  if (!lower.startsWith(first) || !lower.endsWith(last) || lower.length < first.length + last.length)
    return false;
  const end = lower.length - last.length;
  let at = first.length;
  for (const piece of others) {
    const found = lower.indexOf(piece, at);
    if (found < 0 || found + piece.length > end) return false;
    at = found + piece.length;
  }
  return true;
}
