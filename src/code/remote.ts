/**
 * Where a Git remote lies. It has a host and a path and nothing else of the remote's address, so that no user's name,
 * password or token can leave with it.
 */
export interface Remote {
  /** How the address is reached; `ssh` stands for all that is no web address. */
  readonly scheme: 'https' | 'http' | 'ssh';
  /** In lower case; with its port where the address is a web address. */
  readonly host: string;
  /** Names as they are, without `.git` at the end; never empty. */
  readonly path: readonly string[];
}

const schemes: Readonly<Record<string, Remote['scheme']>> = {
  'https:': 'https',
  'http:': 'http',
  'ssh:': 'ssh',
  'git+ssh:': 'ssh',
  'ssh+git:': 'ssh',
  'git:': 'ssh',
};

const hostName = /^[a-z0-9_.-]+$/;

/**
 * `git@host:path`, as scp has it. One letter before the colon is a drive, and a path with an `@` may hold what was meant
 * to come before the host.
 */
const scpForm = /^(?:[^\s:/@]+@)?([^\s:/@]{2,}):([^\s:@][^@]*)$/;

/** Reads the address of a remote. Undefined for a path on this machine, and for whatever else is on no host. */
export function parseRemote(address: string): Remote | undefined {
  if (address.includes('://')) {
    const url = URL.parse(address);
    const scheme = url ? schemes[url.protocol] : undefined;
    if (!url || !scheme) return undefined;
    // Another scheme's host is not put into lower case by the parser.
    const host = (scheme === 'ssh' ? url.hostname : url.host).toLowerCase();
    return remoteOf(scheme, host, url.pathname.split('/').map(decoded));
  }
  const [, host = '', path = ''] = scpForm.exec(address) ?? [];
  return remoteOf('ssh', host.toLowerCase(), path.split('/').map(decoded));
}

function remoteOf(
  scheme: Remote['scheme'],
  host: string,
  names: readonly (string | undefined)[],
): Remote | undefined {
  const path: string[] = [];
  for (const name of names) {
    if (name === undefined || name === '.' || name === '..') return undefined;
    if (name !== '') path.push(name);
  }
  const last = path.pop()?.replace(/\.git$/, '') ?? '';
  if (last === '' || !hostName.test(host.replace(/:\d+$/, ''))) return undefined;
  return { scheme, host, path: [...path, last] };
}

/** Undefined for what is no part of an address. */
function decoded(name: string): string | undefined {
  try {
    return decodeURIComponent(name);
  } catch {
    return undefined;
  }
}
