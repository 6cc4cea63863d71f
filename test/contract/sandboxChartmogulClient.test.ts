import ChartMogul from 'chartmogul-node';
import { describe, expect, it, vi } from 'vitest';
import { buildCustomer } from '../sandbox/build.ts';
import { demoContact, demoCustomers, demoKeys, demoState, demoTeam } from '../sandbox/demo.ts';
import { startSandbox } from '../sandbox/sandbox.ts';
import { clientOf } from './chartmogulRequests.ts';
import { stillClock } from './stillClock.ts';

const { northwind, contoso, tailspin } = demoCustomers;

describe('the official client against the sandbox', () => {
  it('creates a note that answers in the documented shape', async () => {
    await using sandbox = await startSandbox({ clock: stillClock });
    const note = await ChartMogul.CustomerNote.create(clientOf(sandbox), {
      customer_uuid: northwind.uuid,
      type: 'note',
      author_email: demoTeam.tomas.email,
      text: 'Trial extended.<br>Back in May.',
      created_at: '2026-03-01T08:30:00.125+02:00',
    });
    expect(note).toEqual({
      uuid: expect.stringMatching(/^note_[0-9a-f-]{36}$/) as string,
      customer_uuid: northwind.uuid,
      type: 'note',
      text: 'Trial extended.<br>Back in May.',
      call_duration: 0,
      author: 'Tomás Lindqvist (Support) (tomas@example.com)',
      created_at: '2026-03-01T06:30:00.125Z',
      updated_at: '2026-03-02T12:00:00.000Z',
    });
  });

  it('gets defaults for what a call leaves out', async () => {
    await using sandbox = await startSandbox({ clock: stillClock });
    const call = await ChartMogul.Customer.createNote(clientOf(sandbox), northwind.uuid, { type: 'call' });
    expect(call).toMatchObject({
      customer_uuid: northwind.uuid,
      text: null,
      call_duration: 60,
      author: 'Ada Okafor (ada@example.com)',
      created_at: '2026-03-02T12:00:00.000Z',
    });
  });

  it('gets a time without an offset read as UTC, whatever the machine’s time zone', async () => {
    await using sandbox = await startSandbox();
    vi.stubEnv('TZ', 'Asia/Tokyo');
    try {
      const note = await ChartMogul.Customer.createNote(clientOf(sandbox), northwind.uuid, {
        type: 'note',
        created_at: '2025-06-01T10:00:00',
      });
      expect(new Date(2025, 5, 1).getTimezoneOffset()).toBe(-540);
      expect(note['created_at']).toBe('2025-06-01T10:00:00.000Z');
    } finally {
      vi.unstubAllEnvs();
    }
  });

  it('retrieves, patches and deletes a note', async () => {
    await using sandbox = await startSandbox();
    const config = clientOf(sandbox);
    const call = await ChartMogul.CustomerNote.create(config, {
      customer_uuid: northwind.uuid,
      type: 'call',
      text: 'First words',
      call_duration: 300,
    });
    const uuid = String(call['uuid']);
    expect(await ChartMogul.CustomerNote.retrieve(config, uuid)).toEqual(call);
    const changes = { text: 'Better words', call_duration: 360, created_at: '2024-01-01' };
    const patched = await ChartMogul.CustomerNote.patch(config, uuid, changes);
    expect(patched).toMatchObject({
      ...changes,
      created_at: '2024-01-01T00:00:00.000Z',
      author: call['author'],
    });
    expect(await ChartMogul.CustomerNote.destroy(config, uuid)).toEqual({});
    await expect(ChartMogul.CustomerNote.retrieve(config, uuid)).rejects.toMatchObject({ status: 404 });
  });

  it('pages notes, newest first, and has a cursor at the end too', async () => {
    await using sandbox = await startSandbox();
    const config = clientOf(sandbox);
    const all = await ChartMogul.Customer.notes(config, northwind.uuid);
    expect(all.entries.map((note) => note['type'])).toEqual(['call', 'note']);
    const first = await ChartMogul.Customer.notes(config, northwind.uuid, { per_page: 1 });
    const second = await ChartMogul.CustomerNote.all(config, {
      customer_uuid: northwind.uuid,
      per_page: 1,
      cursor: first.cursor,
    });
    expect([...first.entries, ...second.entries]).toEqual(all.entries);
    expect([first.has_more, second.has_more, typeof second.cursor]).toEqual([true, false, 'string']);
    const past = await ChartMogul.Customer.notes(config, northwind.uuid, { cursor: second.cursor });
    expect(past.entries).toEqual([]);
  });

  it('lists notes of the same millisecond in the order of their creation', async () => {
    await using sandbox = await startSandbox({ clock: stillClock });
    const config = clientOf(sandbox);
    const notes = [];
    for (let count = 0; count < 12; count++) {
      notes.unshift(await ChartMogul.Customer.createNote(config, tailspin.uuid, { type: 'note' }));
    }
    expect((await ChartMogul.Customer.notes(config, tailspin.uuid)).entries).toEqual(notes);
  });

  it('filters notes by type and author', async () => {
    await using sandbox = await startSandbox();
    const query = { type: 'note', author_email: demoTeam.tomas.email };
    const { entries } = await ChartMogul.CustomerNote.all(clientOf(sandbox), query);
    expect(entries.map((note) => note['customer_uuid'])).toEqual([contoso.uuid]);
  });

  it('pages customers by cursor, with page numbers on the first page alone', async () => {
    await using sandbox = await startSandbox();
    const config = clientOf(sandbox);
    const first = await ChartMogul.Customer.all(config, { per_page: 3 });
    const second = await ChartMogul.Customer.all(config, { per_page: 3, cursor: first.cursor });
    expect(first).toMatchObject({ has_more: true, current_page: 1, total_pages: 2, per_page: 3, page: 1 });
    expect(Object.keys(second).sort()).toEqual(['cursor', 'entries', 'has_more']);
    const uuids = [...first.entries, ...second.entries].map((customer) => customer['uuid']);
    expect(uuids.sort()).toEqual(Object.values(demoCustomers).map(({ uuid }) => uuid));
    expect(second.has_more).toBe(false);
  });

  it('never gives more than 200 customers a page', async () => {
    const many = Array.from({ length: 201 }, (_, index) =>
      buildCustomer({ id: 1000 + index, uuid: `cus_${index}`, name: `Customer ${index}` }),
    );
    await using sandbox = await startSandbox({
      seed: (now) => {
        const state = demoState(now);
        return { ...state, chartmogul: { ...state.chartmogul, customers: many } };
      },
    });
    const page = await ChartMogul.Customer.all(clientOf(sandbox), { per_page: 500 });
    expect([page.entries.length, page.has_more]).toEqual([200, true]);
  });

  it('finds several customers by external id and by e-mail', async () => {
    await using sandbox = await startSandbox();
    const config = clientOf(sandbox);
    const uuids = [contoso.uuid, tailspin.uuid];
    const byId = await ChartMogul.Customer.all(config, { external_id: contoso.externalId });
    const byMail = await ChartMogul.Customer.search(config, { email: contoso.email });
    expect(byId.entries.map((one) => one['uuid']).sort()).toEqual(uuids);
    expect(byMail.entries.map((one) => one['uuid']).sort()).toEqual(uuids);
    const none = await ChartMogul.Customer.all(config, { external_id: 'nobody' });
    expect(none).toMatchObject({ entries: [], cursor: null, has_more: false });
  });

  it('filters customers by a status written with underscores', async () => {
    await using sandbox = await startSandbox();
    const page = await ChartMogul.Customer.all(clientOf(sandbox), { status: 'New_Lead' });
    expect(page.entries.map((one) => one['status'])).toEqual(['New Lead', 'New Lead']);
  });

  it('pings and reads the account and the contacts', async () => {
    await using sandbox = await startSandbox();
    const config = clientOf(sandbox);
    expect(await ChartMogul.Ping.ping(config)).toEqual({ data: 'pong!' });
    const account = await ChartMogul.Account.retrieve(config, { include: 'refund_handling' });
    expect(account).toMatchObject({ name: 'Demo Company', currency: 'EUR' });
    expect(account).toHaveProperty('refund_handling');
    expect(account).not.toHaveProperty('churn_recognition');
    const contacts = await ChartMogul.Contact.all(config, { customer_uuid: northwind.uuid });
    expect(contacts.entries.map((contact) => contact['uuid'])).toEqual([demoContact]);
  });

  it('creates, lists, patches and deletes a task', async () => {
    await using sandbox = await startSandbox();
    const config = clientOf(sandbox);
    const task = await ChartMogul.Task.create(config, {
      customer_uuid: northwind.uuid,
      task_details: 'Send the quote',
      assignee: demoTeam.ada.email,
      due_date: '2026-04-01',
    });
    const uuid = String(task['task_uuid']);
    expect(task).toMatchObject({ due_date: '2026-04-01T00:00:00.000Z', completed_at: null });
    await ChartMogul.Task.patch(config, uuid, { completed_at: '2026-03-30' });
    const done = await ChartMogul.Task.all(config, { completed: true });
    expect(done.entries).toMatchObject([{ task_uuid: uuid, completed_at: '2026-03-30T00:00:00.000Z' }]);
    expect(await ChartMogul.Task.destroy(config, uuid)).toEqual({ message: 'Task deleted' });
    expect((await ChartMogul.Task.all(config)).entries).toEqual([]);
  });

  // As users of the client know it: a plain error with the status, and the API's own words in its response.
  it.each([
    [401, 'wrong', northwind.uuid, 'No valid API key provided', null],
    [404, demoKeys.chartmogul, 'cus_1', 'Customer "1" does not exist', 'customer_id'],
  ])('answers %i as recorded', async (status, key, uuid, message, param) => {
    await using sandbox = await startSandbox();
    const error: unknown = await ChartMogul.Customer.retrieve(clientOf(sandbox, key), uuid).catch(
      (reason: unknown) => reason,
    );
    expect(error).not.toBeInstanceOf(ChartMogul.NotFoundError);
    expect(error).toMatchObject({ status, response: { body: { code: status, message, param } } });
  });

  it('answers an unknown e-mail address with 404', async () => {
    await using sandbox = await startSandbox();
    const search = ChartMogul.Customer.search(clientOf(sandbox), { email: 'x@example.com' });
    const message = 'Can\'t find any customers with email: "x@example.com"';
    await expect(search).rejects.toMatchObject({ status: 404, response: { body: { message } } });
  });
});
