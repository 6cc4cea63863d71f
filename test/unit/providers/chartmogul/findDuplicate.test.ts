import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Failure } from '../../../../src/base/failure.ts';
import type { Note } from '../../../../src/model/note.ts';
import { chartmogul } from '../../../../src/providers/chartmogul/chartmogul.ts';
import { findDuplicate, likeness, sentText } from '../../../../src/providers/chartmogul/findDuplicate.ts';
import { richText } from '../../../../src/providers/chartmogul/richText.ts';
import { parseListedNote } from '../../../../src/providers/chartmogul/wireNote.ts';
import type { LostNote } from '../../../../src/providers/outgoingNote.ts';
import { anyMarkdown } from '../../markdown/anyMarkdown.ts';
import { anyText } from '../../../support/anyText.ts';
import { answer, noSignal, outgoing, stubContext } from '../../../support/stubService.ts';
import { markdownHere } from '../../../support/markdownHere.ts';

const customer = { type: 'customer', id: 'cus_1' };
const stamp = '2025-05-06T15:29:59.250Z';

function lostNote(more: Partial<Note> = {}, rest: Partial<LostNote> = {}): LostNote {
  return {
    ...outgoing({ target: customer, ...more }),
    stamp,
    since: Date.parse(stamp),
    takenNoteIds: new Set(),
    ...rest,
  };
}

const wire = {
  uuid: 'note_1',
  customer_uuid: 'cus_1',
  type: 'note' as const,
  text: 'Hello' as string | null,
  created_at: stamp as string | null,
};

async function compare(attributes: Partial<typeof wire>, lost: LostNote, keepsMilliseconds?: boolean) {
  return likeness({ ...wire, ...attributes }, lost, await sentText(lost, markdownHere), keepsMilliseconds);
}

describe('likeness to a ChartMogul note', () => {
  it.each<[string, Partial<typeof wire>, Partial<Note>, Partial<LostNote>, string | undefined]>([
    ['instant and text', {}, {}, {}, 'same'],
    ['another offset', { created_at: '2025-05-06T17:29:59.250+02:00' }, {}, {}, 'same'],
    ['other HTML of the same words', { text: '<div>Hello</div>' }, {}, {}, 'same'],
    ['a call without text', { type: 'call' as never, text: null }, call(''), {}, 'same'],
    ['cut to the second', { created_at: '2025-05-06T15:29:59Z' }, {}, {}, 'sameButCut'],
    ['cut to the minute', { created_at: '2025-05-06T15:29:00.000Z' }, {}, {}, 'sameButCut'],
    ['rounded, not cut', { created_at: '2025-05-06T15:30:00.000Z' }, {}, {}, undefined],
    ['cut to the hour', { created_at: '2025-05-06T15:00:00.000Z' }, {}, {}, undefined],
    ['a millisecond off', { created_at: '2025-05-06T15:29:59.251Z' }, {}, {}, undefined],
    ['another text', { text: 'Hallo' }, {}, {}, 'doubtful'],
    ['another text, cut', { text: 'Hallo', created_at: '2025-05-06T15:29:59Z' }, {}, {}, undefined],
    ['another customer', { customer_uuid: 'cus_2' }, {}, {}, 'doubtful'],
    [
      'another customer, cut',
      { customer_uuid: 'cus_2', created_at: '2025-05-06T15:29:59Z' },
      {},
      {},
      undefined,
    ],
    ['another kind', {}, call('Hello'), {}, undefined],
    ['known to belong to another entry', {}, {}, { takenNoteIds: new Set(['note_1']) }, undefined],
    ['no date', { created_at: null }, {}, {}, 'doubtful'],
    ['no date and another text', { created_at: '?', text: 'Hallo' }, {}, {}, undefined],
    [
      'at the chosen time, from which the stamp differs',
      { created_at: '2025-05-06T15:29:00.000Z' },
      { occurredAt: '2025-05-06T17:29:00+02:00' },
      { stamp: '2025-05-06T15:29:00.001Z' },
      'doubtful',
    ],
  ])('%s', async (_, attributes, note, rest, expected) => {
    expect(await compare(attributes, lostNote(note, rest))).toBe(expected);
  });

  it('is doubtful for the words of a link that leads elsewhere, unless the instant is the same', async () => {
    const text = { format: 'markdown', value: 'see [page](https://x.example/1) and ~~not~~ this' } as const;
    const stored = { text: (await richText(text, markdownHere)).replace('x.example/1', 'x.example/2') };
    const created_at = '2025-05-06T15:29:59Z';
    expect(await compare({ ...stored, created_at }, lostNote({ text }))).toBe('doubtful');
    expect(await compare(stored, lostNote({ text }))).toBe('same');
    // A service that keeps no links.
    expect(await compare({ text: 'see page and not this' }, lostNote({ text }))).toBe('same');
  });

  it('is not seen for a cut instant when the service is known not to cut', async () => {
    const cut = { created_at: '2025-05-06T15:29:59Z' };
    expect(await compare(cut, lostNote(), true)).toBeUndefined();
    expect(await compare(cut, lostNote(), false)).toBe('sameButCut');
  });

  it('is seen whatever the text is, as sent or as a service may rewrite it', async () => {
    const formats = fc.constantFrom('markdown', 'typed', 'file');
    const anyTyped = fc.oneof(anyText({ maxLength: 60 }), anyMarkdown);
    await fc.assert(
      fc.asyncProperty(anyTyped, formats, async (value, format) => {
        const text = format === 'file' ? { format, value, name: 'a' } : { format, value };
        const html = await richText(text, markdownHere);
        expect(await compare({ text: html }, lostNote({ text }))).toBe('same');
        expect(await compare({ text: `<div>${html}</div>` }, lostNote({ text }))).toBe('same');
        const other = { ...text, value: `${value}x` };
        expect(await compare({ text: html }, lostNote({ text: other }))).toBe('doubtful');
      }),
    );
  });

  it('is seen only for the stamp itself and for the stamp cut to its second or minute', async () => {
    const instant = fc.integer({ min: -(10 ** 12), max: 2 * 10 ** 12 });
    await fc.assert(
      fc.asyncProperty(instant, fc.integer({ min: -61_000, max: 61_000 }), async (at, by) => {
        const lost = lostNote({}, { stamp: new Date(at).toISOString() });
        const candidate = { ...wire, created_at: new Date(at + by).toISOString() };
        const result = await compare(candidate, lost);
        const onSecond = candidate.created_at.endsWith('.000Z');
        if (by === 0) expect(result).toBe('same');
        else if (by > 0 || by <= -60_000 || !onSecond) expect(result).toBeUndefined();
        else if (by > -1000) expect(result).toBe('sameButCut');
      }),
    );
  });
});

describe('searching a ChartMogul customer’s notes', () => {
  /** A list of notes on `pages`, and the cursors that it is read with. `isEndless`: more pages follow, without notes. */
  function list(pages: readonly (readonly Partial<typeof wire>[])[], isEndless = false) {
    const cursors: (string | undefined)[] = [];
    const read = (cursor: string | undefined) => {
      cursors.push(cursor);
      const page = Number(cursor ?? 0);
      const entries = (pages[page] ?? []).map((attributes, at) =>
        parseListedNote({ ...wire, uuid: `note_${page}_${at}`, ...attributes }),
      );
      const next = isEndless || page + 1 < pages.length ? String(page + 1) : undefined;
      return Promise.resolve({ entries, cursor: next, endsEarly: false });
    };
    return { cursors, read };
  }
  const newer = { created_at: '2025-05-06T16:00:00.000Z' };
  const older = { created_at: '2025-05-06T15:00:00.000Z' };
  const cut = { created_at: '2025-05-06T15:29:59.000Z' };

  it('reads back to the stamp’s time and no further', async () => {
    const { cursors, read } = list([[newer], [newer, {}], [cut, older], [older]]);
    const duplicate = await findDuplicate(lostNote(), read, undefined, markdownHere);
    expect(duplicate).toMatchObject({ result: 'found', note: { id: 'note_1_1', target: customer } });
    expect(cursors).toEqual([undefined, '1', '2']);
  });

  it('reads on to where a stamp that was cut to its minute would be', async () => {
    const between = { created_at: '2025-05-06T15:29:30.000Z', text: 'Other' };
    const { read } = list([[newer], [between], [{ created_at: '2025-05-06T15:29:00.000Z' }, older]]);
    expect(await findDuplicate(lostNote(), read, undefined, markdownHere)).toMatchObject({ result: 'found' });
  });

  it('requests the customer’s notes of the same kind, in the largest pages', async () => {
    const { context, requests } = stubContext({ collection: 'notes' }, ({ url }) =>
      answer(200, { entries: [], cursor: 'a=', has_more: !url.includes('cursor') }),
    );
    await chartmogul.open(context).findDuplicate(lostNote(call('')), noSignal);
    const url = 'https://api.chartmogul.com/v1/notes?customer_uuid=cus_1&type=call&per_page=200';
    expect(requests.map((request) => request.url)).toEqual([url, `${url}&cursor=a%3D`]);
  });

  it('reads a list in any other order to its end', async () => {
    const { cursors, read } = list([[older, newer], [older], [{}]]);
    expect(await findDuplicate(lostNote(), read, undefined, markdownHere)).toMatchObject({ result: 'found' });
    expect(cursors).toHaveLength(3);
  });

  it.each<[string, Partial<typeof wire>[], object]>([
    ['none', [newer, older], { result: 'absent', final: false }],
    ['two', [{}, {}], { result: 'cannotTell', candidates: [{ id: 'note_0_0' }, { id: 'note_0_1' }] }],
    ['one whole and one cut', [{}, cut], { result: 'found', note: { id: 'note_0_0' } }],
    ['two cut', [cut, cut], { result: 'cannotTell' }],
    [
      'one cut and one with another text',
      [{ text: 'x' }, cut],
      { result: 'found', note: { id: 'note_0_1' } },
    ],
    ['one with another text', [{ text: 'x' }], { result: 'cannotTell', candidates: [{ text: 'x' }] }],
  ])('%s', async (_, page, expected) => {
    expect(await findDuplicate(lostNote(), list([page]).read, undefined, markdownHere)).toMatchObject(
      expected,
    );
  });

  it.each([null, undefined, '', 'a='])(
    'fails when the list promises more, but its cursor is %j',
    async (cursor) => {
      const { context, requests } = stubContext({}, () =>
        answer(200, { entries: [{ ...wire, ...newer }], cursor, has_more: true }),
      );
      const search = chartmogul.open(context).findDuplicate(lostNote(), noSignal);
      await expect(search).rejects.toBeInstanceOf(Failure);
      await expect(search).rejects.toMatchObject({ reason: 'unreadable' });
      expect(requests).toHaveLength(cursor === 'a=' ? 2 : 1);
    },
  );

  it.each<[string, object, object]>([
    ['it may be the one', { uuid: 'note_0_0', created_at: stamp }, { result: 'cannotTell' }],
    ['nothing says that it is not', {}, { result: 'cannotTell' }],
    ['its time says that it is not', { created_at: newer.created_at }, { result: 'absent' }],
    ['its id says that it is not', { uuid: 'note_9', created_at: stamp }, { result: 'absent' }],
  ])('an entry that cannot be read: %s', async (_, entry, expected) => {
    const read = () =>
      Promise.resolve({ entries: [parseListedNote(entry)], cursor: undefined, endsEarly: false });
    const duplicate = await findDuplicate(
      lostNote({}, { takenNoteIds: new Set(['note_9']) }),
      read,
      undefined,
      markdownHere,
    );
    expect(duplicate).toMatchObject(expected);
  });

  it.each([
    ['kept its milliseconds', stamp, 'absent'],
    ['was cut to the second', '2025-05-06T15:29:59Z', 'found'],
    ['is not told', null, 'found'],
  ])('after a note whose time %s, one with a cut time is %s: %s', async (_, created_at, result) => {
    const { context } = stubContext({}, ({ method }) =>
      method === 'POST'
        ? answer(201, { ...wire, uuid: 'note_2', created_at })
        : answer(200, {
            entries: [{ ...wire, created_at: '2025-05-06T15:29:59Z' }],
            cursor: '',
            has_more: false,
          }),
    );
    const provider = chartmogul.open(context);
    await provider.create(outgoing({ target: customer }), noSignal);
    expect(await provider.findDuplicate(lostNote(), noSignal)).toMatchObject({ result });
  });

  it('cannot tell when the list has no end', async () => {
    const endless = list([[newer]], true);
    expect(await findDuplicate(lostNote(), endless.read, undefined, markdownHere)).toEqual({
      result: 'cannotTell',
      candidates: [],
    });
    expect(endless.cursors).toHaveLength(100);
    // Not in order, or the search would end at the first page.
    const duplicate = await findDuplicate(
      lostNote(),
      list([[older, {}]], true).read,
      undefined,
      markdownHere,
    );
    expect(duplicate).toMatchObject({ result: 'found' });
  });
});

function call(value: string): Partial<Note> {
  return { kind: 'call', durationSeconds: 60, text: { format: 'typed', value } };
}
