import * as fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { formatNoteFile, parseNoteFile, type NoteFile } from '../../../../src/providers/notebook/noteFile.ts';
import { holdsFrontMatter } from '../../../../src/base/frontMatter.ts';
import { growth, mostGrowth } from '../../../support/growth.ts';
import type { Note } from '../../../../src/model/note.ts';

const stamp = '2026-07-29T14:05:59.123Z';

/** Any well-formed text, in which characters with a meaning in Markdown or YAML are frequent. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({
    unit: fc.constantFrom(
      '---',
      '\n',
      '\r\n',
      '\r',
      ' ',
      '\t',
      '```',
      '`',
      'a',
      '\u2028',
      '\ufeff',
      '\0',
      '🦊',
      '"',
      ': ',
      '#',
    ),
    maxLength: 30,
  }),
);

/** Through the bytes of a file and back. */
function throughDisk(content: string): NoteFile | undefined {
  const bytes = new TextEncoder().encode(content);
  return parseNoteFile(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
}

function noteOf(value: string, more: Partial<Note> = {}): Note {
  return {
    kind: 'note',
    target: { type: 'customer', id: 'Acme' },
    text: { format: 'typed', value },
    ...more,
  };
}

function typedBack(value: string): string | undefined {
  return throughDisk(formatNoteFile('1', noteOf(value), stamp, []))?.text;
}

function fileBack(value: string, name = 'log.txt'): string | undefined {
  const note = noteOf('', { text: { format: 'file', value, name } });
  return throughDisk(formatNoteFile('1', note, stamp, []))?.text;
}

test('what a file looks like', () => {
  const note = noteOf('Wants an invoice.\nSoon.', {
    kind: 'call',
    author: 'Eve',
    durationSeconds: 90,
    attachment: { name: 'a "b".pdf', mime: 'application/pdf', size: 7, sha256: 'f'.repeat(64) },
  });
  expect(formatNoteFile('id-1', note, stamp, ['attachments/x-a.pdf'])).toBe(
    [
      '---',
      'id: "id-1"',
      'kind: "call"',
      'customer: "Acme"',
      'author: "Eve"',
      `created_at: "${stamp}"`,
      'call_duration: 90',
      'attachment:',
      '  name: "a \\"b\\".pdf"',
      '  size: 7',
      '  file: "attachments/x-a.pdf"',
      '---',
      '',
      'Wants an invoice.',
      'Soon.',
      '',
    ].join('\n'),
  );
});

test('no value of the front matter takes more than its own line', () => {
  const customer = `${'a'.repeat(100)}\n---\n${'b '.repeat(100)}`;
  const long = formatNoteFile('1', noteOf('', { target: { type: 'customer', id: customer } }), stamp, []);
  const short = formatNoteFile('1', noteOf(''), stamp, []);
  expect(long.split('\n')).toHaveLength(short.split('\n').length);
});

test('any text comes back as it was typed', () => {
  fc.assert(
    fc.property(text, (value) => {
      expect(typedBack(value)).toBe(value);
    }),
    { numRuns: 500 },
  );
});

test.each(['', '\n', '\r\n', ' x ', '---', '---\n', '\n---\n', 'a\n---\nb', '\ufeffx', 'x\r', '\0', '```\n'])(
  'the text %j comes back as it was typed, and as it was in a file',
  (value) => {
    expect(typedBack(value)).toBe(value);
    expect(fileBack(value)).toBe(value);
  },
);

test('half a surrogate pair becomes the replacement character, and nothing else changes', () => {
  expect(typedBack('a\ud83eb\udd8a')).toBe('a\ufffdb\ufffd');
});

test('any file’s text comes back as it was, in a fence that nothing inside can close', () => {
  fc.assert(
    fc.property(text, text, (value, name) => {
      expect(fileBack(value, name)).toBe(value);
    }),
    { numRuns: 500 },
  );
});

test('a fence is longer than any run of backticks inside, and names the language', () => {
  const note = noteOf('', { text: { format: 'file', value: 'a\n````\nb', name: 'x.md' } });
  expect(formatNoteFile('1', note, stamp, [])).toContain('\n`````md\na\n````\nb\n`````\n');
});

const fileOf = (name: string) => ({ name, mime: 'a/b', size: 7, sha256: 'f'.repeat(64) });

test('several attachments are a list, each with its name, size and path', () => {
  const note = noteOf('Text', { attachment: fileOf('a.pdf'), moreAttachments: [fileOf('b: c.png')] });
  const content = formatNoteFile('1', note, stamp, ['attachments/x-a.pdf', 'attachments/x-2-b-c.png']);
  expect(content).toContain(
    [
      'attachments:',
      '  - name: "a.pdf"',
      '    size: 7',
      '    file: "attachments/x-a.pdf"',
      '  - name: "b: c.png"',
      '    size: 7',
      '    file: "attachments/x-2-b-c.png"',
      '---',
    ].join('\n'),
  );
  expect(parseNoteFile(content)?.front.attachments).toEqual([
    { name: 'a.pdf', size: 7, file: 'attachments/x-a.pdf' },
    { name: 'b: c.png', size: 7, file: 'attachments/x-2-b-c.png' },
  ]);
});

test.each([
  ['attachment:\n  name: a.pdf', ['a.pdf']],
  ['attachments:\n  - name: a.pdf\n  - name: b.pdf', ['a.pdf', 'b.pdf']],
  // As a person may write both.
  ['attachment:\n  name: a.pdf\nattachments:\n  - name: b.pdf', ['a.pdf', 'b.pdf']],
  ['attachments:\n  - b.pdf\n  - name:\n  - name: c.pdf\n    size: many', ['c.pdf']],
  ['attachments: a.pdf', []],
  ['attachments:', []],
])('of attachments, those that can be read count: %j', (member, names) => {
  const note = parseNoteFile(`---\ncustomer: Acme\n${member}\n---\n\nText\n`);
  expect(note?.front.attachments.map(({ name }) => name)).toEqual(names);
});

test('any id, customer, author and attachment name come back as they were', () => {
  const any = fc.oneof(text, fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)) }));
  const some = any.filter((value) => value.trim() !== '');
  fc.assert(
    fc.property(some, some, some, some, (id, customer, author, name) => {
      const note = noteOf('text', {
        target: { type: 'customer', id: customer },
        author,
        attachment: { name, mime: 'a/b', size: 3, sha256: '0'.repeat(64) },
      });
      expect(throughDisk(formatNoteFile(id, note, stamp, ['attachments/x']))).toEqual({
        front: {
          id,
          kind: 'note',
          customer,
          author,
          createdAt: new Date(stamp),
          updatedAt: undefined,
          durationSeconds: undefined,
          textOf: undefined,
          attachments: [{ name, size: 3, file: 'attachments/x' }],
        },
        text: 'text',
      });
    }),
    { numRuns: 500 },
  );
});

test.each(['x\u2028---\u2028y', 'true', 'null', '007', '2026-01-01', '~', '<<', '*a', '&a', '!!binary x'])(
  'a customer called %j is a customer',
  (customer) => {
    const note = noteOf('', { target: { type: 'customer', id: customer } });
    expect(throughDisk(formatNoteFile('1', note, stamp, []))?.front.customer).toBe(customer);
  },
);

describe('a file that was edited by hand', () => {
  test('plain values, comments, other keys and another order', () => {
    const parsed = parseNoteFile(
      '---\n# mine\ntags: [a, b]\ncustomer: 007\nkind: Call\ncreated_at: 2026-07-29T16:05:00+02:00\ncall_duration: "60"\nid: x\n---\nText',
    );
    expect(parsed).toEqual({
      front: {
        id: 'x',
        kind: 'call',
        customer: '007',
        author: undefined,
        createdAt: new Date('2026-07-29T14:05:00Z'),
        durationSeconds: 60,
        attachments: [],
      },
      text: 'Text',
    });
  });

  test('values that make no sense are left out; the note stays', () => {
    const parsed = parseNoteFile(
      '---\nid:\ncustomer: Acme\nkind: meeting\nauthor: [x]\ncreated_at: yesterday\ncall_duration: -5\nattachment: none\n---\n\nText\n',
    );
    expect(parsed).toEqual({
      front: {
        id: undefined,
        kind: 'note',
        customer: 'Acme',
        author: undefined,
        createdAt: undefined,
        durationSeconds: undefined,
        attachments: [],
      },
      text: 'Text',
    });
  });

  test('a text without a newline at its end', () => {
    expect(parseNoteFile('---\ncustomer: Acme\n---\n\nText')?.text).toBe('Text');
  });

  test('newlines and a byte order mark from another editor', () => {
    const content = formatNoteFile('1', noteOf('a\nb'), stamp, []).replaceAll('\n', '\r\n');
    expect(parseNoteFile(`\ufeff${content}`)).toMatchObject({ front: { id: '1' }, text: 'a\r\nb' });
  });

  test('a fence that was taken away', () => {
    expect(parseNoteFile('---\ncustomer: Acme\ntext_of: a.txt\n---\n\nfree\n')?.text).toBe('free');
    expect(parseNoteFile('---\ncustomer: Acme\ntext_of: a.txt\n---\n\n```\nfree\n')?.text).toBe('```\nfree');
  });
});

/** Nine to the power of nine words, if its aliases were ever expanded. */
const laughs = Array.from({ length: 9 }, (_, level) => {
  const below = level === 0 ? 'x' : `*l${level - 1}`;
  return `l${level}: &l${level} [${Array(9).fill(below).join(', ')}]\n`;
}).join('');

test.each([
  ['nothing', ''],
  ['no front matter', '# Shopping\n\n- milk'],
  ['a front matter without an end', '---\ncustomer: Acme\n'],
  ['no customer', '---\ntitle: x\n---\n'],
  ['an empty customer', '---\ncustomer: " "\n---\n'],
  ['a list', '---\n- a\n- b\n---\n'],
  ['broken YAML', '---\ncustomer: "Acme\nx: [\n---\n'],
  ['aliases that grow without end', `---\n${laughs}customer: *l8\n---\n`],
  ['an indented mark', ' ---\ncustomer: Acme\n---\n'],
])('no note: %s', (_, content) => {
  expect(parseNoteFile(content)).toBeUndefined();
});

test('nothing makes the reader throw', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 80 }), text, (yaml, body) => {
      parseNoteFile(`---\n${yaml}\n---\n${body}`);
      parseNoteFile(`---\ncustomer: ${yaml}\n---\n${body}`);
    }),
  );
});

test('the start of a file is enough once its front matter has ended', () => {
  const content = formatNoteFile('1', noteOf('x\n---\ny'), stamp, []);
  const end = content.indexOf('\n---\n') + '\n---\n'.length;
  expect(holdsFrontMatter(content.slice(0, end))).toBe(true);
  expect(holdsFrontMatter(content.slice(0, end - 3))).toBe(false);
  expect(holdsFrontMatter('--')).toBe(false);
  expect(holdsFrontMatter('# Shopping')).toBe(true);
  fc.assert(
    fc.property(text, (value) => {
      const whole = formatNoteFile('1', noteOf(value), stamp, []);
      expect(parseNoteFile(whole.slice(0, end))?.front).toEqual(parseNoteFile(whole)?.front);
    }),
  );
});

test('a long front matter of the usual kind is read', () => {
  const lines = Array.from({ length: 1000 }, (_, at) => `key ${at}: "some words, and some others"`);
  const file = parseNoteFile(`---\ncustomer: Acme\n${lines.join('\n')}\n---\n\ntext\n`);
  expect(file).toMatchObject({ front: { customer: 'Acme' }, text: 'text' });
});

test.each(['"', '" ', '[', '- ', '{a: ', '? ', '&a ', ',', ': ', '!a '])(
  'a front matter of many %j is read in linear time, or is none',
  (part) => {
    const fileOf = (size: number) => `---\ncustomer: x\na: [${part.repeat(size)}\n---\n\nx\n`;
    expect(growth(parseNoteFile, fileOf, 10_000)).toBeLessThan(mostGrowth);
  },
);

test.each([
  ['2026-07-29', '2026-07-29T00:00:00.000Z'],
  ['2026-07-29 16:05', '2026-07-29T16:05:00.000Z'],
  ['2026-07-29 16:05:00 +02', '2026-07-29T14:05:00.000Z'],
])('a person may write the date %s', (typed, iso) => {
  const note = parseNoteFile(`---\ncustomer: Acme\ncreated_at: ${typed}\n---\nText`);
  expect(note?.front.createdAt?.toISOString()).toBe(iso);
});

test('a date without a zone is in UTC, wherever the notebook is opened', () => {
  vi.stubEnv('TZ', 'America/Los_Angeles');
  try {
    const note = parseNoteFile('---\ncustomer: Acme\ncreated_at: 2026-07-29T16:05\n---\nText');
    expect(note?.front.createdAt?.toISOString()).toBe('2026-07-29T16:05:00.000Z');
  } finally {
    vi.unstubAllEnvs();
  }
});
