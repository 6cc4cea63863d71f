import fc from 'fast-check';
import { anyText } from '../../support/anyText.ts';

/** Markdown, text that it would hide, and text that only looks like Markdown. */
const pieces = [
  ...['*', '**', '_', '__', '~~', '~', '`', '``', '```', '#', '##', '>', '-', '+', '|', '\\', '\\\\', '!'],
  ...['[', ']', '(', ')', '](', '[^1]', '[^1]: ', '[a]: ', '[x] ', '- [ ] ', '---', '===', '***', '\n---\n'],
  ...[
    '\n',
    '\n\n',
    '\r\n',
    '\r',
    '    ',
    '\t',
    ' ',
    '  \n',
    '\\\n',
    '\n> ',
    '\n- ',
    '\n1. ',
    '\n12. ',
    '\n2) ',
  ],
  ...['<b>', '</div>', '<div>', '<!-- ', ' -->', '<T>', '<?', '<![CDATA[', '<https://a.test>', '<a@b.test>'],
  ...['&', '&amp;', '&copy', '&#65;', '&lt;script&gt;', 'https://a.test/b_c*d', 'www.a.test', 'a@b.test'],
  ...[
    '[a](https://a.test/b)',
    '[a](javascript:b)',
    '[a](/b "c")',
    '![a](https://a.test/i.png)',
    '```js\n',
    '~~~ a b\n',
  ],
  ...[
    '|a|b|\n|-|-|\n',
    '|c|d|e|',
    '2*3*4',
    'C:\\temp',
    'a',
    'b',
    'Ä',
    '日',
    '7',
    '.',
    ':',
    '\u00a0',
    '\ufeff',
    '\u0000',
  ],
];

/** Any text that is likely to contain markup. */
export const anyMarkdown: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      { weight: 12, arbitrary: fc.constantFrom(...pieces) },
      { weight: 1, arbitrary: anyText({ maxLength: 4 }) },
    ),
    {
      maxLength: 24,
    },
  )
  .map((parts) => parts.join(''));
