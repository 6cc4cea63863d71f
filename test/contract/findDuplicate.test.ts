import { describe, expect, it } from 'vitest';
import type { Note } from '../../src/model/note.ts';
import { notebook } from './cases.ts';
import { entry, noSignal, sha256, type ContractCase } from './contractCase.ts';
import { ahead, lost, minutes, services } from './lostNotes.ts';

describe.each(services)('the time of %s', (_, open) => {
  it.each([-10 * minutes, 10 * minutes])(
    'is learned before it is needed, where it differs by %i ms',
    async (ms) => {
      await using its = await open(ahead(ms));
      const note: Note = {
        kind: 'note',
        target: its.validTarget.target,
        text: { format: 'typed', value: 'Hi' },
      };
      await its.provider.learnTime?.(noSignal);
      await its.provider.learnTime?.(noSignal);
      const behind = Date.now() + ms - Date.parse(its.provider.stamp(note));
      expect(behind).toBeGreaterThanOrEqual(0);
      expect(behind).toBeLessThan(60_000);
      expect(its.service.sandbox.requests).toHaveLength(1);
    },
  );
});

const providers: readonly (readonly [string, () => Promise<ContractCase>])[] = [
  ...services,
  ['notebook', notebook],
];

describe.each(providers)('a lost answer of %s', (_, open) => {
  it('is found, whatever the note contains', async () => {
    await using its = await open();
    const { kinds, backDating } = its.kind.capabilities;
    for (const kind of kinds)
      for (const value of ['a & b\n<b>c</b>  d ', 'שלום 😀 e\u0301', '{"x": "\\n"}']) {
        const more: Partial<Note> = {
          kind,
          text: { format: 'typed', value },
          ...(kind === 'call' ? { durationSeconds: 90 } : {}),
          ...(backDating ? { occurredAt: '2024-02-29T23:59:00.000Z' } : {}),
        };
        const outgoing = await entry(its, more, `${kind} ${value}`);
        const lostNote = lost(outgoing);
        const stored = await its.provider.create(outgoing, noSignal);
        const duplicate = await its.provider.findDuplicate(lostNote, noSignal);
        expect(duplicate).toMatchObject({ result: 'found', note: { id: stored.id, text: value, kind } });
      }
  });

  it('is found with the text of a file', async () => {
    await using its = await open();
    const outgoing = await entry(its, {
      text: { format: 'file', value: '\n  x = 1\r\n\ty', name: 'notes.txt' },
    });
    const stored = await its.provider.create(outgoing, noSignal);
    const duplicate = await its.provider.findDuplicate(lost(outgoing), noSignal);
    expect(duplicate).toMatchObject({ result: 'found', note: { id: stored.id } });
  });

  it('is absent when nothing was stored, and finally absent only where no request can still arrive', async () => {
    await using its = await open();
    await its.provider.create(await entry(its, { text: { format: 'typed', value: 'Other' } }), noSignal);
    const duplicate = await its.provider.findDuplicate(lost(await entry(its, {}, 'lost')), noSignal);
    if (its.kind.id === 'notebook') expect(duplicate).toEqual({ result: 'absent', final: true });
    else {
      const anyTime = expect.any(Number) as number;
      // ChartMogul's notes are dated by their senders, so no date says when one was stored.
      const newest = its.kind.id === 'chartmogul' ? undefined : anyTime;
      expect(duplicate).toEqual({ result: 'absent', final: false, list: { readAt: anyTime, newest } });
    }
  });

  it('is found beside an equal note that belongs to another entry', async () => {
    await using its = await open();
    const first = await its.provider.create(await entry(its), noSignal);
    const second = await entry(its, {}, 'second');
    expect(await its.provider.findDuplicate(lost(second, first), noSignal)).toMatchObject({
      result: 'absent',
    });
    const stored = await its.provider.create(second, noSignal);
    expect(await its.provider.findDuplicate(lost(second, first), noSignal)).toMatchObject({
      result: 'found',
      note: { id: stored.id },
    });
  });

  it('is not taken for an equal note, unless nothing distinguishes them', async () => {
    await using its = await open();
    const entries = [await entry(its), await entry(its, {}, 'second')];
    const ids: string[] = [];
    for (const each of entries) ids.push((await its.provider.create(each, noSignal)).id);
    for (const [at, each] of entries.entries()) {
      const duplicate = await its.provider.findDuplicate(lost(each), noSignal);
      if (its.kind.id !== 'activeplatform')
        expect(duplicate).toMatchObject({ result: 'found', note: { id: ids[at] } });
      else if (duplicate.result === 'cannotTell')
        expect(duplicate.candidates.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
      else expect.fail(`it is ${duplicate.result}`);
    }
  });

  it('is found with its file', async () => {
    await using its = await open();
    if (its.kind.capabilities.attachments === 'none') return;
    const bytes = new TextEncoder().encode('a plan');
    const attachmentPath = await its.writeFile(bytes);
    const attachment = {
      name: 'plan.pdf',
      mime: 'application/pdf',
      size: bytes.length,
      sha256: await sha256(bytes),
    };
    const outgoing = { ...(await entry(its, { attachment })), attachmentPath };
    const stored = await its.provider.create(outgoing, noSignal);
    expect(await its.provider.findDuplicate(lost(outgoing), noSignal)).toMatchObject({
      result: 'found',
      note: { id: stored.id, attachment: { name: 'plan.pdf' } },
    });
  });
});
