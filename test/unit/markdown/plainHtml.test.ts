import { expect, test } from 'vitest';
import { fileHtml, plainHtml } from '../../../src/markdown/plainHtml.ts';
import { markdownToHtml } from '../../../src/markdown/toHtml.ts';

test('only the characters that HTML would interpret are escaped, not even a no-break space', () => {
  expect(plainHtml(`a < b > c & "d" 'e' &nbsp;\u00a0ä🦊`)).toBe(
    `a &lt; b &gt; c &amp; "d" 'e' &amp;nbsp;\u00a0ä🦊`,
  );
});

test('lines are kept, however they end', () => {
  expect(plainHtml('one\r\ntwo\rthree\nfour')).toBe('one<br>two<br>three<br>four');
  expect(fileHtml('\none\r\n  <two>')).toBe('<pre>\n\none\n  &lt;two&gt;</pre>');
});

test.each(['\u2028', '\u2029', '\u0085', '\v', '\f', '\r', '\r\n'])(
  '%j ends a line of a typed text',
  (end) => {
    expect(plainHtml(`One${end}Two`)).toBe('One<br>Two');
    expect(markdownToHtml(`One${end}Two`)).toBe('One<br>Two');
    expect(markdownToHtml(`One${end}**Two**`)).toBe('<p>One<br><strong>Two</strong></p>');
    expect(markdownToHtml(`- One${end}- Two`)).toBe('<ul><li>One</li><li>Two</li></ul>');
  },
);

test('the separators in a file stay, because they end no line in an editor', () => {
  expect(fileHtml('"One\u2028Two\u0085"')).toBe('<pre>"One\u2028Two\u0085"</pre>');
});
