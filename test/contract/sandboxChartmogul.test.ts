import ChartMogul from 'chartmogul-node';
import { describe, expect, it } from 'vitest';
import type { Clock } from '../../src/base/clock.ts';
import { demoContact, demoCustomers, demoKeys } from '../sandbox/demo.ts';
import { documentedLimits } from '../sandbox/options.ts';
import { startSandbox } from '../sandbox/sandbox.ts';
import { clientOf, raw } from './chartmogulRequests.ts';
import { noon, stillClock } from './stillClock.ts';

const { northwind } = demoCustomers;

describe('the sandbox’s ChartMogul refuses', () => {
  const note = { customer_uuid: northwind.uuid, type: 'note', text: 'x' };

  it.each([
    [400, 'customer_uuid', { type: 'note' }],
    [400, 'type', { customer_uuid: northwind.uuid }],
    [404, 'customer_uuid', { ...note, customer_uuid: 'cus_1' }],
    [422, 'type', { ...note, type: 'banana' }],
    [422, 'author_email', { ...note, author_email: 'stranger@example.com' }],
    [422, 'created_at', { ...note, created_at: '2026-03-02T12:00:00.001Z' }],
    [422, 'created_at', { ...note, created_at: 'tomorrow' }],
    [422, 'call_duration', { ...note, type: 'call', call_duration: -5 }],
    [422, 'text', { ...note, text: 7 }],
  ])('%i about %s', async (status, param, body) => {
    await using sandbox = await startSandbox({ clock: stillClock });
    const before = sandbox.state.chartmogul.notes.length;
    const answer = await raw(sandbox, 'POST', '/customer_notes', body);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ code: status, param });
    expect(sandbox.state.chartmogul.notes).toHaveLength(before);
  });

  it('a write with a read-only key, but not a read', async () => {
    await using sandbox = await startSandbox();
    const key = demoKeys.chartmogulReadOnly;
    expect((await raw(sandbox, 'POST', '/customer_notes', note, key)).status).toBe(403);
    expect((await raw(sandbox, 'GET', '/customer_notes', undefined, key)).status).toBe(200);
  });

  it('a body that is not JSON', async () => {
    await using sandbox = await startSandbox();
    const answer = await fetch(`${sandbox.chartmogulUrl}/customer_notes`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${demoKeys.chartmogul}:`)}` },
      body: '{"type":',
    });
    expect(answer.status).toBe(400);
  });

  it('more than 40 requests a second', async () => {
    let now = noon;
    await using sandbox = await startSandbox({
      clock: { ...stillClock, now: () => now },
      switches: documentedLimits,
    });
    for (let count = 0; count < 40; count++) await raw(sandbox, 'GET', '/ping');
    const refused = await raw(sandbox, 'GET', '/ping');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, null]);
    expect(await refused.json()).toMatchObject({ message: 'Your request rate has exceeded our rate limit.' });
    now += 1000;
    expect((await raw(sandbox, 'GET', '/ping')).status).toBe(200);
  });

  it('more requests at once than allowed', async () => {
    const passed = new AbortController();
    const clock: Clock = {
      now: () => noon,
      // The first request waits here until the second one is answered.
      wait: async () => {
        const second = await raw(sandbox, 'GET', '/ping');
        expect(second.status).toBe(503);
        passed.abort();
      },
    };
    await using sandbox = await startSandbox({ clock, switches: { parallelRequests: 1 } });
    sandbox.faults.add({ kind: 'delay', ms: 1, stored: true });
    expect((await raw(sandbox, 'GET', '/ping')).status).toBe(200);
    expect(passed.signal.aborted).toBe(true);
  });
});

describe('the newer notes', () => {
  it('belong to a customer or to a contact', async () => {
    await using sandbox = await startSandbox({ clock: stillClock });
    const ofCustomer = await raw(sandbox, 'POST', '/notes', { customer_uuid: northwind.uuid, type: 'note' });
    const ofContact = await raw(sandbox, 'POST', '/notes', {
      associated_object_identifier: { associated_object: 'contact', method: 'uuid', value: demoContact },
      type: 'call',
    });
    expect(await ofCustomer.json()).toMatchObject({
      customer_uuid: northwind.uuid,
      associated_object: 'customer',
      associated_object_uuid: northwind.uuid,
    });
    const call = (await ofContact.json()) as { uuid: string };
    expect(call).toMatchObject({
      customer_uuid: null,
      associated_object: 'contact',
      associated_object_uuid: demoContact,
    });
    const list = await raw(sandbox, 'GET', `/notes?contact_uuid=${demoContact}`);
    expect(await list.json()).toMatchObject({ entries: [{ uuid: call.uuid }] });
  });

  it('answer 304 to an empty change and 202 to a deletion', async () => {
    await using sandbox = await startSandbox();
    const [call] = sandbox.state.chartmogul.notes.filter(({ type }) => type === 'call');
    const path = `/notes/${call?.uuid ?? ''}`;
    const unchanged = await raw(sandbox, 'PATCH', path, {});
    expect([unchanged.status, await unchanged.text()]).toEqual([304, '']);
    const answer = await raw(sandbox, 'DELETE', path);
    expect([answer.status, await answer.json()]).toEqual([202, { message: 'Call log deleted' }]);
  });
});

describe('the sandbox’s switches for ChartMogul', () => {
  it('cut the milliseconds of created_at', async () => {
    await using sandbox = await startSandbox({ clock: stillClock, switches: { cutMilliseconds: true } });
    const body = { customer_uuid: northwind.uuid, type: 'note', created_at: '2026-03-01T01:02:03.456Z' };
    const answer = await raw(sandbox, 'POST', '/customer_notes', body);
    expect(await answer.json()).toMatchObject({ created_at: '2026-03-01T01:02:03.000Z' });
  });

  it.each([
    ['object200', 200, '{}'],
    ['message202', 202, '{"message":"Note deleted"}'],
    ['empty204', 204, ''],
  ] as const)('let a deletion answer with %s', async (deleteAnswer, status, text) => {
    await using sandbox = await startSandbox({ switches: { deleteAnswer } });
    const note = sandbox.state.chartmogul.notes.find(({ type }) => type === 'note');
    const answer = await raw(sandbox, 'DELETE', `/customer_notes/${note?.uuid ?? ''}`);
    expect([answer.status, await answer.text()]).toEqual([status, text]);
  });
});

describe('the headers', () => {
  it('carry the time of the given clock, and no character set', async () => {
    await using sandbox = await startSandbox({ clock: stillClock });
    const { headers } = await raw(sandbox, 'GET', '/ping');
    expect(headers.get('date')).toBe('Mon, 02 Mar 2026 12:00:00 GMT');
    expect(headers.get('content-type')).toBe('application/json');
    expect(headers.get('x-request-id')).toBeNull();
  });

  it('come with JSON whose angle brackets are escaped', async () => {
    await using sandbox = await startSandbox();
    const body = { customer_uuid: northwind.uuid, type: 'note', text: 'a<br>b' };
    const answer = await raw(sandbox, 'POST', '/customer_notes', body);
    expect(await answer.text()).toContain('"text":"a\\u003cbr\\u003eb"');
  });

  it('are kept with the body of each request', async () => {
    await using sandbox = await startSandbox({ clock: stillClock });
    await ChartMogul.CustomerNote.create(clientOf(sandbox), { type: 'note' }).catch(() => undefined);
    expect(sandbox.requests).toMatchObject([
      {
        at: noon,
        method: 'POST',
        url: '/v1/customer_notes',
        headers: { authorization: `Basic ${btoa(`${demoKeys.chartmogul}:`)}` },
        body: Buffer.from('{"type":"note"}'),
        status: 400,
      },
    ]);
  });
});
