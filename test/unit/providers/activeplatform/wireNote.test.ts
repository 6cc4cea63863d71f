import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  fieldOf,
  noteDocumentSchema,
  storedNote,
} from '../../../../src/providers/activeplatform/wireNote.ts';

const base = 'https://test.activeplatform.com/prefix';

/**
 * The example of Create note (docs/api/activeplatform.md, section 5), without the part of its attachment's address
 * that is like a key.
 */
const fromTheDocs = {
  data: {
    id: '15',
    type: 'notes',
    attributes: {
      created_at: '2023-03-27T11:35:12.509+03:00',
      updated_at: '2023-03-27T11:35:12.509+03:00',
      content: 'Migrated 01.03.2022',
      creator: 'Bill Smith',
      original_link: '/admin/subscription/3056/notes/15',
      original_id: 3056,
      original_type: 'Subscription',
      attachment: { name: 'ai_pine.pdf', url: 'https://storage.test/ai_pine?expires=1&hash=x', size: 3439 },
    },
  },
};

/** The documented note with some of its attributes replaced. */
function read(attributes: object, about?: { type: string; id: string; name?: string }, id: unknown = '15') {
  const data = { ...fromTheDocs.data, id, attributes: { ...fromTheDocs.data.attributes, ...attributes } };
  return storedNote(noteDocumentSchema.parse({ data }).data, base, about);
}

const accountNote = { original_id: null, original_type: null, original_link: '/admin/accounts/29/notes/5' };

describe('a note of the service', () => {
  it('is read completely', () => {
    expect(read({}, { type: 'subscription', id: '3056', name: 'Gold' })).toEqual({
      id: '15',
      kind: 'note',
      target: { type: 'subscription', id: '3056', name: 'Gold' },
      text: 'Migrated 01.03.2022',
      author: 'Bill Smith',
      createdAt: new Date('2023-03-27T08:35:12.509Z'),
      updatedAt: new Date('2023-03-27T08:35:12.509Z'),
      durationSeconds: undefined,
      attachment: { name: 'ai_pine.pdf', size: 3439 },
      url: 'https://test.activeplatform.com/admin/subscription/3056/notes/15',
    });
  });

  it.each([
    ['an account’s note names it in its link only', accountNote, undefined, { type: 'account', id: '29' }],
    [
      'with the other form of link',
      { ...accountNote, original_link: '/admin/account/29/notes/5' },
      undefined,
      { type: 'account', id: '29' },
    ],
    [
      'with a link of no known form',
      { ...accountNote, original_link: '/x' },
      { type: 'account', id: '7' },
      { type: 'account', id: '7' },
    ],
    [
      'with nothing to go by',
      { ...accountNote, original_link: null },
      undefined,
      { type: 'account', id: 'unknown' },
    ],
    ['order', { original_type: 'Order', original_id: '12' }, undefined, { type: 'order', id: '12' }],
    [
      'a type that no note can be made about',
      { original_type: 'ManualOperation', original_id: 3 },
      undefined,
      { type: 'manual operation', id: '3' },
    ],
  ])('%s', (_, attributes, about, target) => {
    expect(read(attributes, about).target).toEqual(target);
  });

  it.each([
    ['3439', 3439],
    [3439, 3439],
    [null, undefined],
    ['3 KB', undefined],
    [-1, undefined],
  ])('has a file whose size %j is %j bytes', (size, bytes) => {
    expect(read({ attachment: { name: 'Logo', url: '', size } }).attachment).toEqual({
      name: 'Logo',
      size: bytes,
    });
  });

  it.each([
    ['https://elsewhere.test/admin', undefined],
    ['//elsewhere.test/admin', undefined],
    ['javascript:alert(1)', undefined],
    ['', undefined],
    [null, undefined],
    ['/admin/x', 'https://test.activeplatform.com/admin/x'],
  ])('with the link %j has the page %j', (original_link, url) => {
    expect(read({ original_link }).url).toBe(url);
  });

  it('accepts a number as id, an unreadable date and no author', () => {
    expect(
      read({ created_at: 'soon', creator: '', attachment: null, content: null }, undefined, 15),
    ).toMatchObject({
      id: '15',
      createdAt: undefined,
      author: undefined,
      attachment: undefined,
      text: '',
    });
  });

  it('made of any JSON is read or refused', () => {
    const attribute = fc.oneof(fc.jsonValue(), fc.string(), fc.constant(null));
    const near = fc.record({
      data: fc.record({
        id: fc.oneof(fc.string(), fc.integer()),
        attributes: fc.record(
          {
            content: attribute,
            created_at: attribute,
            original_link: attribute,
            original_id: attribute,
            original_type: attribute,
            attachment: attribute,
          },
          { requiredKeys: [] },
        ),
      }),
    });
    fc.assert(
      fc.property(fc.oneof(near, fc.jsonValue()), (wire) => {
        const parsed = noteDocumentSchema.safeParse(wire);
        if (!parsed.success) return;
        const note = storedNote(parsed.data.data, base);
        expect(note.target.type).not.toBe('');
        expect(note.target.id).not.toBe('');
      }),
    );
  });
});

describe('member of the body', () => {
  it.each([
    ['id', 'target'],
    ['type', 'target'],
    ['content', 'text'],
    ['attachment', 'attachment'],
    ['data', 'attachment'],
    ['banana', undefined],
  ])('%s belongs to %s', (param, field) => {
    expect(fieldOf(param)).toBe(field);
  });
});
