import { describe, expect, it } from 'vitest';
import { activeplatform, chartmogul } from './cases.ts';
import { entry, noSignal } from './contractCase.ts';
import { createLosing, lost, minutes, northwind } from './lostNotes.ts';

describe('where ChartMogul cuts off milliseconds,', () => {
  const open = () => chartmogul('customer_notes')({ switches: { cutMilliseconds: true } });

  it('the second and the text identify the note', async () => {
    await using its = await open();
    const lostNote = await createLosing(its, 'afterStoring');
    expect(await its.provider.findDuplicate(lostNote, noSignal)).toMatchObject({ result: 'found' });
    const other = {
      ...lostNote,
      note: { ...lostNote.note, text: { format: 'typed', value: 'Other' } },
    } as const;
    expect(await its.provider.findDuplicate(other, noSignal)).toMatchObject({ result: 'absent' });
  });

  it('two equal notes at one chosen time are left to a person', async () => {
    await using its = await open();
    const more = { occurredAt: '2024-02-29T23:59:00.000Z' };
    const [first, second] = [await entry(its, more), await entry(its, more, 'second')];
    expect(first.stamp).not.toBe(second.stamp);
    await its.provider.create(first, noSignal);
    expect(await its.provider.findDuplicate(lost(second), noSignal)).toMatchObject({ result: 'cannotTell' });
  });
});

it('a match by the second does not count once ChartMogul has kept milliseconds', async () => {
  await using its = await chartmogul('customer_notes')();
  const lostNote = { ...lost(await entry(its)), stamp: '2024-02-29T23:59:58.250Z' };
  const { sandbox } = its.service;
  const [any] = sandbox.state.chartmogul.notes;
  if (!any) return expect.fail('no notes');
  sandbox.state.chartmogul.notes.push({
    ...any,
    uuid: 'note_on_the_second',
    owner: { type: 'customer', uuid: northwind },
    type: 'note',
    text: lostNote.note.text.value,
    createdAt: Date.parse('2024-02-29T23:59:58.000Z'),
  });
  expect(await its.provider.findDuplicate(lostNote, noSignal)).toMatchObject({ result: 'found' });
  const taught = { ...(await entry(its, {}, 'teaches')), stamp: '2024-02-01T00:00:00.125Z' };
  await its.provider.create(taught, noSignal);
  expect(await its.provider.findDuplicate(lostNote, noSignal)).toMatchObject({ result: 'absent' });
});

it('an edited ChartMogul note of exactly the same millisecond is left to a person', async () => {
  await using its = await chartmogul('customer_notes')();
  const lostNote = await createLosing(its, 'afterStoring');
  const note = its.service.sandbox.state.chartmogul.notes.at(-1);
  if (!note) return expect.fail('no notes');
  note.text = 'Edited meanwhile';
  expect(await its.provider.findDuplicate(lostNote, noSignal)).toMatchObject({
    result: 'cannotTell',
    candidates: [{ text: 'Edited meanwhile' }],
  });
});

describe('ActivePlatform,', () => {
  const open = activeplatform('quoted');

  it('leaves an equal note of another author to a person, once the key’s author is known', async () => {
    await using its = await open();
    const lostNote = await createLosing(its, 'afterStoring');
    const { notes } = its.service.sandbox.state.activeplatform;
    const own = notes.pop();
    if (!own) return expect.fail('no notes');
    notes.push({ ...own, creator: 'Somebody Else' });
    expect(await its.provider.findDuplicate(lostNote, noSignal)).toMatchObject({ result: 'found' });
    const other = await entry(its, { text: { format: 'typed', value: 'Other' } });
    await its.provider.create(other, noSignal);
    expect(await its.provider.findDuplicate(lostNote, noSignal)).toMatchObject({ result: 'cannotTell' });
    notes.push({ ...own, id: own.id + 10 });
    expect(await its.provider.findDuplicate(lostNote, noSignal)).toMatchObject({
      result: 'found',
      note: { id: String(own.id + 10) },
    });
  });

  it('does not confuse the notes of an account and of its subscription', async () => {
    await using its = await open({ switches: { accountFilterFindsAll: true } });
    const account = await entry(its, { target: { type: 'account', id: '29' } });
    const subscription = await entry(its);
    await its.provider.create(subscription, noSignal);
    expect(await its.provider.findDuplicate(lost(account), noSignal)).toMatchObject({ result: 'absent' });
    const stored = await its.provider.create(account, noSignal);
    expect(await its.provider.findDuplicate(lost(account), noSignal)).toMatchObject({
      result: 'found',
      note: { id: stored.id },
    });
  });

  it('does not take a much older equal note for the lost one', async () => {
    await using its = await open();
    await its.provider.create(await entry(its), noSignal);
    const { activeplatform, chartmogul } = its.service.sandbox.state;
    for (const note of [...activeplatform.notes, ...chartmogul.notes])
      Object.assign(note, { createdAt: note.createdAt - 15 * minutes });
    const lostNote = lost(await entry(its, {}, 'second'));
    expect(await its.provider.findDuplicate(lostNote, noSignal)).toMatchObject({ result: 'absent' });
  });
});
