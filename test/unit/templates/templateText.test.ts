import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fillTemplate, namesIn, templateNames } from '../../../src/templates/templateText.ts';

test('each placeholder becomes its value, and the caret goes to the first {{cursor}}', () => {
  const text = 'To {{customer}} on {{ date }}:\r\n{{cursor}}\r\n{{cursor}}Bye, {{author}}';
  expect(fillTemplate(text, { customer: 'Acme', date: '2026-07-29', author: '' })).toEqual({
    text: 'To Acme on 2026-07-29:\n\nBye, ',
    cursor: 'To Acme on 2026-07-29:\n'.length,
    left: [],
  });
});

test('what nobody knows, and what has no value here, stays in the text and is named once', () => {
  const text = '{{custmer}} {{clipboard}} {{Customer}} {{custmer}} {{constructor}} {{}} {{a b}} {customer}';
  expect(fillTemplate(text, { customer: 'Acme' })).toEqual({
    text,
    cursor: undefined,
    left: ['{{custmer}}', '{{clipboard}}', '{{Customer}}', '{{constructor}}'],
  });
  const tooLong = fillTemplate('{{selection}}', { selection: 'x'.repeat(200_001) });
  expect(tooLong).toEqual({ text: '{{selection}}', cursor: undefined, left: ['{{selection}}'] });
});

test('a value is never filled in itself', () => {
  const values = { selection: '{{clipboard}}{{cursor}}', clipboard: 'secret', customer: '{{' };
  expect(fillTemplate('{{selection}}|{{customer}}clipboard}}', values)).toEqual({
    text: '{{clipboard}}{{cursor}}|{{clipboard}}',
    cursor: undefined,
    left: [],
  });
});

test('any text and any values: what stands between placeholders stays, and the caret is in the text', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary' }).map((text) => text.replaceAll(/[{}\r]/g, '')),
    fc.constantFrom(...templateNames.map((name) => `{{${name}}}`), '{{other}}', '{{', '}}'),
  );
  fc.assert(
    fc.property(fc.array(piece), fc.string(), (pieces, value) => {
      const filled = fillTemplate(pieces.join(''), { customer: value, selection: value });
      expect(filled.cursor ?? 0).toBeLessThanOrEqual(filled.text.length);
      const again = fillTemplate(filled.text, {});
      if (!/[{}\r]/.test(value)) expect(again.text).toBe(filled.text);
      for (const each of pieces.filter((text) => !/[{}]/.test(text))) expect(filled.text).toContain(each);
    }),
  );
});

test('the names that a text asks for', () => {
  expect([...namesIn('{{customer}} {{customer}} {{ clipboard }} {{other}}')]).toEqual([
    'customer',
    'clipboard',
  ]);
});
