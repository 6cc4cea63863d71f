import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { root } from '../../../scripts/build.ts';
import { findSecrets } from '../../../src/leaks/findSecrets.ts';
import { linesOf, maskSecrets } from '../../../src/leaks/secret.ts';
import { secretCorpus, type SecretCase } from '../../support/secretCorpus.ts';

const pause = () => Promise.resolve();

test.each(secretCorpus)('finds all of a secret: $kind, $name', async ({ kind, text, secret }: SecretCase) => {
  const found = await findSecrets(text, pause);
  expect(found.map((each) => each.kind)).toContain(kind);
  const left = maskSecrets(text, found, '[…]');
  expect(left).not.toContain(secret);
  // Not a long part of it either.
  for (let at = 0; at + 8 <= secret.length; at += 4) expect(left).not.toContain(secret.slice(at, at + 8));
  expect(await findSecrets(left, pause)).toEqual([]);
});

test('a text does not say itself that it is not looked through', async () => {
  const [some] = secretCorpus.filter(({ kind }) => kind === 'github');
  const off = ['secretlint', 'disable'].join('-');
  const text = `/* ${off} */\n${some?.text ?? ''} // ${off}-line\n`;
  expect(await findSecrets(text, pause)).not.toEqual([]);
});

test('what is not secret is left alone', async () => {
  const texts = [
    'The password is the one that you know. Bearer authentication is required here.',
    'const token = await getToken(account.id);',
    'password: string; token: vscode.CancellationToken; secret: `${value}`',
    'PASSWORD=$SECRET_FROM_VAULT\nTOKEN=${TOKEN}\nAPI_KEY=<your-api-key>\nPWD=/home/ann/work\nSECRET=xxxxxxxx',
    'https://user:password@example.com, postgres://localhost:5432/app and git@github.com:a/b.git',
    '-----BEGIN PRIVATE KEY----- is how such a file begins.',
    'See commit 9ebe056d6bc1fc994523b5985dac88c19c2c4623 and 550e8400-e29b-41d4-a716-446655440000.',
    'docker run -u 1000:1000 app && curl -X POST https://api.example.com/v1/token',
  ];
  for (const text of texts) expect([text, await findSecrets(text, pause)]).toEqual([text, []]);
});

test('there is no false alarm in what this repository ships', async () => {
  const alarms: string[] = [];
  let files = 0;
  for await (const path of glob(['{src,scripts}/**/*.{ts,mjs,cjs,json}', 'media/**/*.{ts,tsx,css,md}'], {
    cwd: root,
  })) {
    if (path.includes('node_modules')) continue;
    const text = await readFile(join(root, path), 'utf8');
    files += 1;
    const found = await findSecrets(text, pause);
    for (const line of linesOf(text, found)) alarms.push(`${path}:${line}`);
  }
  expect(files).toBeGreaterThan(500);
  expect(alarms).toEqual([]);
});

test('a secret is found wherever in a long text it stands, in one line or in many', async () => {
  const { text: token = '', secret = '' } = secretCorpus.find(({ name }) => name.startsWith('github')) ?? {};
  await fc.assert(
    fc.asyncProperty(fc.nat(200_000), fc.constantFrom('\n', ' ', 'word, '), async (before, filler) => {
      const text = `${filler.repeat(before / filler.length)} ${token}${filler.repeat(1000)}`;
      const found = await findSecrets(text, pause);
      expect(maskSecrets(text, found, '')).not.toContain(secret);
    }),
    { numRuns: 20 },
  );
});

test('each secret has the line that it begins in, and a kind that says most', async () => {
  const github = secretCorpus.find(({ kind }) => kind === 'github')?.secret ?? '';
  const text = `one\nGITHUB_TOKEN=${github}\n\n${github}\n`;
  const found = await findSecrets(text, pause);
  expect(found.map(({ kind }) => kind)).toEqual(['github', 'github']);
  expect(linesOf(text, found)).toEqual([2, 4]);
  expect(maskSecrets(text, found, '[masked]')).toBe('one\nGITHUB_TOKEN=[masked]\n\n[masked]\n');
});
