import { describe, expect, it } from 'vitest';
import type { Note, StoredNote } from '../../../../src/model/note.ts';
import { activeplatform } from '../../../../src/providers/activeplatform/activeplatform.ts';
import { findDuplicate, windowOf } from '../../../../src/providers/activeplatform/findDuplicate.ts';
import { writeCursor } from '../../../../src/providers/activeplatform/nextPage.ts';
import type { DuplicateResult, LostNote } from '../../../../src/providers/outgoingNote.ts';
import { answer, noon, noSignal, outgoing, stubContext } from '../../../support/stubService.ts';

const target = { type: 'subscription', id: '3056' };
const since = noon - 60_000;
const attachment = { name: 'a.pdf', mime: 'a/b', size: 1, sha256: '0'.repeat(64) };
const window = { earliest: since - 2000, from: since - 1000, to: noon + 1000 };

function lostNote(more: Partial<Note> = {}, rest: Partial<LostNote> = {}): LostNote {
  return { ...outgoing({ target, ...more }), since, takenNoteIds: new Set(), ...rest };
}

function stored(more: Partial<StoredNote> = {}, ms = noon): StoredNote {
  return {
    id: '1',
    kind: 'note',
    target,
    text: 'Hello',
    author: 'Ann',
    createdAt: new Date(ms),
    durationSeconds: undefined,
    attachment: undefined,
    url: undefined,
    ...more,
  };
}

describe('likeness to an ActivePlatform note', () => {
  it.each<[string, StoredNote, LostNote, string | undefined, DuplicateResult['result']]>([
    ['all equal', stored(), lostNote(), undefined, 'found'],
    ['the known creator too', stored(), lostNote(), 'Ann', 'found'],
    [
      'trimmed, with other line ends',
      stored({ text: 'a\nb' }),
      lostNote(typed(' a\r\nb\n')),
      undefined,
      'found',
    ],
    ['accents written otherwise', stored({ text: 'é' }), lostNote(typed('e\u0301')), undefined, 'found'],
    ['another content', stored({ text: 'Hallo' }), lostNote(), undefined, 'absent'],
    ['another type of target', stored({ target: { ...target, type: 'order' } }), lostNote(), 'Ann', 'absent'],
    ['another target', stored({ target: { ...target, id: '1' } }), lostNote(), 'Ann', 'absent'],
    [
      'known to belong to another entry',
      stored(),
      lostNote({}, { takenNoteIds: new Set(['1']) }),
      'Ann',
      'absent',
    ],
    ['the first instant', stored({}, window.from), lostNote(), 'Ann', 'found'],
    ['before it', stored({}, window.from - 1), lostNote(), 'Ann', 'cannotTell'],
    ['long before it', stored({}, window.earliest - 1), lostNote(), 'Ann', 'absent'],
    ['the last instant', stored({}, window.to), lostNote(), 'Ann', 'found'],
    ['after it', stored({}, window.to + 1), lostNote(), 'Ann', 'absent'],
    ['no date', stored({ createdAt: undefined }), lostNote(), 'Ann', 'cannotTell'],
    ['another creator', stored({ author: 'Bob' }), lostNote(), 'Ann', 'cannotTell'],
    ['no creator', stored({ author: undefined }), lostNote(), 'Ann', 'cannotTell'],
    ['a file that was not sent', stored({ attachment: file }), lostNote(), 'Ann', 'cannotTell'],
    ['no file', stored(), lostNote({ attachment }), 'Ann', 'cannotTell'],
    ['a file', stored({ attachment: file }), lostNote({ attachment }), 'Ann', 'found'],
  ])('%s', async (_, note, lost, creator, expected) => {
    const read = () => Promise.resolve({ notes: [note], cursor: undefined });
    expect(await findDuplicate(lost, read, () => window, creator)).toMatchObject({ result: expected });
  });
});

describe('the time in which an ActivePlatform note can have been stored', () => {
  it('is measured by the service’s clock, with some tolerance', () => {
    const skew = { least: -600_000, most: -599_000 };
    expect(windowOf(since, noon, skew)).toEqual({
      earliest: since - 600_000 - 90_000,
      from: since - 90_000,
      to: noon - 599_000 + 90_000,
    });
  });

  it('is wide while the service’s time is not known', () => {
    const { earliest, to } = windowOf(since, noon, undefined);
    expect(earliest).toBeLessThan(since - 600_000);
    expect(to).toBeGreaterThan(noon + 600_000);
  });

  it('takes the service’s time from the same answer that is searched', async () => {
    // Ten minutes behind, which the first search after a start does not know yet.
    const date = new Date(noon - 600_000).toUTCString();
    const wire = (id: string, ms: number) => ({
      id,
      attributes: {
        content: 'Hello',
        created_at: new Date(ms).toISOString(),
        original_type: 'Subscription',
        original_id: 3056,
      },
    });
    const stub = stubContext({ baseUrl: 'https://acme.test', resellerId: '1' }, () => {
      stub.context.serverClock.learn('https://acme.test', date, noon, noon);
      return answer(200, { data: [wire('9', noon), wire('8', noon - 600_000)] });
    });
    const duplicate = await activeplatform
      .open(stub.context)
      .findDuplicate(lostNote({}, { stamp: new Date(noon - 600_000).toISOString() }), noSignal);
    expect(duplicate).toMatchObject({ result: 'found', note: { id: '8' } });
  });
});

describe('a clock that is set', () => {
  const wire = (id: string, ms: number, content = 'Hello') => ({
    id,
    attributes: {
      content,
      created_at: new Date(ms).toISOString(),
      original_type: 'Subscription',
      original_id: 3056,
    },
  });

  it.each([15, 60, 24 * 60, 8 * 24 * 60])(
    'just before the stamp, by %d minutes, does not hide the note',
    async (minutes) => {
      // Until then the machine was behind by as much, so that the stamp is in the service's future.
      const stamp = new Date(noon + minutes * 60_000).toISOString();
      const stub = stubContext({ baseUrl: 'https://acme.test', resellerId: '1' }, () => {
        stub.context.serverClock.learn('https://acme.test', new Date(noon).toUTCString(), noon, noon);
        return answer(200, { data: [wire('8', noon)] });
      });
      const duplicate = await activeplatform
        .open(stub.context)
        .findDuplicate(lostNote({}, { stamp }), noSignal);
      expect(duplicate).toMatchObject({ result: 'found', note: { id: '8' } });
    },
  );

  it('an absence has the service’s time and that of the newest note', async () => {
    const stub = stubContext({ baseUrl: 'https://acme.test', resellerId: '1' }, () => {
      stub.context.serverClock.learn('https://acme.test', new Date(noon - 5_000).toUTCString(), noon, noon);
      return answer(200, { data: [wire('9', noon - 20_000, 'Other'), wire('8', noon - 90_000, 'Other')] });
    });
    const duplicate = await activeplatform
      .open(stub.context)
      .findDuplicate(lostNote({}, { stamp: new Date(noon).toISOString() }), noSignal);
    expect(duplicate).toEqual({
      result: 'absent',
      final: false,
      // The header is cut to the second.
      list: { readAt: Math.floor((noon - 5_000) / 1000) * 1000, newest: noon - 20_000 },
    });
  });
});

describe('searching an ActivePlatform target’s notes', () => {
  const old = since - 86_400_000;
  /** A list with pages of notes at these times, and the cursors that it is read with. */
  function list(pages: readonly (readonly number[])[], backwards: boolean, isEndless = false) {
    const cursors: (string | undefined)[] = [];
    const read = (cursor: string | undefined) => {
      const page = cursors.push(cursor) - 1;
      const notes = (pages[page] ?? pages.at(-1) ?? []).map((ms, at) =>
        stored({ id: `${page}-${at}`, text: ms === noon ? 'Hello' : 'Other' }, ms),
      );
      const more = isEndless || page + 1 < pages.length;
      return Promise.resolve({
        notes,
        cursor: more ? writeCursor({ page: 100 - page, backwards, seen: [] }) : undefined,
      });
    };
    return { cursors, read };
  }

  it.each([
    ['newest first', [[noon + 2, noon + 1], [noon, old], [old - 1]], false, 2],
    ['oldest first, from its end', [[noon + 1, noon + 2], [old, noon], [old - 1]], true, 2],
    ['oldest first, from its start', [[old - 1, old], [old + 1, old + 2], [noon]], false, 3],
    ['all of the same old time, then newer ones', [[old, old], [noon]], false, 2],
    ['unreadable dates', [[NaN, NaN], [noon]], false, 2],
  ])('%s: reads as far as it must', async (_, pages, backwards, reads) => {
    const { cursors, read } = list(pages, backwards);
    const duplicate = await findDuplicate(lostNote(), read, () => window, undefined);
    expect(duplicate).toMatchObject({ result: 'found', note: { text: 'Hello' } });
    expect(cursors).toHaveLength(reads);
  });

  it('reads on where a further note may be as old as a lost one can be', async () => {
    const pages = [
      [stored({ id: '1', text: 'Other' }), stored({ id: '2', text: 'Other' }, window.earliest)],
      [stored({ id: '3' }, window.earliest)],
    ];
    const read = (cursor: string | undefined) =>
      Promise.resolve(
        cursor === undefined
          ? { notes: pages[0] ?? [], cursor: writeCursor({ page: 2, backwards: false, seen: [] }) }
          : { notes: pages[1] ?? [], cursor: undefined },
      );
    expect(await findDuplicate(lostNote(), read, () => window, undefined)).toMatchObject({
      result: 'cannotTell',
      candidates: [{ id: '3' }],
    });
  });

  it('counts a note once, though pages may repeat it', async () => {
    const read = (cursor: string | undefined) =>
      Promise.resolve({ notes: [stored()], cursor: cursor === undefined ? '{}' : undefined });
    expect(await findDuplicate(lostNote(), read, () => window, undefined)).toMatchObject({ result: 'found' });
  });

  it('prefers the one of two that the key’s author wrote, and leaves both to a person if that is unknown', async () => {
    const notes = [stored(), stored({ id: '2', author: 'Bob' })];
    const read = () => Promise.resolve({ notes, cursor: undefined });
    expect(await findDuplicate(lostNote(), read, () => window, 'Bob')).toMatchObject({
      result: 'found',
      note: { id: '2' },
    });
    expect(await findDuplicate(lostNote(), read, () => window, undefined)).toEqual({
      result: 'cannotTell',
      candidates: notes,
    });
  });

  it('cannot tell when the list has no end', async () => {
    const { cursors, read } = list([[noon + 1, noon + 1]], false, true);
    const duplicate = await findDuplicate(lostNote(), read, () => window, undefined);
    expect(duplicate).toEqual({ result: 'cannotTell', candidates: [] });
    expect(cursors).toHaveLength(200);
  });
});

const file = { name: 'a.pdf', size: 1 };

function typed(value: string): Partial<Note> {
  return { text: { format: 'typed', value } };
}
