import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Note } from '../../../../src/model/note.ts';
import { createBody } from '../../../../src/providers/chartmogul/noteBody.ts';
import { noteSchema, parseListedNote, storedNote } from '../../../../src/providers/chartmogul/wireNote.ts';
import { richText } from '../../../../src/providers/chartmogul/richText.ts';
import { outgoing } from '../../../support/stubService.ts';
import { markdownHere } from '../../../support/markdownHere.ts';

const customer = { type: 'customer', id: 'cus_52eb54c2-dea0-11ed-ac96-ef735d89fca0' };

/**
 * The documented example (docs/api/chartmogul.md, section 3), with an address in place of the one that is hidden
 * there.
 */
const fromTheDocs = {
  uuid: 'note_39351ba6-dea0-11ee-ac96-37b2b3de29af',
  customer_uuid: customer.id,
  type: 'note',
  text: 'Trial extended by two weeks.<br>Key contact on leave until May.',
  call_duration: 0,
  author: 'Adam (adam@example.com)',
  created_at: '2023-11-01T00:00:00.000Z',
  updated_at: '2023-12-21T10:53:50.082Z',
};

describe('a note of the service', () => {
  it('is read completely', () => {
    const about = { ...customer, name: 'Acme', url: 'https://app.chartmogul.com/#/customers/1' };
    expect(storedNote(noteSchema.parse(fromTheDocs), about)).toEqual({
      id: 'note_39351ba6-dea0-11ee-ac96-37b2b3de29af',
      kind: 'note',
      target: about,
      text: 'Trial extended by two weeks.\nKey contact on leave until May.',
      html: 'Trial extended by two weeks.<br>Key contact on leave until May.',
      author: 'Adam',
      authorEmail: 'adam@example.com',
      createdAt: new Date('2023-11-01T00:00:00Z'),
      updatedAt: new Date('2023-12-21T10:53:50.082Z'),
      durationSeconds: undefined,
      attachment: undefined,
      url: 'https://app.chartmogul.com/#/customers/1',
    });
  });

  it('may be a call without text', () => {
    const call = storedNote(
      noteSchema.parse({ ...fromTheDocs, type: 'call', text: null, call_duration: 90 }),
    );
    expect(call).toMatchObject({ kind: 'call', text: '', durationSeconds: 90, target: customer });
  });

  it('may be about a contact, in the newer collection', () => {
    const wire = {
      ...fromTheDocs,
      customer_uuid: null,
      associated_object: 'contact',
      associated_object_uuid: 'con_d48156da-b1c4-11f1-ba78-53409ba599d6',
    };
    expect(storedNote(noteSchema.parse(wire), customer).target).toEqual({
      type: 'contact',
      id: 'con_d48156da-b1c4-11f1-ba78-53409ba599d6',
    });
  });

  it('does not borrow the name of another customer', () => {
    const note = storedNote(noteSchema.parse(fromTheDocs), {
      type: 'customer',
      id: 'cus_other',
      name: 'Other',
    });
    expect(note.target).toEqual(customer);
  });

  it.each([
    ['about nobody', { ...fromTheDocs, customer_uuid: null }],
    ['of no type', { ...fromTheDocs, type: 7 }],
    ['without an id', { ...fromTheDocs, uuid: undefined }],
  ])('%s is refused', (_, wire) => {
    expect(noteSchema.safeParse(wire).success).toBe(false);
    expect(parseListedNote(wire)).toMatchObject({ wire: undefined, raw: wire });
  });

  it('of an unknown type is a note', () => {
    expect(storedNote(noteSchema.parse({ ...fromTheDocs, type: 'meeting' }))).toMatchObject({
      kind: 'note',
      text: 'Trial extended by two weeks.\nKey contact on leave until May.',
    });
  });

  it('in plain text has no HTML', () => {
    const plain = storedNote(
      noteSchema.parse({ ...fromTheDocs, text: 'a < b, List<T> & <ann@example.com>' }),
    );
    expect(plain).toMatchObject({ text: 'a < b, List<T> & <ann@example.com>', html: undefined });
    const written = storedNote(noteSchema.parse({ ...fromTheDocs, text: 'a &lt; b' }));
    expect(written).toMatchObject({ text: 'a < b', source: 'a &lt; b' });
  });

  it('made of any JSON is read or refused', () => {
    const near = fc.record(
      {
        ...Object.fromEntries(
          Object.entries(fromTheDocs).map(([key, value]) => [
            key,
            fc.oneof(fc.constant(value), fc.jsonValue()),
          ]),
        ),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(near, fc.jsonValue()), (wire) => {
        const parsed = noteSchema.safeParse(wire);
        if (parsed.success) expect(storedNote(parsed.data).id).not.toBe('');
        expect(parseListedNote(wire).wire).toEqual(parsed.data);
      }),
    );
  });
});

describe('author', () => {
  it.each([
    ['Adam (adam@example.com)', 'Adam', 'adam@example.com'],
    ['Sample Staff[staff-user-2] (staff@example.com)', 'Sample Staff[staff-user-2]', 'staff@example.com'],
    ['Ann (Sales) Lee (ann@example.com) ', 'Ann (Sales) Lee', 'ann@example.com'],
    ['(ann@example.com)', 'ann@example.com', 'ann@example.com'],
    ['Ann (Sales)', 'Ann', undefined],
    ['Ann', 'Ann', undefined],
    ['', undefined, undefined],
    [' ', undefined, undefined],
  ])('%s', (author, name, email) => {
    const note = storedNote(noteSchema.parse({ ...fromTheDocs, author }));
    expect([note.author, note.authorEmail]).toEqual([name, email]);
  });
});

const settings = (authorEmail?: string, collection: 'customer_notes' | 'notes' = 'customer_notes') => ({
  authorEmail,
  collection,
});

describe('create body', () => {
  it('of a note is exactly as documented', async () => {
    const note: Partial<Note> & Pick<Note, 'target'> = {
      target: customer,
      text: { format: 'typed', value: 'Trial <extended>\r\nby "two" & weeks' },
      author: 'ann@example.com',
      durationSeconds: 99,
    };
    expect(await createBody(outgoing(note), settings('default@example.com'), markdownHere)).toEqual({
      customer_uuid: customer.id,
      type: 'note',
      author_email: 'ann@example.com',
      text: 'Trial &lt;extended&gt;<br>by "two" &amp; weeks',
      created_at: '2025-05-06T15:29:59.250Z',
    });
  });

  it.each([
    [90, 90],
    [undefined, 60],
  ])('of a call of %s seconds says %i', async (durationSeconds, sent) => {
    const body = await createBody(
      outgoing({ target: customer, kind: 'call', durationSeconds }),
      settings(),
      markdownHere,
    );
    expect(body).toEqual({
      customer_uuid: customer.id,
      type: 'call',
      text: 'Hello',
      call_duration: sent,
      created_at: '2025-05-06T15:29:59.250Z',
    });
  });

  it('takes the account’s author where the note has none', async () => {
    expect(
      await createBody(outgoing({ target: customer }), settings('default@example.com'), markdownHere),
    ).toMatchObject({
      author_email: 'default@example.com',
    });
  });

  it.each([
    ['target', { target: { type: 'order', id: '1' } }],
    ['author', { target: customer, author: 'Ann' }],
    [
      'attachment',
      { target: customer, attachment: { name: 'a', mime: 'a/b', size: 1, sha256: '0'.repeat(64) } },
    ],
  ] as const)('refuses a wrong %s', async (field, note) => {
    await expect(createBody(outgoing(note), settings(), markdownHere)).rejects.toMatchObject({
      reason: 'invalid',
      field,
    });
  });

  it('names a contact in the newer collection only', async () => {
    const note = outgoing({ target: { type: 'contact', id: 'con_1' } });
    const body = await createBody(note, settings(undefined, 'notes'), markdownHere);
    expect(body).toMatchObject({
      associated_object_identifier: { associated_object: 'contact', method: 'uuid', value: 'con_1' },
    });
    expect(body).not.toHaveProperty('customer_uuid');
    await expect(createBody(note, settings(), markdownHere)).rejects.toThrow(
      'ChartMogul keeps notes about customers only.',
    );
  });

  it('keeps the spacing of a file', async () => {
    expect(await richText({ format: 'file', value: '\n  <a>\r\n\tb', name: 'a.txt' }, markdownHere)).toBe(
      '<pre>\n\n  &lt;a&gt;\n\tb</pre>',
    );
  });
});
