import { expect, test } from 'vitest';
import { codeHostsSchema } from '../../../src/code/codeHosts.ts';

test('hosts are read one by one, and what cannot be read is left out', () => {
  const given = {
    'Git.Acme.com': 'gitlab',
    'ssh.acme.com': { kind: 'bitbucketServer', address: 'https://code.acme.com:7990/stash//?x=1#y' },
    'tea.acme.com': { kind: 'gitea' },
    'a.acme.com': 'subversion',
    'b.acme.com': { kind: 'gitea', address: 'https://ann:key@acme.com' },
    'c.acme.com': { kind: 'gitea', address: 'javascript:alert(1)' },
    'd.acme.com': { address: 'https://acme.com' },
    'e.acme.com': 7,
  };
  expect([...codeHostsSchema.parse(given)]).toEqual([
    ['git.acme.com', { kind: 'gitlab' }],
    ['ssh.acme.com', { kind: 'bitbucketServer', address: 'https://code.acme.com:7990/stash' }],
    ['tea.acme.com', { kind: 'gitea' }],
  ]);
  expect(codeHostsSchema.safeParse(['gitlab']).success).toBe(false);
});
