import { describe, expect, test } from 'vitest';
import {
  addressToLink,
  fullHash,
  linkedCommit,
  repositoryStateSchema,
} from '../../../src/code/repository.ts';

const head = 'a'.repeat(40);
const pushed = 'b'.repeat(64);
const origin = { name: 'origin', fetchUrl: 'https://github.com/acme/app.git' };
const fork = { name: 'fork', fetchUrl: 'git@github.com:ann/app.git' };

test('only a full hash is a hash', () => {
  expect([head, pushed].every((hash) => fullHash.safeParse(hash).success)).toBe(true);
  for (const text of [
    '--output=x',
    'HEAD',
    'a'.repeat(39),
    'a'.repeat(41),
    `${head}\n`,
    'A'.repeat(40),
    `-${head}`,
  ])
    expect([text, fullHash.safeParse(text).success]).toEqual([text, false]);
});

describe('the commit to link to', () => {
  const upstream = { remote: 'origin', name: 'main', commit: pushed };
  test.each<[what: string, state: unknown, asks: boolean, linked: unknown]>([
    ['pushed', { HEAD: { commit: head, upstream, ahead: 0 }, remotes: [origin] }, false, [head, ['origin']]],
    ['ahead', { HEAD: { commit: head, upstream, ahead: 2 }, remotes: [origin] }, false, [pushed, ['origin']]],
    [
      'diverged',
      { HEAD: { commit: head, upstream, ahead: 2, behind: 1 }, remotes: [origin] },
      false,
      [pushed, ['origin']],
    ],
    [
      'of unknown distance',
      { HEAD: { commit: head, upstream }, remotes: [origin] },
      false,
      [pushed, ['origin']],
    ],
    ['a fresh branch', { HEAD: { commit: head, name: 'x' }, remotes: [origin] }, true, [head, ['fork']]],
    ['detached', { HEAD: { commit: head }, remotes: [origin, fork] }, true, [head, ['fork']]],
    [
      'behind a branch that the remote has no more',
      { HEAD: { commit: head, upstream: { remote: 'origin', name: 'x' } }, remotes: [origin] },
      true,
      [head, ['fork']],
    ],
    [
      'behind a branch of this machine',
      { HEAD: { commit: head, upstream: { ...upstream, remote: '.' }, ahead: 0 }, remotes: [origin] },
      true,
      [head, ['fork']],
    ],
    [
      'with an upstream that is none',
      {
        HEAD: { commit: head, upstream: { ...upstream, commit: '--output=x' }, ahead: 0 },
        remotes: [origin],
      },
      true,
      [head, ['fork']],
    ],
    ['of an empty repository', { HEAD: { name: 'main' }, remotes: [] }, false, undefined],
    ['without a head', { HEAD: null, remotes: [] }, false, undefined],
    ['with a head that is no hash', { HEAD: { commit: '--output=x' }, remotes: [] }, false, undefined],
  ])('%s', async (_, given, asks, expected) => {
    const asked: string[] = [];
    const linked = await linkedCommit(repositoryStateSchema.parse(given), (commit) => {
      asked.push(commit);
      return Promise.resolve(['fork']);
    });
    expect(linked && [linked.commit, linked.remotes]).toEqual(expected);
    expect(asked).toEqual(asks ? [head] : []);
  });
});

describe('the remote to link to', () => {
  const many = Array.from({ length: 10 }, (_, at) => ({ name: `r${at}`, fetchUrl: `https://h/o/r${at}` }));
  const local = { name: 'local', fetchUrl: '/srv/git/app.git' };
  test.each<
    [what: string, remotes: readonly object[], having: readonly string[] | undefined, chosen: unknown]
  >([
    ['the one that has the commit', [origin, fork], ['fork'], fork.fetchUrl],
    ['origin among those that have it', [fork, origin, ...many], ['fork', 'origin', 'r1'], origin.fetchUrl],
    ['none of several that have it', [fork, ...many], ['fork', 'r1'], undefined],
    ['origin where nobody knows', [...many, origin], undefined, origin.fetchUrl],
    ['the only one', [fork], undefined, fork.fetchUrl],
    ['none of ten', many, undefined, undefined],
    ['none where none has it', [origin], [], undefined],
    ['none', [], undefined, undefined],
    ['a path as it is', [local], undefined, local.fetchUrl],
    ['none without an address', [{ name: 'origin' }], undefined, undefined],
  ])('%s', (_, remotes, having, chosen) => {
    expect(addressToLink(repositoryStateSchema.parse({ HEAD: null, remotes }), having)).toBe(chosen);
  });
});
