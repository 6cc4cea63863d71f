import { describe, expect, it } from 'vitest';
import type { HttpResponse } from '../../../../src/http/send.ts';
import { chartmogul } from '../../../../src/providers/chartmogul/chartmogul.ts';
import { demoContact } from '../../../sandbox/demo.ts';
import { chartmogul as chartmogulCase } from '../../../contract/cases.ts';
import { entry } from '../../../contract/contractCase.ts';
import { answer, noSignal, stubContext, type StubRequest } from '../../../support/stubService.ts';

const uuid = demoContact.replace('con_', '');
const ines = {
  uuid: demoContact,
  first_name: ' Ines ',
  last_name: 'Moreau',
  email: 'Ines@example.com',
  external_id: 'x1',
};
/** As recorded. */
const noSuchContact = answer(404, {
  code: 404,
  message: `Contact "${uuid}" does not exist`,
  param: 'contact_uuid',
});
const target = { type: 'contact', id: demoContact, name: 'Ines Moreau' };
const other = {
  ...ines,
  uuid: demoContact.replace(/..$/, 'ff'),
  email: 'other@example.com',
  external_id: 'X1',
};
const base = 'https://api.chartmogul.com/v1/';

function openProvider(reply: (request: StubRequest) => HttpResponse, collection = 'notes') {
  const stub = stubContext({ collection }, reply);
  return { ...stub, provider: chartmogul.open(stub.context) };
}

describe('contacts of ChartMogul', () => {
  it('are offered with the newer collection only', () => {
    const ofAccount = (collection: string | undefined) =>
      chartmogul.capabilitiesOf?.({
        id: 'a',
        provider: 'chartmogul',
        label: 'A',
        fields: collection === undefined ? {} : { collection },
      });
    for (const collection of [undefined, 'customer_notes', 'banana'])
      expect(ofAccount(collection)).toBe(chartmogul.capabilities);
    expect(ofAccount('notes')?.targets.map(({ type }) => type)).toEqual(['customer', 'contact']);
    expect(ofAccount('notes')?.directory.map(({ type }) => type)).toEqual(['customer', 'contact']);
  });

  it.each([
    [demoContact, `contacts/${demoContact}`],
    [` ${uuid.toUpperCase()} `, `contacts/${demoContact}`],
    ['ines@EXAMPLE.com', 'contacts?email=ines%40EXAMPLE.com'],
    ['Ines <ines@EXAMPLE.com>,', 'contacts?email=ines%40EXAMPLE.com'],
    [`\u200b${demoContact}\u00a0`, `contacts/${demoContact}`],
    [' x1 ', 'contacts?external_id=x1'],
  ])('are found by %j', async (typed, path) => {
    const { provider, requests } = openProvider(({ url }) =>
      // Like a service that does not know the filter: with other contacts, too.
      answer(200, url.includes('?') ? { entries: [ines, other] } : ines),
    );
    await expect(provider.findTargets('contact', typed, noSignal)).resolves.toEqual([target]);
    expect(requests.map(({ url }) => url)).toEqual([`${base}${path}`]);
    expect([undefined, demoContact]).toContain(provider.targetOffline('contact', typed)?.id);
  });

  it('are found by an external id that looks like a UUID, or begins as one', async () => {
    for (const typed of [uuid, 'con_1']) {
      const found = { ...ines, external_id: typed };
      const { provider, requests } = openProvider(({ url }) =>
        url.includes('?') ? answer(200, { entries: [other, found] }) : noSuchContact,
      );
      await expect(provider.findTargets('contact', typed, noSignal)).resolves.toEqual([target]);
      expect(requests.at(-1)?.url).toBe(`${base}contacts?external_id=${typed}`);
    }
  });

  it.each(['', 'https://app.chartmogul.com/#/contacts/1', 'cus_7c1f0a52-5a0e-4f7e-9a53-0d2b6b6f1a01'])(
    'are not found by %j',
    async (typed) => {
      const { provider, requests } = openProvider(() => answer(200, ines));
      await expect(provider.findTargets('contact', typed, noSignal)).rejects.toMatchObject({
        reason: 'invalid',
        field: 'target',
      });
      expect(provider.targetOffline('contact', typed)).toBeUndefined();
      expect(requests).toEqual([]);
    },
  );

  it('are not offered with the older collection', async () => {
    const { provider, requests } = openProvider(() => answer(200, ines), 'customer_notes');
    const page = Promise.resolve(provider.directory?.({ type: 'contact' }, noSignal));
    for (const result of [provider.findTargets('contact', demoContact, noSignal), page])
      await expect(result).rejects.toMatchObject({ reason: 'invalid', field: 'target' });
    expect(provider.targetOffline('contact', demoContact)).toBeUndefined();
    expect(requests).toEqual([]);
  });

  it('that do not exist are not found', async () => {
    const { provider } = openProvider(({ url }) =>
      url.includes('?') ? answer(200, { entries: [] }) : noSuchContact,
    );
    for (const typed of [demoContact, 'ines@example.com', 'x1', uuid])
      await expect(provider.findTargets('contact', typed, noSignal)).rejects.toMatchObject({
        reason: 'notFound',
        field: 'target',
      });
  });

  it('have notes of their own, listed with their names', async () => {
    await using service = await chartmogulCase('notes')();
    const about = { type: 'contact', id: demoContact };
    const made = await service.provider.create(await entry(service, { target: about }), noSignal);
    expect(made.target).toEqual(about);
    for (const query of [{ limit: 5 }, { limit: 5, target: about }]) {
      const { notes } = await service.provider.list(query, noSignal);
      expect(notes.find(({ id }) => id === made.id)?.target).toEqual(target);
    }
    const page = await service.provider.directory?.({ type: 'contact' }, noSignal);
    expect(page?.entries).toEqual([{ target, email: 'ines@northwind.example' }]);
    const tasks = await service.provider.tasks?.open(about, noSignal);
    expect(tasks).toEqual([]);
  });

  it('take follow-ups, by an identifier of their own', async () => {
    const task = {
      task_uuid: 'd44747b0-b1c4-11f1-ba78-27afa29d88a9',
      customer_uuid: null,
      associated_object: 'contact',
      associated_object_uuid: demoContact,
      task_details: 'Call the contact',
      assignee: 'user@example.com',
      due_date: '2026-09-30T00:00:00.000Z',
      completed_at: null,
    };
    const { provider, requests } = openProvider(({ method }) =>
      method === 'POST'
        ? answer(201, task)
        : // Like a service that does not know the filter: with another contact's task, too.
          answer(200, {
            entries: [
              task,
              { ...task, task_uuid: 'b', associated_object_uuid: `con_${uuid.replace(/^./, '0')}` },
            ],
            has_more: false,
          }),
    );
    const wanted = {
      target,
      details: 'Call the contact',
      assignee: 'user@example.com',
      dueOn: '2026-09-30',
    };
    const made = await provider.tasks?.create(wanted, noSignal);
    expect(made).toEqual({ ...wanted, id: task.task_uuid, completedAt: undefined });
    expect(requests[0]?.body).toEqual({
      kind: 'text',
      text: JSON.stringify({
        associated_object_identifier: { associated_object: 'contact', method: 'uuid', value: demoContact },
        task_details: 'Call the contact',
        assignee: 'user@example.com',
        due_date: '2026-09-30',
      }),
    });
    expect(await provider.tasks?.open(target, noSignal)).toEqual([made]);
    expect(requests[1]?.url).toBe(`${base}tasks?contact_uuid=${demoContact}&completed=false&per_page=200`);
  });
});
