import type { Remote } from './remote.ts';

/** What a host of repositories runs; each has its own addresses for files and commits. */
export const hostKinds = ['github', 'gitlab', 'bitbucket', 'bitbucketServer', 'azure', 'gitea'] as const;

/** One of {@link hostKinds}. */
export type HostKind = (typeof hostKinds)[number];

/** A host that the user has named, by its name in a remote's address, in lower case. */
export type CodeHosts = ReadonlyMap<string, CodeHost>;

/** What the user says of a host. */
export interface CodeHost {
  readonly kind: HostKind;
  /** Where its pages are, without a slash at the end. Undefined: at the same name. */
  readonly address?: string | undefined;
}

/** A repository that can be looked at in a browser. */
export interface WebRepository {
  readonly kind: HostKind;
  /** Address of its page, without a slash at the end. */
  readonly page: string;
}

/** The host of the pages, where the remote's is only for ssh. */
const pageHosts: Readonly<Record<string, string>> = {
  'ssh.github.com': 'github.com',
  'www.github.com': 'github.com',
  'altssh.gitlab.com': 'gitlab.com',
  'altssh.bitbucket.org': 'bitbucket.org',
  'ssh.dev.azure.com': 'dev.azure.com',
  'vs-ssh.visualstudio.com': 'dev.azure.com',
};

/** Names that tell the kind. A name without a real domain (`github.com-work`) is an alias in somebody's ssh settings. */
const telling: readonly (readonly [RegExp, HostKind])[] = [
  [/^(?:github\.com|[a-z0-9-]+\.ghe\.com|github\.(?!com[-.])[a-z0-9.-]*\.[a-z]+)$/, 'github'],
  [/^(?:gitlab\.com|gitlab\.(?!com[-.])[a-z0-9.-]*\.[a-z]+)$/, 'gitlab'],
  [/^bitbucket\.org$/, 'bitbucket'],
  [/^(?:dev\.azure\.com|[a-z0-9-]+\.visualstudio\.com)$/, 'azure'],
  [/^(?:codeberg\.org|gitea\.com|(?:gitea|forgejo)\.[a-z0-9.-]*\.[a-z]+)$/, 'gitea'],
];

/**
 * The repository's page in the browser. Undefined where it is not certain what the host runs: then there is no link,
 * and none to a wrong place.
 */
export function webRepository(remote: Remote, hosts: CodeHosts): WebRepository | undefined {
  const name = remote.host.replace(/:\d+$/, '');
  const given = hosts.get(remote.host) ?? hosts.get(name);
  const kind = given?.kind ?? kindOf(remote, name);
  if (!kind) return undefined;
  const path = pagePath(kind, remote);
  if (!path) return undefined;
  const scheme = remote.scheme === 'http' ? 'http' : 'https';
  const site = given?.address ?? `${scheme}://${pageHosts[name] ?? remote.host}`;
  return { kind, page: [site, ...path.map(encodedName)].join('/') };
}

/** A name as a part of an address, safe in the brackets of Markdown, too. */
export function encodedName(name: string): string {
  return encodeURIComponent(name.toWellFormed()).replace(
    /[!'()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function kindOf({ scheme, path }: Remote, name: string): HostKind | undefined {
  const known = telling.find(([pattern]) => pattern.test(pageHosts[name] ?? name));
  if (known) return known[1];
  if (scheme === 'ssh') return undefined;
  if (path.includes('_git')) return 'azure';
  return path.at(-3) === 'scm' ? 'bitbucketServer' : undefined;
}

/** The path of the repository's page; undefined for one that this kind of host does not have. */
function pagePath(kind: HostKind, { scheme, path }: Remote): readonly string[] | undefined {
  switch (kind) {
    case 'github':
    case 'bitbucket':
      return path.length === 2 ? path : undefined;
    case 'gitlab':
    case 'gitea':
      return path.length >= 2 ? path : undefined;
    case 'bitbucketServer':
      return bitbucketServerPath(scheme, path);
    case 'azure':
      return azurePath(path);
  }
}

/** `scm/PROJECT/REPOSITORY`, perhaps below another path; over ssh, the last two. */
function bitbucketServerPath(
  scheme: Remote['scheme'],
  path: readonly string[],
): readonly string[] | undefined {
  const [project, repository] = path.slice(-2);
  if (project === undefined || repository === undefined) return undefined;
  const before = path.slice(0, -2);
  if (scheme === 'ssh' ? before.length > 0 : before.at(-1) !== 'scm') return undefined;
  return [...before.slice(0, -1), 'projects', project, 'repos', repository];
}

/** `ORGANISATION/PROJECT/_git/REPOSITORY`, in which the project may be missing; over ssh, `v3` and the three names. */
function azurePath(path: readonly string[]): readonly string[] | undefined {
  const [version, organisation, project, repository, ...rest] = path;
  if (version === 'v3' && repository !== undefined && rest.length === 0)
    return [organisation ?? '', project ?? '', '_git', repository];
  return path.at(-2) === '_git' ? path : undefined;
}
