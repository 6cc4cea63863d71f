import { describe, expect, it } from 'vitest';
import { Failure } from '../../../../src/base/failure.ts';
import type { HttpResponse } from '../../../../src/http/send.ts';
import { activeplatform } from '../../../../src/providers/activeplatform/activeplatform.ts';
import { answer, noon, noSignal, stubContext, type StubRequest } from '../../../support/stubService.ts';

// A deletion that is answered with 404, and lists that do not certainly end.

const base = 'https://demo.example/api/v3/resellers/1';
const target = { type: 'subscription', id: '3056' };
const longAgo = noon - 86_400_000;

const note = (id: number, createdAt = longAgo) => ({
  id: String(id),
  attributes: {
    created_at: new Date(createdAt).toISOString(),
    content: `Note ${id}`,
    original_type: 'Subscription',
    original_id: 3056,
  },
});
const page = (first: number, count = 50) => Array.from({ length: count }, (_, at) => note(first + at));

/** A service that answers a deletion with 404, and the n-th list request with the n-th of `lists`, then the last again. */
function openProvider(lists: readonly (HttpResponse | ((request: StubRequest) => HttpResponse))[]) {
  let asked = 0;
  const stub = stubContext({ baseUrl: 'https://demo.example', resellerId: '1' }, (request) => {
    if (request.method === 'DELETE') return answer(404, '');
    const list = lists[Math.min(asked, lists.length - 1)];
    asked += 1;
    return typeof list === 'function' ? list(request) : (list ?? expect.fail('no list'));
  });
  const provider = activeplatform.open(stub.context);
  const remove = async (known = { target, createdAt: longAgo }) => provider.remove?.('7', noSignal, known);
  return { ...stub, provider, remove };
}

const links = (next: string | null, last?: string) => ({ next, ...(last !== undefined && { last }) });
const at = (number: number) => `${base}/notes?page[number]=${number}`;
const uncertain = {
  reason: 'unreadable',
  status: 404,
  message: expect.stringContaining('does not say whether the note is deleted') as string,
};

describe('a deletion that is answered with 404', () => {
  it('is done where the list of the target ends without the note', async () => {
    const { remove, requests } = openProvider([answer(200, { data: [note(8)], links: links(null) })]);
    await expect(remove()).resolves.toBeUndefined();
    expect(requests.map(({ method, url }) => `${method} ${decodeURIComponent(url)}`)).toEqual([
      `DELETE ${base}/notes/7`,
      `GET ${base}/notes?filter[subscription_id]=3056&page[size]=50&page[number]=1`,
    ]);
  });

  it.each([
    ['an empty list', { data: [] }],
    ['an empty list with links', { data: [], links: links(null, at(1)) }],
    ['a page that is not full, without links', { data: page(10, 49) }],
    ['a full page that says that it is the last', { data: page(10), links: links(null) }],
    ['a full page that is the last of its links', { data: page(10), links: { last: at(1) } }],
  ])('is done with %s', async (_, list) => {
    const { remove } = openProvider([answer(200, list)]);
    await expect(remove()).resolves.toBeUndefined();
  });

  it('is refused where the note is on any page of the list', async () => {
    const { remove, requests } = openProvider([
      answer(200, { data: page(100), links: links(at(2)) }),
      answer(200, { data: [note(7)], links: links(null) }),
    ]);
    await expect(remove()).rejects.toMatchObject({
      reason: 'refused',
      status: 404,
      message:
        'This installation of ActivePlatform does not delete notes: it answers with HTTP 404, and the note is still in its list.',
    });
    expect(requests.filter(({ method }) => method === 'DELETE')).toHaveLength(1);
  });

  it('is refused where the list shows the note, but not so that it can be read', async () => {
    const { remove } = openProvider([
      answer(200, { data: [{ id: 7, attributes: 'secret' }], links: links(null) }),
    ]);
    await expect(remove()).rejects.toMatchObject({ reason: 'refused' });
  });

  it.each([
    ['there are no links', { data: page(10), links: {} }],
    ['further pages are linked', { data: page(10), links: links(null, at(2)) }],
    ['the link leads back to it', { data: page(10), links: links(at(1)) }],
    ['the list goes on after nothing', { data: [], links: links(at(2)) }],
    ['an entry has no id', { data: [note(10), { attributes: {} }], links: links(null) }],
  ])('leaves it uncertain where a page is the last, but %s', async (_, list) => {
    const { remove } = openProvider([answer(200, list)]);
    await expect(remove()).rejects.toMatchObject(uncertain);
  });

  it('leaves it uncertain where every page is the same', async () => {
    const { remove, requests } = openProvider([
      ({ url }) => answer(200, { data: page(10), links: links(`${url}&more=1`) }),
    ]);
    await expect(remove()).rejects.toMatchObject(uncertain);
    expect(requests.length).toBeLessThan(10);
  });

  it('leaves it uncertain where the list does not end', async () => {
    let first = 10;
    const { remove, requests } = openProvider([() => answer(200, { data: page((first += 50)) })]);
    await expect(remove()).rejects.toMatchObject(uncertain);
    expect(requests).toHaveLength(201);
  });

  it('leaves it uncertain where the second page cannot be read', async () => {
    const { remove } = openProvider([
      answer(200, { data: page(10), links: links(at(2)) }),
      answer(503, '', { 'retry-after': '9' }),
    ]);
    await expect(remove()).rejects.toMatchObject({ ...uncertain, retryAfterMs: 9000 });
  });

  it('is not done where the note moved to a page that had been read', async () => {
    const first = answer(200, { data: page(10), links: links(at(2)) });
    const second = answer(200, { data: page(60, 3), links: links(null) });
    const moved = answer(200, { data: [...page(11, 49), note(7)], links: links(at(2)) });
    const { remove } = openProvider([first, second, moved]);
    await expect(remove()).rejects.toMatchObject({ reason: 'refused' });
    const { remove: again, requests } = openProvider([first, second, first, second]);
    await expect(again()).resolves.toBeUndefined();
    expect(requests).toHaveLength(5);
  });

  it('is looked for under both resellers where the note’s is below the account’s own', async () => {
    const { remove, requests } = openProvider([
      answer(200, { data: [], links: links(null) }),
      answer(200, { data: [note(7)], links: links(null) }),
    ]);
    const known = { target: { ...target, scope: '33' }, createdAt: longAgo };
    await expect(remove(known)).rejects.toMatchObject({ reason: 'refused' });
    expect(requests.map(({ url }) => /resellers\/(\d+)\/notes/.exec(url)?.[1])).toEqual(['1', '1', '33']);
  });

  it.each([
    ['shows a younger one', noon - 1000, [note(9, noon - 500)], true],
    ['shows only older ones', noon - 1000, [note(9, noon - 2000)], false],
    ['is empty', noon - 1000, [], false],
    ['shows a note from the future', noon - 1000, [note(9, noon + 3_600_000)], false],
    ['is read long after the note was stored', noon - 16 * 60_000, [], true],
  ])('counts a list for a young note where it %s: %#', async (_, createdAt, data, isDone) => {
    const { remove, context } = openProvider([answer(200, { data, links: links(null) })]);
    context.serverClock.learn('https://demo.example', new Date(noon).toUTCString(), noon, noon);
    const ended = await remove({ target, createdAt }).then(
      () => true,
      (error: unknown) => error,
    );
    if (isDone) expect(ended).toBe(true);
    else expect(ended).toMatchObject(uncertain);
  });

  it('without what is known of the note, the notes of the whole account are read', async () => {
    const { provider, requests } = openProvider([answer(200, { data: [], links: links(null) })]);
    await provider.remove?.('7', noSignal);
    expect(decodeURIComponent(requests.at(-1)?.url ?? '')).toBe(`${base}/notes?page[size]=50&page[number]=1`);
  });

  it('a cancelled look is a cancelled deletion', async () => {
    const stop = new AbortController();
    const { context } = stubContext({ baseUrl: 'https://demo.example', resellerId: '1' }, ({ method }) => {
      if (method === 'DELETE') return answer(404, '');
      stop.abort();
      throw new Failure('cancelled', 'Cancelled.');
    });
    const removing = activeplatform.open(context).remove?.('7', stop.signal, { target });
    await expect(removing).rejects.toMatchObject({ reason: 'cancelled' });
  });
});
