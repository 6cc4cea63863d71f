import { describe, expect, test } from 'vitest';
import { activeplatform } from '../../../src/providers/activeplatform/activeplatform.ts';
import { chartmogul } from '../../../src/providers/chartmogul/chartmogul.ts';
import type { Provider } from '../../../src/providers/provider.ts';
import { answer, noSignal, stubContext } from '../../support/stubService.ts';

const services = [
  {
    kind: chartmogul,
    fields: { baseUrl: 'https://a.test/v1' },
    listOf: (entries: string) => `{"entries":${entries},"has_more":false}`,
  },
  {
    kind: activeplatform,
    fields: { baseUrl: 'https://a.test', resellerId: '1' },
    listOf: (entries: string) => `{"data":${entries}}`,
  },
] as const;

type List = (provider: Provider) => Promise<unknown>;
const notes: List = (provider) => provider.list({ limit: 50 }, noSignal);
const directory = (type: string): List => {
  return (provider) => provider.directory?.({ type }, noSignal) ?? Promise.reject(new Error('no directory'));
};

describe.each(services)('$kind.title', ({ kind, fields, listOf }) => {
  const open = (body: string) => {
    const stub = stubContext(fields, () => answer(200, body));
    return { ...stub, provider: kind.open(stub.context) };
  };
  const lists = [
    ['notes', notes],
    ['customers', directory(kind.id === 'chartmogul' ? 'customer' : 'account')],
  ] as const;

  test.each(lists)('a list of a million %s is refused with one sentence', async (_, list) => {
    const { provider, lines } = open(listOf(`[${'0,'.repeat(1_000_000)}0]`));
    await expect(list(provider)).rejects.toMatchObject({
      reason: 'unreadable',
      message: 'The service’s answer holds more than can be read.',
    });
    expect(lines).toEqual([]);
  });

  test.each(lists)('a page of more %s than were asked for is refused', async (_, list) => {
    const { provider, lines } = open(listOf(`[${'0,'.repeat(5000)}0]`));
    await expect(list(provider)).rejects.toMatchObject({ reason: 'unreadable' });
    expect(lines).toEqual([]);
  });

  test.each(lists)('%s nested ten thousand deep are refused with one sentence', async (_, list) => {
    const { provider } = open(listOf(`[${'['.repeat(10_000)}${']'.repeat(10_000)}]`));
    await expect(list(provider)).rejects.toMatchObject({ reason: 'unreadable' });
  });

  test('a thousand notes that cannot be read are listed, and logged in one line', async () => {
    const { provider, lines } = open(listOf(`[${'{"x":1},'.repeat(999)}{"x":1}]`));
    const { notes: listed } = await provider.list({ limit: 50 }, noSignal);
    expect(listed).toHaveLength(1000);
    expect(lines.filter((line) => line.includes('cannot be read'))).toEqual([
      expect.stringMatching(/ \(1000 times\)$/) as unknown,
    ]);
  });
});
