import { describe, expect, it } from 'vitest';
import { demoEntities, demoResellers } from '../sandbox/demo.ts';
import { activeplatform } from './cases.ts';
import { entry, failureOf, noSignal } from './contractCase.ts';
import { readDirectory } from './reading.contract.ts';

const platform = activeplatform('quoted');

describe('ActivePlatform answers', () => {
  const wire = {
    id: 15,
    attributes: {
      created_at: '2020-10-08T02:11:20.932646+0300',
      content: 'Readable',
      original_id: demoEntities.subscription,
      original_type: 'Subscription',
      attachment: { name: 'a.pdf', size: '3439', url: 'https://storage.example/x?hash=secret' },
    },
  };

  it('with numbers as ids, `size` as a string, a date with `+0300` and `links` as an array', async () => {
    await using its = await platform();
    const body = JSON.stringify({ data: [wire], links: [] });
    its.service.injectFault({ kind: 'answer', status: 200, path: '/notes', body });
    const { notes, cursor } = await its.provider.list({ limit: 5, target: its.validTarget.target }, noSignal);
    expect(notes).toMatchObject([
      {
        id: '15',
        createdAt: new Date('2020-10-07T23:11:20.932Z'),
        target: its.validTarget.target,
        attachment: { name: 'a.pdf', size: 3439 },
      },
    ]);
    expect(cursor).toBeUndefined();
  });

  it('with notes that cannot be read: shown as they came, without signed addresses', async () => {
    await using its = await platform();
    const odd = { ...wire, attributes: { ...wire.attributes, content: { html: 'Hello' } } };
    const manual = {
      ...wire,
      id: '16',
      attributes: { ...wire.attributes, original_type: 'ManualOperation' },
    };
    const body = JSON.stringify({ data: [odd, manual, 'Hello'], links: { next: null } });
    its.service.injectFault({ kind: 'answer', status: 200, path: '/notes', body });
    const { notes } = await its.provider.list({ limit: 5 }, noSignal);
    expect(notes.map(({ id, raw }) => [id.replace(/-.*/, ''), raw])).toEqual([
      ['15', true],
      ['16', undefined],
      ['unreadable', true],
    ]);
    expect(notes.find(({ id }) => id === '16')?.target.type).toBe('manual operation');
    expect(notes[0]?.text).toContain('"html": "Hello"');
    expect(notes[0]?.text).not.toContain('secret');
    expect(its.lines.filter((line) => line.includes('shown as it came'))).toHaveLength(2);
    expect(its.lines.join()).not.toContain('Hello');
  });

  it('with accounts of which some cannot be read, and a page that repeats', async () => {
    await using its = await platform();
    const account = { id: 7, attributes: { name: 'Acme', email: 7, status: null } };
    const odd = [{ attributes: {} }, { id: '', attributes: { name: 'Nobody' } }];
    const body = (number: number) =>
      JSON.stringify({ data: [account, ...odd], links: { next: `?page[number]=${number}` } });
    for (const number of [2, 3, 4, 5])
      its.service.injectFault({ kind: 'answer', status: 200, path: '/accounts?', body: body(number) });
    const entries = await readDirectory(its.provider, { type: 'account' });
    expect(entries.filter(({ target }) => target.id === '7')).toHaveLength(2);
    expect(its.lines.join()).toMatch(/left out of accounts: 2 of 3 entries: id/);
    its.service.injectFault({
      kind: 'answer',
      status: 200,
      path: '/accounts?',
      body: '{"data":[{"attributes":{}}]}',
    });
    const again = its.service.sandbox.faults;
    again.clear();
    again.add({ kind: 'answer', status: 200, path: '/accounts?', body: '{"data":[{"attributes":{}}]}' });
    expect(await failureOf(readDirectory(its.provider, { type: 'account' }))).toMatchObject({
      reason: 'unreadable',
    });
  });

  it('that the token may not read from the resellers below', async () => {
    await using its = await platform();
    its.service.injectFault({ kind: 'answer', status: 403, path: '/child_reseller', times: 9 });
    const entries = await readDirectory(its.provider, { type: 'account' });
    expect(entries.map(({ target }) => target.id)).toEqual([String(demoEntities.account)]);
    const search = its.provider.findTargets('account', String(demoEntities.childAccount), noSignal);
    expect(await failureOf(search)).toMatchObject({ reason: 'notFound', field: 'target' });
    const requestCount = its.service.sandbox.requests.length;
    await failureOf(its.provider.findTargets('account', String(demoEntities.childAccount), noSignal));
    expect(its.service.sandbox.requests.length).toBe(requestCount + 1);
  });

  it('with an account of a reseller below: found, written to and read under its own reseller', async () => {
    await using its = await platform();
    const id = String(demoEntities.childAccount);
    const scope = String(demoResellers.child);
    const target = { type: 'account', id, name: 'Litware SA', scope };
    for (const typed of [id, 'Office@litware.example'.toLowerCase()])
      expect(await its.provider.findTargets('account', typed, noSignal)).toEqual([target]);
    expect(await readDirectory(its.provider, { type: 'account' })).toContainEqual({
      target,
      email: 'office@litware.example',
      status: 'active',
      owner: 'Child Reseller',
    });
    await its.provider.create(await entry(its, { target }), noSignal);
    const { notes } = await its.provider.list({ limit: 5, target }, noSignal);
    expect(notes).toMatchObject([{ text: 'A note', target }]);
    const under = its.service.sandbox.requests.filter(({ url }) => url.includes(`/resellers/${scope}/`));
    expect(under.map(({ method }) => method)).toEqual(['POST', 'GET']);
    // A target that was typed has no reseller, but the provider knows it by now.
    await its.provider.create(await entry(its, { target: { type: 'account', id } }, 'second'), noSignal);
    expect(its.service.sandbox.requests.at(-1)?.url).toContain(`/resellers/${scope}/`);
  });

  it('with the subscriptions and orders of one account', async () => {
    await using its = await platform();
    const within = { type: 'account', id: String(demoEntities.account) };
    expect(await readDirectory(its.provider, { type: 'subscription', within })).toEqual([
      { target: its.validTarget.target, status: 'active' },
    ]);
    expect(await readDirectory(its.provider, { type: 'order', within })).toEqual([
      {
        target: { type: 'order', id: String(demoEntities.order), name: 'RN000811' },
        status: 'completed',
        externalIds: ['RN000811'],
      },
    ]);
    const other = { type: 'account', id: '64' };
    expect(await readDirectory(its.provider, { type: 'order', within: other })).toEqual([]);
    const page = Promise.resolve(its.provider.directory?.({ type: 'order' }, noSignal));
    expect(await failureOf(page)).toMatchObject({ reason: 'invalid', field: 'target' });
  });

  it('an e-mail address with no account, or with others that a filter should have left out', async () => {
    await using its = await platform();
    const search = () => its.provider.findTargets('account', 'nobody@example.com', noSignal);
    expect(await failureOf(search())).toMatchObject({ reason: 'notFound', field: 'target' });
    const all = JSON.stringify({ data: [{ id: 29, attributes: { email: 'it@fabrikam.example' } }] });
    its.service.injectFault({ kind: 'answer', status: 200, path: 'accounts?', body: all, times: 2 });
    expect(await failureOf(search())).toMatchObject({ reason: 'notFound', field: 'target' });
  });
});
