import { expect, test } from 'vitest';
import { fileHtml, plainHtml } from '../../../src/markdown/plainHtml.ts';

test('only the characters that HTML would interpret are escaped, not even a no-break space', () => {
  expect(plainHtml(`a < b > c & "d" 'e' &nbsp;\u00a0ä🦊`)).toBe(
    `a &lt; b &gt; c &amp; "d" 'e' &amp;nbsp;\u00a0ä🦊`,
  );
});

test('lines are kept, however they end', () => {
  expect(plainHtml('one\r\ntwo\rthree\nfour')).toBe('one<br>two<br>three<br>four');
  expect(fileHtml('\none\r\n  <two>')).toBe('<pre>\n\none\n  &lt;two&gt;</pre>');
});
