import fc from 'fast-check';
import { expect, test } from 'vitest';
import { conversions } from '../../../src/markdown/conversions.ts';
import { plainLine } from '../../../src/markdown/plainLine.ts';
import { parseNoteFile } from '../../../src/providers/notebook/noteFile.ts';
import { htmlToText, wordsOf } from '../../../src/providers/htmlText.ts';
import { readErrorBody } from '../../../src/providers/errorBody.ts';

/** What opens something, in HTML, Markdown, YAML or JSON. */
const openings = [
  ...'b i s q a sup sub pre h1 p li label svg template select blockquote table details'
    .split(' ')
    .map((name) => `<${name}>`),
  ...['<ul><li>', '<ol type=a><li>', '<table><tr><td>', '<table><tr><th>x<th>', '<dl><dd>', '<math><mi>'],
  ...['<a href=https://a.test>', '<div class=cm-paragraph>', '<li data-checked=true>', '<!--', '<a b="', '&'],
  ...[
    '[',
    '(',
    '{',
    '![',
    '[[',
    '](',
    '> ',
    '- ',
    '1. ',
    '* > ',
    '*a ',
    '**a',
    '_a',
    '~~',
    '`',
    '|a',
    '# ',
    '```\n',
  ],
  ...['{"a":', '[0,', '"', '\\', '? ', 'a: {', '- - '],
];

const converters: readonly (readonly [string, (text: string) => unknown])[] = [
  ...Object.entries(conversions).map(
    ([name, convert]) =>
      [name, (text: string) => convert(text, { form: 'formatted', shown: text, typed: `${text}y` })] as const,
  ),
  ['plainLine', (text) => plainLine(text, [text])],
  ['htmlToText', htmlToText],
  ['wordsOf', wordsOf],
  ['readErrorBody', readErrorBody],
  [
    'parseNoteFile',
    (text) => [parseNoteFile(`---\n${text}\n---\n`), parseNoteFile(`---\nid: ${text}\n---\n`)],
  ],
];

test.each(converters)('%s reads whatever is nested, or gives up without an error', (_, convert) => {
  const nested = fc
    .array(fc.tuple(fc.constantFrom(...openings), fc.constantFrom(1, 3, 100, 399, 401, 1000, 3000)), {
      minLength: 1,
      maxLength: 4,
    })
    .map((parts) =>
      parts
        .map(([opening, times]) => opening.repeat(times))
        .join('x')
        .slice(0, 15_000),
    );
  fc.assert(
    fc.property(nested, (text) => {
      expect(() => convert(text)).not.toThrow();
    }),
    { numRuns: 60 },
  );
});
