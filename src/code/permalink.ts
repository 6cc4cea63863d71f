import { encodedName, type WebRepository } from './hostKinds.ts';
import type { Lines } from './lines.ts';

/** Lines of a file in a commit. */
interface FileLines extends Lines {
  /** Full hash. */
  readonly commit: string;
  /** From the repository's root, with `/`. */
  readonly path: string;
}

/** Files that a host shows as they read, where lines have no numbers. */
const rendered = /\.(?:md|markdown|mdown|mkdn?|mdx|rst|adoc|asciidoc|org|textile|rdoc|ipynb|svg)$/i;

/** The address that shows these lines and will always show the same. */
export function fileLink({ kind, page }: WebRepository, { commit, path, first, last }: FileLines): string {
  const names = path.split('/').map(encodedName).join('/');
  const until = (separator: string) => (first === last ? '' : `${separator}${last}`);
  const asSource = (query: string) => (rendered.test(path) ? query : '');
  switch (kind) {
    case 'github':
      return `${page}/blob/${commit}/${names}${asSource('?plain=1')}#L${first}${until('-L')}`;
    case 'gitlab':
      return `${page}/-/blob/${commit}/${names}${asSource('?plain=1')}#L${first}${until('-')}`;
    case 'bitbucket':
      return `${page}/src/${commit}/${names}#lines-${first}${until(':')}`;
    case 'bitbucketServer':
      return `${page}/browse/${names}?at=${commit}#${first}${until('-')}`;
    case 'azure': {
      // The end is the start of the line after the last one.
      const range = `line=${first}&lineEnd=${last + 1}&lineStartColumn=1&lineEndColumn=1`;
      return `${page}?path=${encodedName(`/${path}`)}&version=GC${commit}&${range}`;
    }
    case 'gitea':
      return `${page}/src/commit/${commit}/${names}${asSource('?display=source')}#L${first}${until('-L')}`;
  }
}

/** The page of a commit, by its full hash. */
export function commitLink({ kind, page }: WebRepository, commit: string): string {
  switch (kind) {
    case 'github':
    case 'gitea':
    case 'azure':
      return `${page}/commit/${commit}`;
    case 'gitlab':
      return `${page}/-/commit/${commit}`;
    case 'bitbucket':
    case 'bitbucketServer':
      return `${page}/commits/${commit}`;
  }
}
