import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Note } from '../../../../src/model/note.ts';
import { createBody } from '../../../../src/providers/activeplatform/createBody.ts';
import { oneFile, outgoing, stubContext } from '../../../support/stubService.ts';
import { anyText } from '../../../support/anyText.ts';

const target = { type: 'subscription', id: '3056' };
const { files: noFiles } = stubContext({}, () => expect.fail('nothing is sent')).context;
const attachmentOf = (size: number, more: { name?: string; mime?: string } = {}) => ({
  name: 'a.pdf',
  mime: 'application/pdf',
  sha256: '0'.repeat(64),
  size,
  ...more,
});

/** The bytes that are sent, and the length that was announced. */
async function bodyOf(
  note: Partial<Note>,
  bytes: Uint8Array,
  piece: number,
  form: 'quoted' | 'rfc2397' = 'quoted',
) {
  const body = createBody(outgoing({ target, ...note }, '/blob'), form, oneFile(bytes, piece));
  if (body.kind !== 'stream') return expect.fail('not streamed');
  const chunks: Uint8Array[] = [];
  for await (const chunk of body.open()) chunks.push(chunk);
  return { text: Buffer.concat(chunks).toString(), length: body.length, chunks };
}

describe('create body', () => {
  it('without a file is exactly as documented', () => {
    const note = { target, text: { format: 'typed', value: 'Migrated <b>01.03.2022</b>\n' } } as const;
    expect(createBody(outgoing(note), 'quoted', noFiles)).toEqual({
      kind: 'text',
      text: '{"data":{"attributes":{"id":3056,"type":"subscription","content":"Migrated <b>01.03.2022</b>\\n"}}}',
    });
  });

  it.each([
    ['quoted', "data:application/pdf;base64,'AQIDBA=='"],
    ['rfc2397', 'data:application/pdf;base64,AQIDBA=='],
  ] as const)('writes a file in the %s form', async (form, data) => {
    const { text } = await bodyOf({ attachment: attachmentOf(4) }, new Uint8Array([1, 2, 3, 4]), 10, form);
    const attachment = { name: 'a.pdf', data };
    expect(JSON.parse(text)).toEqual({
      data: { attributes: { id: 3056, type: 'subscription', content: 'Hello', attachment } },
    });
  });

  it('streams exactly the bytes that JSON.stringify would give, of the announced length', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 7 })),
          fc.tuple(fc.integer({ min: 1, max: 20_480 }), fc.integer({ min: 500, max: 5000 })),
        ),
        anyText({ minLength: 1, maxLength: 50 }).filter((text) => text.trim() !== ''),
        fc.constantFrom('quoted', 'rfc2397'),
        async ([size, piece], content, form) => {
          const bytes = Uint8Array.from({ length: size }, (_, at) => (at * 167 + size) % 256);
          const note = {
            text: { format: 'typed', value: content },
            attachment: attachmentOf(bytes.length),
          } as const;
          const { text, length, chunks } = await bodyOf(note, bytes, piece, form);
          const quote = form === 'quoted' ? "'" : '';
          const data = `data:application/pdf;base64,${quote}${Buffer.from(bytes).toString('base64')}${quote}`;
          const attributes = { id: 3056, type: 'subscription', content, attachment: { name: 'a.pdf', data } };
          expect(text).toBe(JSON.stringify({ data: { attributes } }));
          expect(length).toBe(Buffer.byteLength(text));
          const longest = Math.max(...chunks.slice(1, -1).map((chunk) => chunk.length));
          expect(longest).toBeLessThanOrEqual(4 * Math.ceil((piece + 2) / 3));
        },
      ),
    );
  });

  it.each([3, 5])('stops when the file has %i bytes instead of 4', async (length) => {
    await expect(bodyOf({ attachment: attachmentOf(4) }, new Uint8Array(length), 10)).rejects.toMatchObject({
      reason: 'storage',
      field: 'attachment',
    });
  });

  it.each([
    ['kind', { kind: 'call' }],
    ['target', { target: { type: 'customer', id: '1' } }],
    ['target', { target: { type: 'order', id: 'RN1' } }],
    ['target', { target: { type: 'order', id: '9'.repeat(41) } }],
    ['text', { text: { format: 'typed', value: ' \n' } }],
    ['text', { text: { format: 'typed', value: 'x'.repeat(5001) } }],
    ['attachment', { attachment: attachmentOf(0) }],
    ['attachment', { attachment: attachmentOf(1) }],
  ] as const)('refuses a wrong %s: %j', (field, note) => {
    const make = () => createBody(outgoing({ target, ...note }), 'quoted', noFiles);
    expect(make).toThrow(expect.objectContaining({ reason: 'invalid', field }));
  });

  it('takes 5,000 characters', () => {
    const note = { target, text: { format: 'typed', value: 'x'.repeat(5000) } } as const;
    expect(createBody(outgoing(note), 'quoted', noFiles)).toMatchObject({ kind: 'text' });
  });
});

describe('how a file is described', () => {
  it.each([
    ['application/pdf', 'application/pdf'],
    ['Text/Plain; charset=utf-8', 'text/plain'],
    ['image/svg+xml', 'image/svg+xml'],
    ["a/b,c'", 'application/octet-stream'],
    ['pdf', 'application/octet-stream'],
    ['', 'application/octet-stream'],
  ])('type %j becomes %s', async (mime, bare) => {
    const { text } = await bodyOf({ attachment: attachmentOf(1, { mime }) }, new Uint8Array(1), 1);
    expect(text).toContain(`"data:${bare};base64,`);
  });

  it.each([
    ['a.pdf', 'a.pdf'],
    ['/etc/passwd', 'passwd'],
    ['..\\..\\a b.txt', 'a b.txt'],
    ['a\u0000\n.pdf', 'a.pdf'],
    ['x/', 'attachment'],
    ['..', 'attachment'],
  ])('name %j becomes %s', async (name, base) => {
    const { text } = await bodyOf({ attachment: attachmentOf(1, { name }) }, new Uint8Array(1), 1);
    expect(text).toContain(`"name":"${base}"`);
  });
});
