import { expect, test } from 'vitest';
import { findSecrets } from '../../../src/leaks/findSecrets.ts';
import { maskSecrets, merged } from '../../../src/leaks/secret.ts';
import { mostGrowth } from '../../support/growth.ts';
import { secretCorpus } from '../../support/secretCorpus.ts';

const pause = () => Promise.resolve();

/** Milliseconds of the processor for a text made of `unit`, the least of some runs. */
async function timeFor(unit: string, length: number): Promise<number> {
  const text = unit.repeat(Math.ceil(length / unit.length));
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < 2; run += 1) {
    const began = process.cpuUsage();
    await findSecrets(text, pause);
    const { user, system } = process.cpuUsage(began);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}

const begin = '-----BEGIN PRIVATE KEY-----';
const end = '-----END PRIVATE KEY-----';
const tokens = secretCorpus.filter(({ kind }) => kind === 'github').map(({ secret }) => secret);

test.each([
  ['one line of base64', 'QUJDREVG'],
  ['markers that are never closed', `${begin}\n`],
  ['markers that were never opened', `QUJDREVGQUJDREVG\n${end}`],
  ['markers that do not fit', `${begin} -----END X-----`],
  ['keys that are cut off', `${begin}\nQUJDREVGQUJDREVGQUJDREVG\n`],
  ['beginnings of tokens', 'eyJ.eyJ.'],
  ['beginnings of tokens between dashes', 'eyJ-sk-ant-api03-glpat-xoxb-'],
  ['names without a value', 'token_token-'],
  ['names with an open quote', 'password="'],
  ['names with many digits', `token${'1'.repeat(30)}= `],
  ['values of underscores', `password: ${'_'.repeat(400)}\0 `],
  ['addresses without an end', 'https://a:'],
  ['connections without an end', 'postgres://a:b'],
  ['curl without an end', 'curl '],
  ['blanks', 'password= \t'],
  ['line ends', '\n'],
  ['tokens only', `${tokens[0] ?? ''} `],
  ['tokens in lines', `${tokens[0] ?? ''}\n`],
])('%s take linear time', async (_, unit) => {
  await findSecrets(unit, pause);
  const [small, large] = [await timeFor(unit, 50_000), await timeFor(unit, 400_000)];
  // Eight times as much: the rest is for what else the machine does.
  expect(large / Math.max(small, 10)).toBeLessThan(2 * mostGrowth);
});

test('of a text that holds nothing but secrets, nothing is left', async () => {
  const unit = `${tokens[0] ?? ''}\n`;
  const text = unit.repeat(5_000);
  const found = await findSecrets(text, pause);
  expect([found.length, maskSecrets(text, found, '')]).toEqual([5_000, '\n'.repeat(5_000)]);
});

test('secrets that overlap are one, of the kind that says more', () => {
  const secrets = merged([
    { kind: 'github', start: 5, end: 9 },
    { kind: 'assignment', start: 4, end: 8 },
    { kind: 'npm', start: 9, end: 10 },
    { kind: 'slack', start: 0, end: 2 },
  ]);
  expect(secrets).toEqual([
    { kind: 'slack', start: 0, end: 2 },
    { kind: 'github', start: 4, end: 9 },
    { kind: 'npm', start: 9, end: 10 },
  ]);
  expect(maskSecrets('0123456789', secrets, '…')).toBe('…23……');
});

test('the search gives way to other work', async () => {
  let pauses = 0;
  await findSecrets('x '.repeat(500_000), () => Promise.resolve(void (pauses += 1)));
  expect(pauses).toBeGreaterThan(10);
});
