import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { escapeFormula } from '../../../src/history/escapeFormula.ts';
import { historyCsv, historyJson, historyMarkdown } from '../../../src/history/formats.ts';
import { markdownHere as writer } from '../../support/markdownHere.ts';
import type { StoredNote } from '../../../src/model/note.ts';
import { storedNote as chartmogulNote } from '../../../src/providers/chartmogul/wireNote.ts';
import { growth, mostGrowth } from '../../support/growth.ts';
import { anyText } from '../../support/anyText.ts';
import { joined, onePage, storedNote } from './notes.ts';
import { count } from '../../../src/words/history.ts';

const now = Date.parse('2026-02-01T00:00:00.000Z');
const customer = { target: { type: 'customer', id: 'cus_1', name: '=Acme [x](command:y)' }, account: 'Work' };
const date = (at: number) => new Date(at).toISOString();

const call = storedNote('b', {
  kind: 'call',
  durationSeconds: 1500,
  text: 'Hi',
  html: '<p><b>Hi</b></p>',
  authorEmail: 'ann@example.com',
  updatedAt: new Date('2026-01-06T12:00:00.000Z'),
});

/** A parser that follows RFC 4180. */
function parseCsv(csv: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, bare, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    row.push(quoted?.replaceAll('""', '"') ?? bare ?? '');
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

/** Where `longer` has characters that `text` does not; fails unless the rest of it is `text`. */
function addedTo(text: string, longer: string): number[] {
  const added: number[] = [];
  for (let at = 0; at < longer.length; at += 1) if (longer[at] !== text[at - added.length]) added.push(at);
  expect(longer.length - added.length).toBe(text.length);
  return added;
}

async function csvOf(...notes: readonly StoredNote[]): Promise<string> {
  return joined(historyCsv(customer, onePage(...notes)));
}

describe('CSV', () => {
  test('says what the HTML of a note does', async () => {
    const html =
      '<ol start=4><li>10<sup>6</sup><li><a href="https://x.example/1">here</a></ol><img alt="😀">';
    const wire = { uuid: 'note_1', customer_uuid: 'cus_1', type: 'note', text: html };
    const [head = [], row = []] = parseCsv((await csvOf(chartmogulNote(wire))).slice(1));
    expect(row[head.indexOf('text')]).toBe('4. 10^6\n5. here (https://x.example/1)\n😀');
  });

  test('has a byte order mark, a heading, and a row for each note', async () => {
    const csv = await csvOf(call, storedNote('a', { text: 'a, "b"\r\nc', createdAt: undefined }));
    expect(csv.startsWith('\ufeffid,kind,created_at,')).toBe(true);
    expect(csv.endsWith('\r\n')).toBe(true);
    const [head = [], first = [], second = []] = parseCsv(csv.slice(1));
    expect(first).toEqual([
      ...[
        'b',
        'call',
        '2026-01-05T12:00:00.000Z',
        '2026-01-06T12:00:00.000Z',
        '1500',
        'Ann',
        'ann@example.com',
      ],
      ...['Acme', 'customer', 'cus_1', 'Work', 'Hi', '', ''],
    ]);
    expect(second[head.indexOf('text')]).toBe('a, "b"\r\nc');
    expect(second[head.indexOf('created_at')]).toBe('');
  });

  test.each(['=1+1', '+49 30', '-5', '@SUM(A1)', '  =1', '\rx', '＝1', '＠a', '\0=1', ' \x7f-1'])(
    'a spreadsheet takes %j for text',
    async (text) => {
      const [, first = []] = parseCsv((await csvOf(storedNote('a', { text, author: text }))).slice(1));
      expect(first.filter((cell) => cell === `'${text}`)).toHaveLength(2);
    },
  );

  test('any text can be read back, and none is a formula', async () => {
    await fc.assert(
      fc.asyncProperty(anyText({ maxLength: 20 }), async (text) => {
        const [head = [], first = []] = parseCsv((await csvOf(storedNote('a', { text }))).slice(1));
        expect(first).toHaveLength(head.length);
        const cell = first[head.indexOf('text')] ?? '';
        const guards = addedTo(text, cell);
        for (const at of guards) {
          expect(cell.charAt(at)).toBe("'");
          expect(cell.slice(at + 1)).toMatch(/^([\s\p{Cc};"]*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r])/u);
        }
        expect(cell).not.toMatch(/^[=+\-@\t\r]/);
      }),
    );
  });

  test.each([
    ['x;=1+1', "x;'=1+1"],
    ['x\t=1+1', "x\t'=1+1"],
    ['x; \t\n -1', "x; \t\n' -1"],
    ['a\r\n@SUM(A1)', "a\r\n'@SUM(A1)"],
    ['x;"=1"', `x;'"=1"`],
    ['x;＝1;y', "x;'＝1;y"],
    ['=1;=2\t+3', "'=1;'=2\t'+3"],
    [';=1', ";'=1"],
    ['\t=1', "'\t'=1"],
    ['\n=1', "'\n'=1"],
    ['x;\0=1', "x;'\0=1"],
  ])('a spreadsheet with another separator takes %j as text', async (text, expected) => {
    const [, first = []] = parseCsv((await csvOf(storedNote('a', { text, author: text }))).slice(1));
    expect(first.filter((each) => each === expected)).toHaveLength(2);
  });

  test('no cell of a spreadsheet with another separator is a formula', async () => {
    const piece = fc.constantFrom(';', '\t', '\r', '\n', ' ', '\0', '"', ',', "'", '=', '-', '@', '＋', 'a');
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 12 }), async (pieces) => {
        const text = pieces.join('');
        const csv = await csvOf(storedNote('a', { text, author: text }));
        // Quotes are not looked at: they only count where a cell begins with them.
        for (const each of csv.split(/[;\t\r\n]/))
          expect(each).not.toMatch(/^[\s\p{Cc}"]*[=+\-@\uff1d\uff0b\uff0d\uff20]/u);
      }),
    );
  });

  test('a text with long gaps is guarded in time that grows with its length', async () => {
    const textOf = (size: number) => '\t'.repeat(size);
    expect(growth(escapeFormula, textOf, 12_500)).toBeLessThan(mostGrowth);
    const text = textOf(500_000);
    const [, first = []] = parseCsv((await csvOf(storedNote('a', { text }))).slice(1));
    expect(first).toContain(`'${text}`);
  });
});

describe('JSON', () => {
  test('is one object, also without notes', async () => {
    expect(JSON.parse(await joined(historyJson(customer, onePage(), now)))).toEqual({
      customer: customer.target,
      account: 'Work',
      exportedAt: '2026-02-01T00:00:00.000Z',
      notes: [],
    });
    const whole: unknown = JSON.parse(
      await joined(historyJson(customer, onePage(call, storedNote('a')), now)),
    );
    expect(whole).toMatchObject({
      notes: [{ id: 'b', html: '<p><b>Hi</b></p>', durationSeconds: 1500 }, { id: 'a' }],
    });
  });
});

describe('Markdown', () => {
  test('goes from the newest to the oldest, and nothing in it is a link', async () => {
    const pages = onePage(call, storedNote('a', { text: '[Open](command:x)', author: undefined }));
    const text = await joined(historyMarkdown(customer, pages, { writer, date, now }));
    expect(text).toBe(`# History of \\=Acme \\[x]\\(command\u2060:y)

customer cus_1 in Work, as of 2026-02-01T00:00:00.000Z, newest first.

## Call · 2026-01-05T12:00:00.000Z

- Author: Ann
- Changed: 2026-01-06T12:00:00.000Z
- Duration: 25 min

**Hi**

## Note · 2026-01-05T12:00:00.000Z

\`\`\`text
[Open](command\u2060:x)
\`\`\`

---

2 notes and calls.
`);
  });

  test('says so when a customer has no notes', async () => {
    const text = await joined(historyMarkdown(customer, onePage(), { writer, date, now }));
    expect(text).toContain('There are no notes about this customer.');
    expect(count(1)).toBe('1 note or call');
  });
});
