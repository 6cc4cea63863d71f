import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editNoteFile } from '../../../../src/providers/notebook/editNoteFile.ts';
import { formatNoteFile, parseNoteFile } from '../../../../src/providers/notebook/noteFile.ts';
import type { NoteChange } from '../../../../src/model/change.ts';
import { anyText } from '../../../support/anyText.ts';
import { noteOf } from './openNotebook.ts';

const now = '2026-07-29T14:05:59.123Z';
const byHand = [
  '---',
  '# written by hand',
  "id: 'abc'",
  'tags: [sales,   big]  # mine',
  'author: >',
  '  Ann',
  '  Lee',
  'customer:   Acme & Sons',
  'created_at: 2025-01-01T00:00:00Z   # about',
  'next: {call: yes}',
  '---',
  '',
  'Old text',
  '',
].join('\n');

const typed = (value: string) => ({ text: { format: 'typed', value } }) as const;

describe('a changed note’s file', () => {
  it('keeps every byte that the change is not about', () => {
    expect(editNoteFile(byHand, typed('New\n---\ntext'), now)).toBe(
      byHand.replace('---\n\nOld text', `updated_at: "${now}"\n---\n\nNew\n---\ntext`),
    );
    expect(editNoteFile(byHand, { author: 'Bea: "B"', occurredAt: '2025-02-01T00:00:00.000Z' }, now)).toBe(
      byHand
        .replace('author: >\n  Ann\n  Lee', 'author: "Bea: \\"B\\""')
        .replace('created_at: 2025-01-01T00:00:00Z', 'created_at: "2025-02-01T00:00:00.000Z"')
        .replace('---\n\nOld', `updated_at: "${now}"\n---\n\nOld`),
    );
  });

  it('has no time of creation afterwards where it had none before', () => {
    const undated = byHand.replace(/created_at.*\n/, '');
    const edited = editNoteFile(undated, { author: 'Bea' }, now) ?? '';
    expect(parseNoteFile(edited)?.front).toMatchObject({ author: 'Bea', createdAt: undefined });
  });

  it('names the last change only', () => {
    const once = editNoteFile(byHand, typed('1'), '2026-01-01T00:00:00.000Z') ?? '';
    const twice = editNoteFile(once, typed('2'), now) ?? '';
    expect(twice.match(/updated_at/g)).toHaveLength(1);
    expect(parseNoteFile(twice)?.front.updatedAt).toEqual(new Date(now));
  });

  it('keeps the newlines of its file', () => {
    const windows = byHand.replaceAll('\n', '\r\n');
    const edited = editNoteFile(windows, typed('New\ntext'), now);
    expect(edited?.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(parseNoteFile(edited ?? '')?.text).toBe('New\r\ntext');
  });

  it('keeps the line ends of every line that stays, the first lines and the end of the file', () => {
    const front = '\uFEFF---\r\ncustomer: "Acme"\n# mine\r\n---\n';
    const body = '\r\n\r\none\r\ntwo\nthree\rfour\n\nfive';
    const shown = parseNoteFile(front + body)?.text.replace(/\r\n?/g, '\n') ?? '';
    const edited = editNoteFile(front + body, typed(shown.replace('two', '2\nnew')), now) ?? '';
    const [head, ...rest] = edited.split('\n---\n');
    expect(rest.join('\n---\n')).toBe('\r\n\r\none\r\n2\r\nnew\r\nthree\rfour\n\nfive');
    expect(head?.startsWith('\uFEFF---\r\ncustomer: "Acme"\n# mine')).toBe(true);
  });

  it('keeps a fence that a person wrote, while it is long enough', () => {
    const file = '---\ncustomer: Acme\ntext_of: a.py\n---\n`````python\r\na\nb\n`````  \n\n';
    expect(editNoteFile(file, typed('a\n```c'), now)).toMatch(/---\n`````python\r\na\n```c\n````` {2}\n\n$/);
  });

  it('does not begin or end otherwise than before', () => {
    for (const [body, expected] of [
      ['Old', 'New'],
      ['Old\n', 'New\n'],
      ['\n\nOld\n\n\n', '\n\nNew\n\n\n'],
    ] as const) {
      const file = `---\ncustomer: Acme\n---\n${body}`;
      const shown = parseNoteFile(file)?.text ?? '';
      expect(editNoteFile(file, typed(shown.replace('Old', 'New')), now)?.split('---\n')[2]).toBe(expected);
    }
  });

  it('keeps a file’s text in its fence, which is made longer where necessary', () => {
    const note = noteOf('', { text: { format: 'file', value: 'a\nb', name: 'a.py' } });
    const file = formatNoteFile('id', note, now, []);
    const edited = editNoteFile(file, typed('```\nc'), now) ?? '';
    expect(edited).toContain('\n````py\n```\nc\n````\n');
    expect(parseNoteFile(edited)).toMatchObject({ text: '```\nc', front: { textOf: 'a.py' } });
    const other = editNoteFile(file, { text: { format: 'file', value: 'd', name: 'b.test.ts' } }, now) ?? '';
    expect(other).toContain('\n```ts\nd\n```\n');
    expect(parseNoteFile(other)).toMatchObject({ text: 'd', front: { textOf: 'b.test.ts' } });
  });

  it.each([
    ['no front matter', 'Hello'],
    ['no customer', '---\nid: a\n---\n\nHello\n'],
    ['front matter on one line', '---\n{id: a, customer: b}\n---\n\nHello\n'],
    ['an alias for its author', '---\nid: &a x\ncustomer: b\nauthor: *a\n---\n\nHello\n'],
  ])('is refused rather than spoiled: %s', (_, content) => {
    expect(editNoteFile(content, { author: 'Ann' }, now)).toBeUndefined();
  });

  it('gives any text, author and length back, and the rest as it was', () => {
    const change: fc.Arbitrary<NoteChange> = fc.record(
      {
        text: anyText({ maxLength: 40 }).map((value) => ({ format: 'typed' as const, value })),
        author: anyText({ minLength: 1, maxLength: 20 }),
        durationSeconds: fc.integer({ min: 1, max: 99_999 }),
        occurredAt: fc.constantFrom('2020-01-01T00:00:00.000Z', '1969-12-31T23:59:59.999Z'),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(change, anyText(), (each, value) => {
        const file = formatNoteFile('id', noteOf(value, { author: 'Ann' }), now, []);
        const edited = editNoteFile(file, each, now);
        const [before, after] = [parseNoteFile(file), parseNoteFile(edited ?? '')];
        const lines = (text: string | undefined) => text?.replaceAll('\r\n', '\n');
        expect(lines(after?.text)).toBe(lines(each.text?.value ?? before?.text));
        expect(after?.front).toEqual({
          ...before?.front,
          author: each.author ?? 'Ann',
          updatedAt: new Date(now),
          ...(each.durationSeconds && { durationSeconds: each.durationSeconds }),
          ...(each.occurredAt && { createdAt: new Date(each.occurredAt) }),
        });
      }),
      { numRuns: 300 },
    );
  });
});
