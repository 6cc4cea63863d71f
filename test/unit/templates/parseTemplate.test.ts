import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatTemplate, parseTemplate } from '../../../src/templates/parseTemplate.ts';
import { isTemplate } from '../../../src/templates/template.ts';

const origin = { from: 'user' } as const;
const parse = (text: string, name = 'demo.md') => parseTemplate(name, Buffer.from(text), origin);

/** What is wrong with it. */
const problemOf = (text: string) => {
  const parsed = parse(text);
  return isTemplate(parsed) ? undefined : parsed.problem;
};

test('the front matter says for whom a template is, and the rest is its text', () => {
  const text =
    '---\r\nname: Demo\r\nprovider: chartmogul\r\naccount: Work\r\nkind: call\r\nduration: 25m\r\ncustomer: 007\r\n---\r\n\r\nHello\r\n\r\n- [ ] \r\n';
  expect(parse(text)).toEqual({
    name: 'Demo',
    origin,
    text: 'Hello\r\n\r\n- [ ] ',
    provider: 'chartmogul',
    account: 'Work',
    kind: 'call',
    duration: '25m',
    customer: '007',
    unknownKeys: [],
  });
});

test('a file without a front matter is a template that is called like its file', () => {
  expect(parse('Hello', 'Weekly call.MD')).toEqual({
    name: 'Weekly call',
    origin,
    text: 'Hello',
    unknownKeys: [],
  });
  expect(parse('---\n---\nHello')).toMatchObject({ name: 'demo', text: 'Hello' });
});

test('what the front matter holds beside that is named', () => {
  expect(parse('---\ntags: [a]\nname: Demo\nprio: 1\n---\n')).toMatchObject({
    unknownKeys: ['tags', 'prio'],
  });
});

test('what cannot be a template says so in one sentence', () => {
  expect(problemOf('---\nname: Demo\nHello')).toBe('Its front matter has no line “---” at its end.');
  expect(problemOf('---\nname: [\n---\nHello')).toMatch(/^Its front matter is not YAML in line \d\.$/);
  expect(problemOf('---\n- a\n---\nHello')).toBe('Its front matter is not YAML with a value for each name.');
  expect(problemOf('---\nkind: meeting\n---\n')).toBe('“kind” has to be note or call.');
  expect(problemOf('---\nduration: long\n---\n')).toBe('“duration” has to be like 25m, 1h 5m or 12:30.');
  expect(problemOf('---\ncustomer: {a: 1}\n---\n')).toBe(
    '“customer” has to be a text of at most 200 characters.',
  );
  expect(problemOf('x'.repeat(64_001))).toBe('It has more than 64 KB.');
  const bytes = Buffer.from([0xff, 0xfe, 0x41, 0]);
  expect(parseTemplate('a.md', bytes, origin)).toMatchObject({ problem: 'It is not text in UTF-8.' });
});

test('a template that is saved is read as the same one, whatever it holds', () => {
  const name = fc
    .string({ minLength: 1, maxLength: 60, unit: 'grapheme' })
    .filter((text) => /^\S(?:.*\S)?$/u.test(text) && text.isWellFormed() && !/[\p{C}\p{Z}]/u.test(text));
  fc.assert(
    fc.property(
      name,
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('note', 'call'),
      (called, text, kind) => {
        if (text.includes('\0')) return;
        const saved = { name: called, provider: 'notebook', kind, duration: '25m', text } as const;
        expect(parse(formatTemplate(saved))).toMatchObject(saved);
      },
    ),
  );
});

test('any bytes are a template or a sentence', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.boolean(), (bytes, hasFront) => {
      const start = Buffer.from(hasFront ? '---\n' : '');
      const parsed = parseTemplate('a.md', Buffer.concat([start, bytes]), origin);
      expect(isTemplate(parsed) ? parsed.name : parsed.problem).not.toBe('');
    }),
  );
});
