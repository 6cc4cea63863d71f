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

/** One table of what is stored and what a reader of plain text must see. */
describe('says in plain text what a reader of the HTML sees:', () => {
  it.each([
    [
      'a cell',
      '<table><tr><td>A<br>b</td><td>9</td></tr><tr><td>c</td><td>8</td></tr></table>',
      'A b 9\nc 8',
    ],
    [
      'a cell of blocks',
      '<table><tr><td><p>A</p><p>b</p></td><td><div>9</div></td></tr><tr><td>c</td><td>8</td></tr></table>x',
      'A b 9\nc 8\nx',
    ],
    [
      'a cell with a list',
      '<table>\n<tr>\n<th>a</th>\n</tr>\n<tr>\n<td> b\n<ol><li>x</li><li>y\n<pre>1\n 2</pre></li></ol></td>\n</tr></table>',
      'a\nb 1. x 2. y 1 2',
    ],
    [
      'a table that only arranges others',
      '<table><tr><td><p>Hi</p><p>you</p></td><td><table><tr><td>1</td><td>2</td></tr></table></td></tr></table>',
      'Hi\n\nyou\n\n1 2',
    ],
    ['a table of one column', '<table><tr><td>a<br>b</td></tr><tr><td>c</td></tr></table>', 'a\nb\nc'],
    ['a heading', '<h2>A<br>b</h2><p>c</p>', 'A b\n\nc'],
    ['a heading of blocks', '<h2><div>A</div><div> b </div></h2>c', 'A b\nc'],
    ['a caption', '<table><caption>A<br>b</caption><tr><td>1</td><td>2</td></tr></table>', 'A b\n1 2'],
    [
      'a heading that never ends',
      `<h2>${'<p>x</p>'.repeat(200)}`,
      Array.from({ length: 200 }, () => 'x').join('\n\n'),
    ],
    ['a list in the wrong place', '<ul><li>a</li><ul><li>b</li></ul><li>c</li></ul>', '- a\n  - b\n- c'],
    ['a list that starts', '<ol start=4><li>x</li><li>y</li></ol>', '4. x\n5. y'],
    ['a list from 0', '<ol start="0"><li>x</ol>', '0. x'],
    ['a list backwards', '<ol reversed><li>x<li>y</ol>', '2. x\n1. y'],
    ['items with values', '<ol><li>x<li value=7>y<li>z</ol>', '1. x\n7. y\n8. z'],
    ['letters', '<ol type=a start=26><li>x<li>y</ol>', 'z. x\naa. y'],
    ['Roman numbers', '<ol style="list-style-type: upper-roman" start=9><li>x<li>y</ol>', 'IX. x\nX. y'],
    [
      'a start that is no number',
      '<ol start="x"><li>x</ol><ol start=99999999999999999999><li>y</ol>',
      '1. x\n1. y',
    ],
    ['a link', '<a href="https://x.example/1">here</a>, there', 'here (https://x.example/1), there'],
    [
      'a link at the end of a block',
      '<p><a href="https://x.example/1">here</a></p>b',
      'here (https://x.example/1)\n\nb',
    ],
    [
      'a link with space',
      '<a href="https://x.example">here </a>now<a href="/b"> a\n</a>b',
      'here (https://x.example) now a (/b) b',
    ],
    ['a link that says where', '<a href="https://www.x.example/%C3%A4/">x.example/ä</a>', 'x.example/ä'],
    [
      'a link that says something else',
      '<a href="https://x.example/a">https://x.example/…</a>',
      'https://x.example/… (https://x.example/a)',
    ],
    ['a link without words', 'a <a href="https://x.example/1"> <b></b></a>', 'a https://x.example/1'],
    [
      'a link around a block',
      '<a href="https://x.example/1"><div>a</div></a>b',
      'a (https://x.example/1)\nb',
    ],
    [
      'a mail address',
      '<a href="mailto:ann@x.example?subject=Hi">Ann</a> <a href="MAILTO:a@x.example">a@x.example</a>',
      'Ann (ann@x.example) a@x.example',
    ],
    [
      'a telephone number',
      '<a href="tel:+49123">call</a> <a href="tel:+49123">+49 123</a>',
      'call (+49123) +49 123',
    ],
    [
      'a link to nowhere',
      '<a href="#a">a</a> <a>b</a> <a href=" java\nscript:c()">c</a> <a href="data:text/html,d">d</a>',
      'a b c d',
    ],
    [
      'text above the line',
      '10<sup>6</sup>, 10<sup>-3</sup>, x<sup>n</sup>, e<sup>2x</sup>, 2<sup>10</sup>5',
      '10^6, 10^-3, x^n, e^(2x), 2^10 5',
    ],
    ['text above text above', '2<sup>n<sup>2</sup></sup>', '2^(n^2)'],
    [
      'endings above the line',
      '1<sup>st</sup>, Acme<sup>TM</sup>, note<sup>[1]</sup>, <sup>1</sup>/<sub>2</sub>',
      '1st, AcmeTM, note[1], 1/2',
    ],
    [
      'text below the line',
      'H<sub>2</sub>O, CO<sub>2</sub>e, x<sub>i</sub>y, x<sub>i+1</sub>, 5<sub>2</sub>, log<sub>10</sub>100',
      'H2O, CO2e, x_i y, x_(i+1), 5_2, log10 100',
    ],
    ['a long text above the line', `a<sup>${'long '.repeat(30)}</sup>`, `a${'long '.repeat(30)}`],
    [
      'an emoji',
      '<img alt="😀"> <img alt="👩‍👩‍👧" src="https://x.example/e.png"> <img src=x alt=":tada:">',
      '😀 👩‍👩‍👧 :tada:',
    ],
    [
      'a picture',
      'a<img alt="Logo" src="https://x.example/l.png">',
      'a Picture: Logo (https://x.example/l.png)',
    ],
    [
      'a picture without words',
      '<img src="https://x.example/l.png"><br><img src="data:image/png;base64,AAAA">',
      'Picture (https://x.example/l.png)\nPicture',
    ],
    [
      'a picture in a link',
      '<a href="https://x.example"><img alt="Logo" src="https://x.example/l.png"></a>',
      'Picture: Logo (https://x.example)',
    ],
    [
      'a picture that only reports',
      'a<img src="https://t.example/o.gif" width=1 height="1"><img src="https://t.example/o.gif" style="width:1px;height:1px">',
      'a',
    ],
    ['an end tag of a break', 'A: 1</br>B: 2', 'A: 1\nB: 2'],
    ['an end tag of a paragraph', 'a</p>b', 'a\n\nb'],
    [
      'terms',
      '<dl><dt>Term</dt><dd>Meaning</dd><dt>b</dt><dd><p>c</p><p>d</p></dd></dl>e',
      'Term\nMeaning\nb\n\nc\n\nd\n\ne',
    ],
    ['a rule', 'a<hr>b', 'a\nb'],
    ['details', '<details><summary>More</summary>text</details>', 'More\ntext'],
    ['a figure', '<figure><img alt="I"><figcaption>b</figcaption></figure>c', 'Picture: I\nb\nc'],
    [
      'a form',
      '<fieldset><legend>a</legend><select><option>b<option>c</select><address>d</address></fieldset>',
      'a\nb\nc\nd',
    ],
    [
      'boxes',
      '<input type=checkbox checked> done<br><ul><li><input type="checkbox">open</ul>',
      '[x] done\n- [ ] open',
    ],
    ['spaces above the line', 'a<sup>1 </sup>b<sup> 2</sup>', 'a^1 b 2'],
    ['a quotation', 'she said <q>no</q>', 'she said “no”'],
    ['struck text', 'price <s>100</s>120 <del>a</del><strike></strike>', 'price ~~100~~120 ~~a~~'],
    ['what is not shown', 'a<svg><title>b</title></svg><iframe>c</iframe><object>d</object>', 'a'],
  ])('%s', (_, html, text) => {
    expect(htmlToText(html)).toBe(text);
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
    ['text above the line', '<sup>x'],
    ['links in links', '<a href="https://x.example/a/b/c">x'],
    ['empty links', '<a href=b><b></b>'],
    ['struck text', '<s>x'],
    ['headings', '<h1>x'],
    ['headings of empty elements', '<h1><b></b></h1>'],
    ['tables in tables', '<table><tr><td>x'],
    ['cells of data', '<tr><td>a<br>b<td>c'],
    ['pictures', '<img src="https://x.example">'],
    ['lists of letters', '<ol type=a start=999999999><li>x'],
    ['boxes', '<input type=checkbox>'],
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
    expect(text.split('\n\n')).toEqual(
      Array.from({ length: 1000 }, () => 'Some bold words and a link (https://a.test).'),
    );
    expect(cut).toBeUndefined();
  });
});
