import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { httpDate, retryAfterMs } from '../../../src/http/retryAfter.ts';
import type { HttpResponse } from '../../../src/http/send.ts';
import { createServerClock } from '../../../src/http/serverClock.ts';
import { Failure } from '../../../src/base/failure.ts';
import { activeplatform } from '../../../src/providers/activeplatform/activeplatform.ts';
import { chartmogul } from '../../../src/providers/chartmogul/chartmogul.ts';
import { directoryEntrySchema } from '../../../src/model/directory.ts';
import type { Provider, ProviderKind } from '../../../src/providers/provider.ts';
import { anyBody, anyHeader } from '../../support/anyWire.ts';
import { noon, noSignal, outgoing, stubContext } from '../../support/stubService.ts';

// Whatever a service answers ends in a value of the contract or in a Failure: never in another error, never in a
// promise that nobody waits for (the test run fails on one), and never in more requests than the method makes.

const uuid = 'cus_7c1f0a52-5a0e-4f7e-9a53-0d2b6b6f1a01';
const mogulNote = {
  uuid: 'note_1',
  customer_uuid: uuid,
  type: 'call',
  text: 'a<br>b &amp; c',
  call_duration: 60,
  author: 'Ada (ada@example.com)',
  created_at: '2025-05-06T15:29:59.250Z',
};
const mogulCustomer = {
  uuid,
  name: 'Acme',
  email: 'a@b.example',
  'chartmogul-url': 'https://app.chartmogul.com/',
};
const platformNote = {
  id: '7',
  attributes: {
    created_at: '2020-10-08T02:11:20.932646+0300',
    content: 'Text',
    creator: 'System',
    original_link: '/accounts/29/notes',
    original_id: 29,
    original_type: 'Account',
    attachment: { name: 'a.pdf', size: '12', url: 'https://storage.example/a?hash=x' },
  },
};
const platformEntity = { data: { id: '29', attributes: { name: 'Acme', general: { name: 'Main' } } } };

const mogulTask = {
  task_uuid: '6bedc144-2179-11f0-9074-47237186e386',
  customer_uuid: uuid,
  task_details: 'Call',
  assignee: 'ada@example.com',
  due_date: '2025-04-30T00:00:00.000Z',
  completed_at: null,
};
const richCustomer = {
  ...mogulCustomer,
  company: 'Acme Ltd',
  status: 'Past Due',
  mrr: 4900,
  currency: 'EUR',
  'currency-sign': '€',
  owner: 'ada@example.com',
  external_ids: ['a', 'b'],
};

const page = { entries: [mogulNote, { ...mogulNote, uuid: 'note_2' }], cursor: 'next', has_more: true };
const list = {
  data: [platformNote],
  links: { next: '/?page[number]=2', last: { href: '/?page[number]=9' } },
};
const lastPage = { ...page, has_more: false };
const lastList = { data: [platformNote], links: { next: null } };
const reseller = { data: { attributes: { general: { name: 'Main', currency: 'EUR' } } } };
/** What stands in the answers to each call, one after the other, when nothing is wrong with them. */
const wholes = {
  chartmogul: {
    verify: [{ data: 'pong!' }, { name: 'Acme', currency: 'EUR', time_zone: 'UTC' }, lastPage],
    findTargets: [{ entries: [mogulCustomer, mogulCustomer] }],
    create: [mogulNote],
    findDuplicate: [page, lastPage],
    list: [page, mogulCustomer],
    listOfOne: [page, mogulCustomer],
    read: [mogulNote, mogulCustomer],
    edit: [mogulNote, mogulCustomer],
    remove: [{}],
    directory: [{ entries: [richCustomer, richCustomer], cursor: 'next', has_more: true }],
    attachment: [],
    tasks: [
      { entries: [mogulTask], cursor: 'next', has_more: true },
      { entries: [], has_more: false },
    ],
    newTask: [mogulTask],
  },
  activeplatform: {
    verify: [list, reseller],
    findTargets: [platformEntity],
    create: [{ data: platformNote }],
    findDuplicate: [list, lastList],
    list: [list, platformEntity],
    listOfOne: [list, platformEntity],
    read: [{ data: platformNote }, platformEntity],
    edit: [],
    remove: [],
    directory: [{ data: [platformEntity.data], links: { next: '/?page[number]=2' } }],
    attachment: [{ data: platformNote }],
    tasks: [],
    newTask: [],
  },
};
type Name = keyof (typeof wholes)['chartmogul'];
const names: readonly Name[] = [
  ...(['verify', 'findTargets', 'create', 'findDuplicate', 'list', 'listOfOne'] as const),
  ...(['read', 'edit', 'remove', 'directory', 'attachment', 'tasks', 'newTask'] as const),
];
/** Every other request is a GET. */
const changing: readonly Name[] = ['create', 'edit', 'remove', 'newTask'];
const complaint = { errors: [{ title: 'No', detail: 'x' }], message: 'is wrong', param: 'text', error: 'No' };

const status = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom(200, 201) },
  { weight: 1, arbitrary: fc.integer({ min: 200, max: 599 }) },
);
const headers = fc
  .tuple(anyHeader, anyHeader, anyHeader)
  .map(([after, date, type]) => ({ 'retry-after': after, date, 'content-type': type }));

/** The answers to one call, which are given in turn, the last one again and again. */
function answers(expected: readonly unknown[]): fc.Arbitrary<readonly HttpResponse[]> {
  const bodies = (whole: unknown) =>
    fc.oneof(
      { weight: 8, arbitrary: fc.constant(JSON.stringify(whole)) },
      { weight: 6, arbitrary: anyBody(whole) },
      { weight: 1, arbitrary: anyBody(complaint) },
    );
  return fc.tuple(...expected.map((whole) => fc.record({ status, headers, body: bodies(whole) })));
}

const targets = { chartmogul: { type: 'customer', id: uuid }, activeplatform: { type: 'account', id: '29' } };

/** Makes one of the requests that a provider makes. */
function call(provider: Provider, id: keyof typeof targets, name: Name): Promise<unknown> {
  const target = targets[id];
  const sent = { ...outgoing({ target }), since: noon, takenNoteIds: new Set<string>() };
  const typed = id === 'chartmogul' ? 'a@b.example' : '29';
  switch (name) {
    case 'verify':
      return provider.verify(noSignal);
    case 'findTargets':
      return provider.findTargets(target.type, typed, noSignal);
    case 'create':
      return provider.create(sent, noSignal);
    case 'findDuplicate':
      return provider.findDuplicate(sent, noSignal);
    case 'read':
      return provider.read(id === 'chartmogul' ? 'note_1' : '7', noSignal);
    case 'edit':
      return Promise.resolve(provider.edit?.('note_1', { text: sent.note.text }, noSignal));
    case 'remove':
      return Promise.resolve(provider.remove?.('note_1', noSignal));
    case 'directory':
      return Promise.resolve(provider.directory?.({ type: target.type }, noSignal));
    case 'attachment':
      return Promise.resolve(provider.attachment?.('7', noSignal));
    case 'tasks':
      return Promise.resolve(provider.tasks?.open(target, noSignal));
    case 'newTask':
      return Promise.resolve(
        provider.tasks?.create(
          { target, details: 'x', assignee: 'a@b.example', dueOn: '2030-01-31' },
          noSignal,
        ),
      );
    default:
      return provider.list({ limit: 2, ...(name === 'list' ? {} : { target }) }, noSignal);
  }
}

const fields = {
  chartmogul: { baseUrl: 'https://api.chartmogul.com/v1' },
  activeplatform: { baseUrl: 'https://panel.example', resellerId: '1', dataUrl: 'quoted' },
};

const kinds: Readonly<Record<keyof typeof targets, ProviderKind>> = { chartmogul, activeplatform };

const savedPage = z.object({ entries: z.array(directoryEntrySchema) });
const noBytes = new ReadableStream<Uint8Array>();

describe.each(['chartmogul', 'activeplatform'] as const)('%s', (id) => {
  const operations = names.filter((name) => wholes[id][name].length > 0);
  test.each(operations)('%s gives a value or a Failure, whatever the service answers', async (name) => {
    const ends = { value: 0, failure: 0 };
    await fc.assert(
      fc.asyncProperty(answers(wholes[id][name]), async (given) => {
        let at = 0;
        const { context, requests } = stubContext(
          fields[id],
          () => given[at++] ?? given.at(-1) ?? expect.fail(),
          {
            download: () => Promise.resolve(noBytes),
          },
        );
        try {
          const value = await call(kinds[id].open(context), id, name);
          // An index keeps a page as JSON: one entry that cannot be read again would cost the whole page.
          if (name === 'directory') savedPage.parse(JSON.parse(JSON.stringify(value)));
          ends.value += 1;
        } catch (error) {
          ends.failure += 1;
          expect(Failure.is(error), String(error)).toBe(true);
          expect(error).toMatchObject({ message: expect.stringMatching(/^[^\r\n]{1,1000}$/) as unknown });
        }
        expect(requests.length).toBeLessThanOrEqual(60);
        expect(requests.filter(({ method }) => method !== 'GET')).toHaveLength(
          changing.includes(name) ? 1 : 0,
        );
      }),
      { numRuns: 250 },
    );
    // The answers resemble what is expected, so that the decoders are really reached.
    expect(ends.value).toBeGreaterThan(10);
    // A deletion succeeds with almost any answer.
    expect(ends.failure).toBeGreaterThan(name === 'remove' ? 0 : 10);
  });
});

test('any Retry-After is no time or one from now on, and any Date leaves a time that can be written', () => {
  fc.assert(
    fc.property(anyHeader, anyHeader, fc.nat(4e12), (after, date, elapsed) => {
      const ms = retryAfterMs({ 'retry-after': after, date }, noon);
      expect(ms === undefined || (Number.isFinite(ms) && ms >= 0)).toBe(true);
      const clock = { now: () => noon + elapsed, wait: () => Promise.resolve() };
      const serverClock = createServerClock(clock);
      serverClock.learn('https://api.chartmogul.com', date, noon, noon + 5);
      expect(() => new Date(serverClock.now('https://api.chartmogul.com')).toISOString()).not.toThrow();
      expect(httpDate(date) ?? 0).toBeLessThan(8.64e15);
    }),
    { numRuns: 1000 },
  );
});
