import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rawNote, rawText } from '../../../src/providers/rawNote.ts';
import { nearJson } from '../../support/anyWire.ts';

const about = { type: 'customer', id: 'cus_1' };

describe('an entry that cannot be read', () => {
  it.each<[unknown, string, Date | undefined]>([
    [{ uuid: 'note_1', created_at: '2025-01-01T00:00:00Z' }, 'note_1', new Date('2025-01-01T00:00:00Z')],
    [{ id: 15, attributes: { created_at: '2025-01-01T00:00:00Z' } }, '15', new Date('2025-01-01T00:00:00Z')],
    [{ uuid: '../x', id: 'y' }, 'y', undefined],
  ])('%j keeps its id and its time', (entry, id, createdAt) => {
    expect(rawNote(entry, about)).toMatchObject({ id, createdAt, raw: true, target: about, kind: 'note' });
  });

  it('has an id that stays the same, and differs from that of another entry', () => {
    const [one, same, other] = [{ a: 1 }, { a: 1 }, { a: 2 }].map((entry) => rawNote(entry, about).id);
    expect(one).toMatch(/^unreadable-[0-9a-f]{16}$/);
    expect(same).toBe(one);
    expect(other).not.toBe(one);
  });

  it('is shown without addresses, and no longer than a person would read', () => {
    const text = rawText({
      attachment: { url: 'https://x/?hash=secret', name: 'a' },
      long: '😀'.repeat(5000),
    });
    expect(text).toContain('"url": "…"');
    expect(text).not.toContain('secret');
    expect(text.length).toBeLessThanOrEqual(5000);
    expect(text.isWellFormed()).toBe(true);
  });

  it('of any shape is shown', () => {
    fc.assert(
      fc.property(nearJson, (entry) => {
        const note = rawNote(entry, about);
        expect(note.text).not.toBe('');
        expect(note.id).toMatch(/^[\w-]{1,100}$/);
      }),
    );
    let deep: unknown = 1;
    for (let level = 0; level < 100_000; level += 1) deep = [deep];
    expect(rawNote(deep, about).raw).toBe(true);
  });
});
