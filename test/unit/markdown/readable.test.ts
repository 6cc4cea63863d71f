import { describe, expect, test } from 'vitest';
import { htmlToMarkdown } from '../../../src/markdown/fromHtml.ts';

describe('a document shows what a reader of the HTML sees:', () => {
  test.each([
    ['a cell', '<table><tr><td>A<br>b</td><td>9</td></tr></table>', '| | |\n| - | - |\n| A b | 9 |'],
    [
      'a cell of blocks',
      '<table><tr><th>A</th><th>b</th></tr><tr><td><p>c</p><p>d</p></td><td><ul><li>e</li><li><div>f</div></li></ul></td></tr></table>',
      '| A | b |\n| - | - |\n| c d | - e - f |',
    ],
    [
      'a cell with a heading, code, a rule and a numbered list',
      '<table><tr><td><h3>A</h3>b</td><td><pre>1\n2</pre><hr>3<ol start=4><li>x</ol></td></tr></table>',
      '| | |\n| - | - |\n| A b | 1 2 3 4. x |',
    ],
    [
      'cells that take several columns and rows',
      '<table><tr><th colspan=2>A</th></tr><tr><td rowspan=2>b</td><td>c</td></tr><tr><td align=right>d</td></tr></table>',
      '| A | |\n| - | - |\n| b | c |\n| | d |',
    ],
    [
      'a table that only arranges others',
      '<table><tr><td><p>Hi</p><p>you</p></td><td><table><tr><td>1</td><td>2</td></tr></table></td></tr></table>',
      'Hi\n\nyou\n\n| | |\n| - | - |\n| 1 | 2 |',
    ],
    ['a table of one column', '<table><tr><td>a<br>b</td></tr><tr><td>c</td></tr></table>', 'a  \nb\n\nc'],
    ['a caption', '<table><caption>A<br>b</caption><tr><th>1</th></tr></table>', 'A b\n\n| 1 |\n| - |'],
    ['a heading', '<h2>A<br>b</h2><p>c</p>', '## A b\n\nc'],
    ['a heading of blocks', '<h2><div>A</div><p>b</p><ul><li>c</li></ul></h2>d', '## A b - c\n\nd'],
    [
      'a heading that never ends',
      `<h2>${'<p>x</p>'.repeat(200)}`,
      Array.from({ length: 200 }, () => 'x').join('\n\n'),
    ],
    ['a list in the wrong place', '<ul><li>a</li><ul><li>b</li></ul><li>c</li></ul>', '- a\n  - b\n- c'],
    [
      'a numbered list in the wrong place',
      '<ol><li>a</li><ol><li>b</li></ol><li>c</li></ol>',
      '1. a\n   1. b\n2. c',
    ],
    ['a list that starts', '<ol start=4><li>x</li><li>y</li></ol>', '4. x\n5. y'],
    ['words between items', '<ul><li>a</li><br>b<p>c</p></ul>', '- a  \n  b\n\n  c'],
    ['a list that starts at an item', '<ol><li value=4>x</li><li>y</li></ol>', '4. x\n5. y'],
    ['a list backwards', '<ol reversed><li>x<li>y</ol>', '- 2\\. x\n- 1\\. y'],
    ['items with values', '<ol><li>x<li value=7><p>y</p><li>z</ol>', '- 1\\. x\n\n- 7\\. y\n\n- 8\\. z'],
    ['letters', '<ol type=a><li>x<li>y<ul><li>z</ul></ol>', '- a. x\n- b. y\n  - z'],
    ['a list before the first number', '<ol start=-1><li>x<li>y</ol>', '- -1. x\n- 0\\. y'],
    ['a link without words', 'a <a href="https://x.example/1"><b></b></a>', 'a <https://x.example/1>'],
    ['a link to nowhere', '<a href="#a">a</a> <a>b</a>', 'a b'],
    [
      'text above the line',
      '10<sup>6</sup>, <b>10</b><sup>-3</sup>, 2<sup>10</sup>5, e<sup>2x</sup>, 2<sup>n<sup>2</sup></sup>',
      '10^6, **10**^-3, 2^10 5, e^(2x), 2^(n^2)',
    ],
    [
      'endings above the line',
      '1<sup>st</sup>, note<sup>[1]</sup>, <sup>1</sup>/<sub>2</sub>',
      '1st, note\\[1], 1/2',
    ],
    ['a link above the line', 'a<sup><a href="https://x.example">1</a></sup>', 'a[1](https://x.example)'],
    [
      'text below the line',
      'H<sub>2</sub>O, x<sub>i</sub>, 5<sub>2</sub>, log<sub>10</sub>100',
      'H2O, x_i, 5_2, log10 100',
    ],
    ['an emoji', '<img alt="😀"> <img alt="👩‍👩‍👧" src="https://x.example/e.png">', '😀 👩‍👩‍👧'],
    [
      'a picture',
      '<img alt=" Our\nlogo " src="https://x.example/l.png">',
      '[Picture: Our logo](https://x.example/l.png)',
    ],
    [
      'pictures without words',
      '<img alt="" src="https://x.example/l.png"> <img src="data:image/png;base64,AAAA">',
      '[Picture: https://x.example/l.png](https://x.example/l.png) Picture',
    ],
    [
      'a picture in a link',
      '<a href="https://x.example"><img alt="Logo" src="https://x.example/l.png"></a>',
      '[Picture: Logo](https://x.example)',
    ],
    ['a picture that only reports', 'a<img src="https://t.example/o.gif" width=1 height="1">', 'a'],
    ['an end tag of a break', 'A: 1</br>B: 2', 'A: 1  \nB: 2'],
    ['an end tag of a paragraph', 'a</p>b', 'a  \nb'],
    [
      'terms',
      '<dl><dt>Term</dt><dd>Meaning</dd><dt>b</dt><dd><p>c</p></dd></dl>e',
      'Term\n\nMeaning\n\nb\n\nc\n\ne',
    ],
    ['details', '<details><summary>More</summary>text</details>', 'More\n\ntext'],
    ['a figure', '<figure><img alt="I"><figcaption>b</figcaption></figure>c', 'Picture: I\n\nb\n\nc'],
    [
      'a form',
      '<fieldset><legend>a</legend><select><option>b<option>c</select><address>d</address></fieldset>',
      'a\n\nb\n\nc\n\nd',
    ],
    [
      'boxes',
      '<ul><li><label><input type=checkbox checked> done</label></ul><input type="radio">open',
      '- [x] done\n\n\\[ ] open',
    ],
    ['spaces above the line', 'a<sup>1 </sup>b<sup> 2</sup>', 'a^1 b 2'],
    [
      'bold blocks',
      '<b>a<div>b <i>c</i></div><p>d</p></b><em><ul><li><input type=checkbox>e</li></ul></em>',
      '**a**\n\n**b _c_**\n\n**d**\n\n- [ ] *e*',
    ],
    ['an empty table between words', 'a<table></table>b', 'a  \nb'],
    [
      'a task with its words beside the box',
      '<ul><li data-checked="true">a <b>b</b><p>c</p></li><li data-checked=false><label><input type=checkbox>d</label></li></ul>',
      '- [x] a **b**\n\n  c\n\n- [ ] d',
    ],
    ['items that are in no list', '<li>a</li>\n<li>b</li>c<li>d</li>', '- a\n- b\n\nc\n\n- d'],
    ['words before the first item', '<ol reversed>a<li>b</li></ol>', 'a\n\n1. b'],
    [
      'a link around blocks',
      '<a href="https://x.example"><h2>a</h2>b<ul><li>c</li></ul></a>',
      '## [a](https://x.example)\n\n[b](https://x.example)\n\n- [c](https://x.example)',
    ],
    ['a rule in a block', 'a<div><hr></div>', 'a\n\n---'],
    ['an item without words', '<ol><div></div></ol>e', 'e'],
    ['a quotation', 'she said <q>no</q>', 'she said “no”'],
    ['struck text', 'price <strike>100</strike> <s>a <del>b</del></s>', 'price ~~100~~ ~~a b~~'],
    ['a part of a table', '<tr><td>a</td><td>b</td></tr>', 'a\n\nb'],
  ])('%s', (_, html, markdown) => {
    expect(htmlToMarkdown(html)).toBe(markdown);
  });
});
