import { expect, test } from 'vitest';
import { isSecretFileName } from '../../../src/leaks/fileNames.ts';

test.each([
  [
    '.env',
    '.env.production',
    'id_rsa',
    'id_ed25519',
    'server.pem',
    'server.KEY',
    'cert.p12',
    'a.pfx',
    'a.kdbx',
  ],
  ['.npmrc', '.netrc', '_netrc', '.pypirc', '.pgpass', '.git-credentials', 'credentials', 'credentials.json'],
])('%s and the like hold secrets', (...names) => {
  expect(names.filter((name) => !isSecretFileName(name))).toEqual([]);
});

test('others do not', () => {
  const names = [
    '.env.example',
    '.env.template',
    'environment.ts',
    'id_rsa.pub',
    'keys.ts',
    'key',
    'a.pem.md',
    '.npmignore',
  ];
  expect(names.filter((name) => isSecretFileName(name))).toEqual([]);
});
