import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { webRepository, type CodeHosts, type HostKind } from '../../../src/code/hostKinds.ts';
import { commitLink, fileLink } from '../../../src/code/permalink.ts';
import { parseRemote } from '../../../src/code/remote.ts';
import { anyText } from '../../support/anyText.ts';

const commit = '0123456789abcdef0123456789abcdef01234567';

function pageOf(address: string, hosts: CodeHosts = new Map()) {
  const remote = parseRemote(address);
  return remote && webRepository(remote, hosts);
}

/** Hosts that the user named, one of each kind. */
const own: CodeHosts = new Map<string, { kind: HostKind; address?: string }>([
  ['hub.acme.example', { kind: 'github' }],
  ['lab.acme.example', { kind: 'gitlab' }],
  ['cloud.acme.example', { kind: 'bitbucket' }],
  ['stash.acme.example', { kind: 'bitbucketServer' }],
  ['tfs.acme.example', { kind: 'azure' }],
  ['tea.acme.example', { kind: 'gitea' }],
  ['work', { kind: 'github', address: 'https://github.com' }],
  ['git.acme.example:2222', { kind: 'gitea', address: 'https://git.acme.example:3000/code' }],
]);

/** Every form in which a remote of a host may be written. */
function formsOf(host: string, path: string): readonly string[] {
  return [
    `https://${host}/${path}`,
    `https://${host}/${path}.git`,
    `https://${host}/${path}.git/`,
    `https://ann@${host}/${path}.git`,
    `https://ann:ghp_token@${host}/${path}.git`,
    `https://ghp_token@${host}/${path}?access_token=ghp_token#ghp_token`,
    `HTTPS://${host.toUpperCase()}/${path}.git`,
    `ssh://git@${host}/${path}.git`,
    `ssh://git@${host}:2200/${path}`,
    `git+ssh://git@${host}/${path}.git`,
    `git://${host}/${path}.git`,
    `git@${host}:${path}.git`,
    `git@${host}:/${path}`,
    `${host}:${path}.git`,
  ];
}

describe('each form of a remote leads to the page of its repository', () => {
  test.each<[kind: HostKind, host: string, path: string, page: string]>([
    ['github', 'github.com', 'acme/app', 'https://github.com/acme/app'],
    ['github', 'www.github.com', 'acme/app', 'https://github.com/acme/app'],
    ['github', 'ssh.github.com', 'acme/app', 'https://github.com/acme/app'],
    ['github', 'acme.ghe.com', 'acme/app', 'https://acme.ghe.com/acme/app'],
    ['github', 'github.acme.example', 'acme/app', 'https://github.acme.example/acme/app'],
    ['github', 'hub.acme.example', 'acme/app', 'https://hub.acme.example/acme/app'],
    ['gitlab', 'gitlab.com', 'acme/app', 'https://gitlab.com/acme/app'],
    ['gitlab', 'altssh.gitlab.com', 'acme/a/b/app', 'https://gitlab.com/acme/a/b/app'],
    ['gitlab', 'gitlab.acme.example', 'acme/a/app', 'https://gitlab.acme.example/acme/a/app'],
    ['gitlab', 'lab.acme.example', 'acme/app', 'https://lab.acme.example/acme/app'],
    ['bitbucket', 'bitbucket.org', 'acme/app', 'https://bitbucket.org/acme/app'],
    ['bitbucket', 'altssh.bitbucket.org', 'acme/app', 'https://bitbucket.org/acme/app'],
    ['bitbucket', 'cloud.acme.example', 'acme/app', 'https://cloud.acme.example/acme/app'],
    ['gitea', 'codeberg.org', 'acme/app', 'https://codeberg.org/acme/app'],
    ['gitea', 'gitea.com', 'acme/app', 'https://gitea.com/acme/app'],
    ['gitea', 'gitea.acme.example', 'acme/app', 'https://gitea.acme.example/acme/app'],
    ['gitea', 'forgejo.acme.example', 'acme/app', 'https://forgejo.acme.example/acme/app'],
    ['gitea', 'tea.acme.example', 'acme/app', 'https://tea.acme.example/acme/app'],
    ['azure', 'dev.azure.com', 'acme/Big%20Plan/_git/app', 'https://dev.azure.com/acme/Big%20Plan/_git/app'],
    ['azure', 'acme.visualstudio.com', 'Plan/_git/app', 'https://acme.visualstudio.com/Plan/_git/app'],
    ['azure', 'tfs.acme.example', 'tfs/All/Plan/_git/app', 'https://tfs.acme.example/tfs/All/Plan/_git/app'],
  ])('%s at %s', (kind, host, path, page) => {
    for (const form of formsOf(host, path)) expect([form, pageOf(form, own)]).toEqual([form, { kind, page }]);
  });

  test.each<[address: string, kind: HostKind, page: string]>([
    ['ssh://git@ssh.github.com:443/acme/app.git', 'github', 'https://github.com/acme/app'],
    ['git@work:acme/app.git', 'github', 'https://github.com/acme/app'],
    ['git@ssh.dev.azure.com:v3/acme/Plan/app', 'azure', 'https://dev.azure.com/acme/Plan/_git/app'],
    ['git@ssh.dev.azure.com:v3/acme/Big Plan/app', 'azure', 'https://dev.azure.com/acme/Big%20Plan/_git/app'],
    [
      'ssh://acme@vs-ssh.visualstudio.com/v3/acme/Plan/app',
      'azure',
      'https://dev.azure.com/acme/Plan/_git/app',
    ],
    ['https://acme@dev.azure.com/acme/_git/app', 'azure', 'https://dev.azure.com/acme/_git/app'],
    ['http://tfs:8080/tfs/All/_git/app', 'azure', 'http://tfs:8080/tfs/All/_git/app'],
    [
      'https://stash.example/scm/KEY/app.git',
      'bitbucketServer',
      'https://stash.example/projects/KEY/repos/app',
    ],
    [
      'https://acme.example:7990/stash/scm/~ann/app.git',
      'bitbucketServer',
      'https://acme.example:7990/stash/projects/~ann/repos/app',
    ],
    [
      'ssh://git@stash.acme.example:7999/KEY/app.git',
      'bitbucketServer',
      'https://stash.acme.example/projects/KEY/repos/app',
    ],
    ['http://gitea.acme.example:3000/acme/app', 'gitea', 'http://gitea.acme.example:3000/acme/app'],
    ['https://git.acme.example:2222/acme/app', 'gitea', 'https://git.acme.example:3000/code/acme/app'],
  ])('%s', (address, kind, page) => {
    expect(pageOf(address, own)).toEqual({ kind, page });
  });
});

test.each([
  '',
  '/srv/git/app.git',
  '../app.git',
  'app.git',
  'C:\\git\\app.git',
  'C:/git/app.git',
  '\\\\server\\git\\app.git',
  'file:///srv/git/app.git',
  'ext::sh -c id',
  'https://',
  'https://github.com/',
  'https://github.com/acme',
  'https://github.com/acme/app/more',
  'https://github.com/acme/%E0%A4%A',
  'git@github.com:acme/..',
  'https://bitbucket.org/acme',
  'git@github-work:acme/app.git',
  'git@github.com-work:acme/app.git',
  'git@github.com-acme.work:acme/app.git',
  'git@gitlab.com-work:acme/app.git',
  'https://code.acme.example/acme/app.git',
  'git@code.acme.example:acme/app.git',
  'ssh://git@bitbucket.acme.example:7999/KEY/app.git',
  'ssh://git@[::1]/acme/app.git',
  'git@github.com.evil.example:acme/app.git',
  'https://github.com@evil.example/acme/app.git',
  'https://github.com:x@evil.example/acme/app.git',
  'git:ghp_token@github.com:acme/app.git',
  'https://constructor/acme/app.git',
])('nothing is linked for the remote %j', (address) => {
  expect(pageOf(address)).toBeUndefined();
});

const path = 'src/Été #1/a (b)*?.ts';
const encoded = 'src/%C3%89t%C3%A9%20%231/a%20%28b%29%2A%3F.ts';
const range = 'lineStartColumn=1&lineEndColumn=1';

test.each<[HostKind, page: string, lines: string, one: string, source: string, ofCommit: string]>([
  [
    'github',
    'https://h/o/r',
    `/blob/${commit}/${encoded}#L10-L20`,
    `/blob/${commit}/a.ts#L7`,
    `/blob/${commit}/a.md?plain=1#L7`,
    `/commit/${commit}`,
  ],
  [
    'gitlab',
    'https://h/g/s/r',
    `/-/blob/${commit}/${encoded}#L10-20`,
    `/-/blob/${commit}/a.ts#L7`,
    `/-/blob/${commit}/a.md?plain=1#L7`,
    `/-/commit/${commit}`,
  ],
  [
    'bitbucket',
    'https://h/w/r',
    `/src/${commit}/${encoded}#lines-10:20`,
    `/src/${commit}/a.ts#lines-7`,
    `/src/${commit}/a.md#lines-7`,
    `/commits/${commit}`,
  ],
  [
    'bitbucketServer',
    'https://h/projects/K/repos/r',
    `/browse/${encoded}?at=${commit}#10-20`,
    `/browse/a.ts?at=${commit}#7`,
    `/browse/a.md?at=${commit}#7`,
    `/commits/${commit}`,
  ],
  [
    'azure',
    'https://h/o/p/_git/r',
    `?path=%2F${encoded.replaceAll('/', '%2F')}&version=GC${commit}&line=10&lineEnd=21&${range}`,
    `?path=%2Fa.ts&version=GC${commit}&line=7&lineEnd=8&${range}`,
    `?path=%2Fa.md&version=GC${commit}&line=7&lineEnd=8&${range}`,
    `/commit/${commit}`,
  ],
  [
    'gitea',
    'https://h/o/r',
    `/src/commit/${commit}/${encoded}#L10-L20`,
    `/src/commit/${commit}/a.ts#L7`,
    `/src/commit/${commit}/a.md?display=source#L7`,
    `/commit/${commit}`,
  ],
])('lines, one line, a rendered file and a commit of %s', (kind, page, lines, one, source, ofCommit) => {
  const web = { kind, page };
  expect(fileLink(web, { commit, path, first: 10, last: 20 })).toBe(page + lines);
  expect(fileLink(web, { commit, path: 'a.ts', first: 7, last: 7 })).toBe(page + one);
  expect(fileLink(web, { commit, path: 'a.md', first: 7, last: 7 })).toBe(page + source);
  expect(commitLink(web, commit)).toBe(page + ofCommit);
});

test('no credential leaves with a link, wherever it stood', () => {
  const secret = fc.string({
    unit: fc.constantFrom(...Array.from('abcXYZ019-_.~')),
    minLength: 12,
    maxLength: 40,
  });
  const host = fc.constantFrom('github.com', 'gitlab.com', 'dev.azure.com', 'stash.acme.example', 'work');
  const where = fc.constantFrom(
    (at: string, key: string) => `https://${key}@${at}`,
    (at: string, key: string) => `https://ann:${key}@${at}`,
    (at: string, key: string) => `https://${key}:x-oauth-basic@${at}`,
    (at: string, key: string) => `http://${at}?token=${key}`,
    (at: string, key: string) => `https://${at}#${key}`,
    (at: string, key: string) => `ssh://${key}:${key}@${at}?${key}#${key}`,
    (at: string, key: string) => `git:${key}@${at.replace('/', ':')}`,
    (at: string, key: string) => `${key}@${at.replace('/', ':')}`,
  );
  const repository = fc.constantFrom('acme/app.git', 'scm/KEY/app.git', 'acme/plan/_git/app', 'v3/a/b/c');
  fc.assert(
    fc.property(secret, host, where, repository, (key, at, write, path) => {
      const remote = parseRemote(write(`${at}/${path}`, key));
      const page = remote && webRepository(remote, own);
      expect(JSON.stringify([remote ?? '', page ?? ''])).not.toContain(key);
    }),
  );
});

test('whatever a remote is called, its page is a web address of its own host, without anything to run', () => {
  fc.assert(
    fc.property(anyText(), fc.constantFrom('', 'https://github.com/', 'git@gitlab.com:a/'), (text, start) => {
      const page = pageOf(start + text)?.page;
      if (page === undefined) return;
      expect(page).toMatch(/^https?:\/\/[a-z0-9_.-]+(?::\d+)?(?:\/[\w.~%-]+)+$/);
    }),
  );
});
