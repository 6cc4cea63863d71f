import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileHtml, plainHtml } from '../../../src/markdown/plainHtml.ts';
import { htmlToText, readHtml } from '../../../src/providers/htmlText.ts';
import { anyText } from '../../support/anyText.ts';
import { growth, mostGrowth } from '../../support/growth.ts';

describe('htmlToText', () => {
  it.each([
    ['plain\ntext\n\n with  spaces', 'plain\ntext\n\n with  spaces'],
    ['From: Ann <ann@example.com>\nHi', 'From: Ann <ann@example.com>\nHi'],
    ['1 < 2 & 3 > 2', '1 < 2 & 3 > 2'],
    ['Fish &amp; chips', 'Fish & chips'],
    ['?a=1&copy=2', '?a=1&copy=2'],
    ['Trial extended.<br>Key contact on leave.', 'Trial extended.\nKey contact on leave.'],
    ['a<br/>b<BR>c', 'a\nb\nc'],
    ['<div>one</div><div>two</div>', 'one\ntwo'],
    // As ChartMogul's editor stores an empty line.
    ['<div class="p">one</div><div class="p"><br class="x"></div><div class="p">two</div>', 'one\n\ntwo'],
    ['<div>one<br></div><div>two</div>', 'one\ntwo'],
    ['<div>one</div><div><br></div><div><br></div>', 'one'],
    ['<p>one</p>\n  <p>two\n three</p>', 'one\n\ntwo three'],
    ['<ul><li>a</li><li>b</li></ul>after', '- a\n- b\nafter'],
    ['<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>', '1. a\n  - b\n2. c'],
    [
      '<ul data-type="taskList">\n<li data-checked="true">\n<label><input type="checkbox" checked><span></span></label><div><div>First</div></div>\n</li>\n<li data-checked="false"><div>Second</div></li>\n</ul>',
      '- [x] First\n- [ ] Second',
    ],
    ['<pre>\n  a\n\tb &lt;c&gt;</pre>', '  a\n\tb <c>'],
    ['a <b>bold</b>\n<i>word</i>', 'a bold word'],
    ['<p>safe</p><script>alert(1)</script><style>p{}</style><p>text</p>', 'safe\n\ntext'],
    ['<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>', 'a b\nc'],
    ['a<!-- no -->b<br>', 'ab\n'],
    ['<b>&amp;lt;</b>', '&lt;'],
    ['<div>unclosed', 'unclosed'],
    ['</div></div>x', 'x'],
    ['', ''],
  ])('%j', (html, text) => {
    expect(htmlToText(html)).toBe(text);
  });

  it('never throws and never shows a script', () => {
    const pieces = fc.constantFrom(
      '<p>',
      '</p>',
      '<pre>',
      '</li>',
      '<li>',
      '<br',
      '>',
      '<',
      '&',
      '\n',
      ' ',
      'x',
      '<ul>',
      '<script>',
      '"',
    );
    fc.assert(fc.property(fc.array(pieces), (parts) => typeof htmlToText(parts.join('')) === 'string'));
  });

  it.each(['typed', 'file'] as const)('gives %s text back as it was', (format) => {
    const hostile = fc.array(
      fc.oneof(
        anyText(),
        fc.constantFrom(
          '<',
          '>',
          '&',
          '&amp;',
          '<br>',
          '<script>',
          '</pre>',
          '\n',
          '\r\n',
          ' ',
          '\t',
          '"',
          "'",
          '<!--',
          '&lt',
          ']]>',
        ),
      ),
    );
    fc.assert(
      fc.property(hostile, (parts) => {
        const value = parts.join('');
        const sent = format === 'typed' ? plainHtml(value) : fileHtml(value);
        expect(sent).not.toMatch(format === 'typed' ? /<(?!br>)/ : /(?!^)<(?!\/pre>$)/);
        const ends = format === 'typed' ? /\r\n?|[\v\f\u0085\u2028\u2029]/g : /\r\n?/g;
        expect(htmlToText(sent)).toBe(value.replace(ends, '\n'));
      }),
      { numRuns: 500 },
    );
  });
});

describe('hostile HTML', () => {
  const paragraph = '<p>Some <b>bold</b> words and a <a href="https://a.test">link</a>.</p>';

  it.each([
    ['lists in lists', '<ul><li>x'],
    ['ordered lists', '<ol start=99999999999999999999><li>x'],
    ['elements that are never closed', '<b>'],
    ['ends of elements that never began', '<i></b>'],
    ['line breaks', '<br>'],
    ['empty paragraphs', '<p>x</p><p></p>'],
    ['cells', '<td>x'],
    ['blanks', '<p>x  \t  '],
    ['newlines', '<p>x</p>\n\n'],
    ['entities', '<p>&amp;'],
    ['comments', '<p><!--'],
    ['quotes', '<p a="'],
  ])('%s take linear time and give little text', (_, html) => {
    const htmlOf = (size: number) => `<p>x</p>${html.repeat(Math.ceil(size / html.length))}`;
    expect(growth(htmlToText, htmlOf, 70_000)).toBeLessThan(mostGrowth);
    expect(htmlToText(htmlOf(280_000)).length).toBeLessThan(10 * 280_000);
  });

  it.each([' ', '\t', '\n', '\f', '&nbsp;', '<'])('a run of %j takes linear time', (character) => {
    const htmlOf = (size: number) => `<p>x${character.repeat(size)}y</p>`;
    expect(growth(htmlToText, htmlOf, 70_000)).toBeLessThan(mostGrowth);
  });

  it('that is too deeply nested is cut, and its text says so', () => {
    const { text, cut } = readHtml(`<p>start</p>${'<ul><li>x'.repeat(5000)}`);
    expect(text).toMatch(/^start\n\n[^]*\n\n\[The rest is not shown: this note is too deeply nested\.\]$/);
    expect(cut).toBe(true);
  });

  it('that is too long is cut, and its text says so', () => {
    const { text, cut } = readHtml(paragraph.repeat(10_000));
    expect(text).toMatch(/^Some bold words[^]*\n\n\[The rest is not shown: this note is too long\.\]$/);
    expect(cut).toBe(true);
  });

  it('a long note of the usual kind is whole', () => {
    const { text, cut } = readHtml(paragraph.repeat(1000));
    expect(text.split('\n\n')).toEqual(Array.from({ length: 1000 }, () => 'Some bold words and a link.'));
    expect(cut).toBeUndefined();
  });
});
