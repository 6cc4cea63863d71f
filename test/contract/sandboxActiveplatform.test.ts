import { describe, expect, it } from 'vitest';
import { demoEntities, demoKeys, demoResellers } from '../sandbox/demo.ts';
import { startSandbox } from '../sandbox/sandbox.ts';
import { ask, listOf, noteOf, notes, post } from './activeplatformRequests.ts';
import { stillClock } from './stillClock.ts';

describe('ActivePlatform’s notes in the sandbox', () => {
  it('are created as documented', async () => {
    await using sandbox = await startSandbox({ clock: stillClock });
    const answer = await post(sandbox, {
      id: demoEntities.subscription,
      type: 'subscription',
      content: 'Moved',
    });
    expect(answer.status).toBe(201);
    expect(answer.headers.get('content-type')).toBe('application/vnd.api+json');
    expect(await answer.json()).toEqual({
      data: {
        id: '4',
        type: 'notes',
        attributes: {
          created_at: '2026-03-02T15:00:00.000+03:00',
          updated_at: '2026-03-02T15:00:00.000+03:00',
          content: 'Moved',
          creator: 'Bea Santos',
          original_link: '/admin/subscription/3056/notes/4',
          original_id: 3056,
          original_type: 'Subscription',
          attachment: null,
        },
      },
    });
  });

  it('never get the id of one that was deleted', async () => {
    await using sandbox = await startSandbox();
    const create = async () =>
      (await noteOf(await post(sandbox, { id: demoEntities.account, type: 'account', content: 'x' }))).id;
    expect(await create()).toBe('4');
    expect((await ask(sandbox, `${notes}/4`, { method: 'DELETE' })).status).toBe(204);
    expect(await create()).toBe('5');
  });

  it('name an account only in their link', async () => {
    await using sandbox = await startSandbox();
    const created = await noteOf(
      await post(sandbox, { id: demoEntities.account, type: 'account', content: 'x' }),
    );
    expect(created.attributes).toMatchObject({
      original_link: `/admin/accounts/29/notes/${created.id}`,
      original_id: null,
      original_type: null,
    });
    expect(await noteOf(await ask(sandbox, `${notes}/${created.id}`))).toEqual(created);
  });

  it('come in pages, with links to the pages that exist', async () => {
    await using sandbox = await startSandbox();
    const first = await listOf(await ask(sandbox, `${notes}?page[size]=2`));
    expect(first.data.map(({ id }) => id)).toEqual(['3', '2']);
    expect(first.links['prev']).toBeNull();
    const next = new URL(first.links['next'] ?? '');
    expect(next.origin).toBe(sandbox.url);
    const second = await listOf(
      await ask(sandbox, next.pathname.replace('/api/v3', '') + decodeURIComponent(next.search)),
    );
    expect(second.data.map(({ id }) => id)).toEqual(['1']);
    expect(second.links['next']).toBeNull();
    sandbox.switches.missingLinks = 'absent';
    expect((await listOf(await ask(sandbox, notes))).links).not.toHaveProperty('next');
  });

  it.each([
    ['account_id', demoEntities.account, ['1']],
    ['subscription_id', demoEntities.subscription, ['3']],
    ['order_id', demoEntities.order, ['2']],
  ])('are filtered by %s', async (name, id, expected) => {
    await using sandbox = await startSandbox();
    const list = await listOf(await ask(sandbox, `${notes}?filter[${name}]=${id}`));
    expect(list.data.map((note) => note.id)).toEqual(expected);
  });

  it('of an account can include those of its subscriptions and orders, or come oldest first, if switches say so', async () => {
    await using sandbox = await startSandbox({
      switches: { accountFilterFindsAll: true, noteOrder: 'oldestFirst' },
    });
    const list = await listOf(await ask(sandbox, `${notes}?filter[account_id]=${demoEntities.account}`));
    expect(list.data.map((note) => note.id)).toEqual(['1', '2', '3']);
  });
});

describe('the sandbox’s ActivePlatform refuses', () => {
  const note = { id: demoEntities.account, type: 'account', content: 'x' };

  it.each([
    [415, { 'content-type': 'application/json' }],
    [415, { 'content-type': 'application/vnd.api+json; charset=utf-8' }],
    [406, { accept: '*/*' }],
    [406, { accept: 'application/vnd.api+json; charset=utf-8' }],
    [401, { 'x-api-token': '' }],
    [403, { 'x-api-token': demoKeys.activeplatformOwner }],
  ])('%i for the headers %o', async (status, headers) => {
    await using sandbox = await startSandbox();
    const answer = await post(sandbox, note, headers);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ errors: [{ status: String(status) }] });
  });

  it('a GET without the Content-Type that the documentation requires', async () => {
    await using sandbox = await startSandbox();
    const answer = await fetch(`${sandbox.activeplatformUrl}/api/v3${notes}`, {
      headers: { accept: 'application/vnd.api+json', 'x-api-token': demoKeys.activeplatform },
    });
    expect(answer.status).toBe(415);
  });

  it.each([
    ['/data/attributes/id', { ...note, id: '29' }],
    ['/data/attributes/type', { ...note, type: 'Account' }],
    ['/data/attributes/content', { ...note, content: 'x'.repeat(5001) }],
    ['/data/attributes/content', { ...note, content: '' }],
    ['/data/attributes/attachment/name', { ...note, attachment: { data: 'data:a/b;base64,aGk=' } }],
    ['/data/attributes', { ...note, more: 1 }],
  ])('422 at %s', async (pointer, attributes) => {
    await using sandbox = await startSandbox();
    const answer = await post(sandbox, attributes);
    expect(answer.status).toBe(422);
    expect(await answer.json()).toMatchObject({ errors: [{ source: { pointer } }] });
    expect(sandbox.state.activeplatform.notes).toHaveLength(3);
  });

  it('a resource type, which JSON:API requires and the documentation does not have', async () => {
    await using sandbox = await startSandbox();
    const body = JSON.stringify({ data: { type: 'notes', attributes: note } });
    expect((await ask(sandbox, notes, { method: 'POST', body })).status).toBe(422);
    expect((await ask(sandbox, notes, { method: 'POST', body: '{' })).status).toBe(400);
  });

  it('entities that do not exist or belong to another reseller’s tree', async () => {
    await using sandbox = await startSandbox();
    expect((await post(sandbox, { ...note, id: 1_000_000 })).status).toBe(404);
    expect((await ask(sandbox, `${notes}/99`)).status).toBe(404);
    expect((await ask(sandbox, '/resellers/12345/notes')).status).toBe(404);
    expect((await ask(sandbox, `/resellers/${demoResellers.other}/notes`)).status).toBe(403);
    expect((await ask(sandbox, `/resellers/${demoResellers.child}/notes`)).status).toBe(200);
  });
});

describe('what notes are about', () => {
  it.each([
    ['accounts', ['29']],
    ['accounts?filter[email]=it@fabrikam.example,nobody@x.example', ['29']],
    ['accounts?filter[email]=nobody@x.example', []],
    ['subscriptions?filter[account_id]=29', ['3056']],
    ['subscriptions?filter[status]=suspended', []],
    ['orders?sort=-created_at', ['811']],
    ['child_reseller_accounts', ['64']],
    ['child_resellers', ['33']],
  ])('is listed by %s', async (path, ids) => {
    await using sandbox = await startSandbox();
    const list = await listOf(await ask(sandbox, `/resellers/${demoResellers.main}/${path}`));
    expect(list.data.map(({ id }) => id)).toEqual(ids);
  });

  it('is read one by one', async () => {
    await using sandbox = await startSandbox();
    const reseller = `/resellers/${demoResellers.main}`;
    expect(await noteOf(await ask(sandbox, reseller))).toMatchObject({
      id: '1',
      type: 'resellers',
      attributes: { general: { name: 'Demo Reseller' } },
    });
    const subscription = await noteOf(
      await ask(sandbox, `${reseller}/subscriptions/${demoEntities.subscription}`),
    );
    expect(subscription).toMatchObject({ id: '3056', type: 'subscriptions', attributes: { account_id: 29 } });
    expect((await ask(sandbox, `${reseller}/accounts/${demoEntities.childAccount}`)).status).toBe(404);
  });
});
