import { describe, expect, test } from 'vitest';
import { editedText, textForEditing } from '../../../../src/markdown/edit/editing.ts';
import type { StoredText } from '../../../../src/markdown/markdown.ts';

/** What is stored after a change of what is shown of a text. */
function changed(source: string, change: (text: string) => string, form: StoredText['form'] = 'formatted') {
  const { text } = textForEditing({ form, source }) ?? expect.fail('the text cannot be changed');
  const typed = change(text);
  expect(typed).not.toBe(text);
  return editedText({ form, source, shown: text, typed });
}

const reported =
  '<p>Send <b>it</b> to &lt;kim@example.org&gt;, R&amp;D, https://example.org/p?a=1&amp;b=2</p>';
const list = '<ul class=u><li class=a>One<li>Two</ul><p style="x">P</p>';
const lines = '<div class="w"><p>A<br>B</p>\r\n<!-- c --><p>C</p></div><P>D</P>';
const table =
  '<table id=t><thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr class=x><td>1</td><td>2&copy;</td></tr><tr><td>3</td><td>4</td></tr></tbody></table>';
const own =
  '<div class="cm-paragraph">one</div><div class="cm-paragraph">two</div><div class="cm-paragraph"><br></div><div class="cm-paragraph">three</div>';
const task =
  '<ul data-type="taskList">\n<li data-checked="true"><label><input type="checkbox" checked><span></span></label><div><div class="cm-paragraph">First</div></div></li></ul>';
const rich =
  'x <span style="color:red">red words</span> and <img src="data:x" alt="Logo me"> end <u>under</u>';

describe('a stored note is shown for editing', () => {
  test.each([
    [reported, 'Send **it** to <kim@example.org>, R&D, https://example.org/p?a=1&b=2'],
    ['<p>usage data:5GB, file:x, command:x</p>', 'usage data:5GB, file:x, command:x'],
    [
      '<p>C:\\temp and \\\\server, 5 * 3, snake_case, [1]</p>',
      'C:\\temp and \\\\server, 5 * 3, snake_case, [1]',
    ],
    ['<p>*a* and <b>*b*</b></p>', '\\*a\\* and **\\*b\\***'],
    ['<p>1. x<br># y<br>- z<br>&gt; q</p>', '1\\. x\n\\# y\n\\- z\n\\> q'],
    ['H<b>e</b>llo', 'H**e**llo'],
    ['10<sup>6</sup> <img src="data:x" alt="Logo">', '10^6 [Picture: Logo]'],
    [
      'C:\\<img src="data:x" alt="Logo"> \\ <img src="data:x" alt="Logo">',
      'C:\\\\[Picture: Logo\\] \\ [Picture: Logo]',
    ],
    // As the link cannot be written, its asterisk would end emphasis that begins in the line before.
    ['*D<br><a href=http://>3*www.', '\\*D\n3*www.'],
    ['<a href="https://x.example">https://x.example</a> <a href="/b">c</a>', 'https://x.example c'],
    ['<a href="https://x.example/a">here</a>', '[here](https://x.example/a)'],
    [own, 'one\ntwo\n\nthree'],
    [task, '- [x] First'],
    ['<ol start=4><li>x<li>y</ol>', '4. x\n5. y'],
    ['<ul><li>a<ul><li>b</ul><li>c</ul>', '- a\n  - b\n- c'],
    ['<ul><li>a</li><ul><li>b</li></ul><li>c</li></ul>', '- a\n  - b\n- c'],
    ['<ul><li>a</ul><ul><li>b</ul>', '- a\n\n* b'],
    [table, '| A | B |\n| - | - |\n| 1 | 2© |\n| 3 | 4 |'],
    ['<table><tr><th>A<tr><td>b<br>c|', '| A |\n| - |\n| b c\\| |'],
    ['A: 1</br>B: 2', 'A: 1\nB: 2'],
    ['<dl><dt>Term</dt><dd>Meaning</dd></dl>', 'Term\n\nMeaning'],
    ['<h2>T<br>U</h2><blockquote><p>q</p>r</blockquote>', '## T U\n\n> q\n>\n> r'],
    ['<pre><code class="language-js">a\n `b`</code></pre>', '```js\na\n `b`\n```'],
    ['<b>a<br>b</b> c', '**a**\n**b** c'],
    ['One\u2028Two', 'One Two'],
  ])('%s', (source, text) => {
    expect(textForEditing({ form: 'formatted', source })?.text).toBe(text);
    // A second round changes nothing.
    expect(editedText({ form: 'formatted', source, shown: text, typed: text })).toBe(source);
  });

  test('with what Markdown cannot show of it', () => {
    expect(textForEditing({ form: 'formatted', source: rich })?.kept).toEqual([
      'the formatting of “red words”',
      'the picture “Logo me”',
      'the formatting of “under”',
    ]);
    expect(textForEditing({ form: 'formatted', source: `<p>a <b>b</b></p>${list}` })?.kept).toEqual([]);
  });

  test.each([
    ['too long', `<p>${'a '.repeat(110_000)}</p>`],
    ['too much Markdown', `<p>${'words '.repeat(5000)}</p>`],
    ['too deep', '<div>'.repeat(300)],
    ['out of order', '<table>text<tr><td>a</td></tr></table>'],
  ])('not at all where it is %s', (_, source) => {
    expect(textForEditing({ form: 'formatted', source })).toBeUndefined();
  });
});

const cases: readonly (readonly [
  name: string,
  source: string,
  from: string | RegExp,
  to: string,
  html: string,
])[] = [
  ['a word', reported, 'Send', 'Mail', reported.replace('Send', 'Mail')],
  ['a word in bold', reported, '**it**', '**them all**', reported.replace('it<', 'them all<')],
  ['an item', list, 'Two', 'Three', list.replace('Two', 'Three')],
  ['an item that is new', list, 'Two', 'Two\n- New', list.replace('Two', 'Two<li>New</li>')],
  ['an item that is removed', list, '- One\n', '', list.replace('<li class=a>One', '')],
  ['a whole list', list, /- .*\n- .*\n/, 'New\n', '<p>New</p><p style="x">P</p>'],
  ['a line', lines, 'B', 'X & <y>', lines.replace('B<', 'X &amp; &lt;y><')],
  ['a line that is new', lines, 'B', 'B\nNew', lines.replace('B<', 'B<br>New<')],
  ['a line that is removed', lines, 'A\n', '', lines.replace('A<br>', '')],
  ['a paragraph that is new', lines, 'C', 'C\n\nNew', lines.replace('<p>C</p>', '<p>C</p><p>New</p>')],
  ['all of an element', lines, /A\nB\n\nC\n\n/, '', '<P>D</P>'],
  ['a cell', table, '3', '33', table.replace('3', '33')],
  [
    'a row that is new',
    table,
    '| 3',
    '| x | y |\n| 3',
    table.replace('<tr><td>3', '<tr><td>x</td><td>y</td></tr><tr><td>3'),
  ],
  ['a row that is removed', table, '| 1 | 2© |\n', '', table.replace(/<tr class=x>.*?<\/tr>/, '')],
  ['a line of ChartMogul’s editor', own, 'two', 'four', own.replace('two', 'four')],
  [
    'a new line of ChartMogul’s editor',
    own,
    'one',
    'one\nnew',
    own.replace('one</div>', 'one</div><div class="cm-paragraph">new</div>'),
  ],
  ['a task that is done', task, '[x]', '[ ]', task.replace('"true"', '"false"').replace(' checked>', '>')],
  ['words with a style', rich, 'red words', 'red big words', rich.replace('red words', 'red big words')],
  ['words beside a picture', rich, 'end', 'fin', rich.replace('end', 'fin')],
  [
    'words after a picture that follows a backslash',
    '<p>\\<img src="data:x" alt="Logo"> end</p>',
    'end',
    'fin',
    '<p>\\<img src="data:x" alt="Logo"> fin</p>',
  ],
  [
    'a line before one whose link cannot be written',
    '*D<br><a href=http://>3*www.',
    'D',
    'D new',
    '*D new<br><a href=http://>3*www.',
  ],
  ['a picture that is removed', rich, '[Picture: Logo me] ', '', rich.replace(/<img.*?> /, '')],
  [
    'one of equal paragraphs',
    '<p>a</p><p>a</p><p>a</p>',
    /^a\n\na/,
    'a\n\nb\n\na',
    '<p>a</p><p>b</p><p>a</p><p>a</p>',
  ],
  [
    'paragraphs that change places',
    '<p id=1>one</p><p id=2>two</p>',
    /^.*$/s,
    'two\n\none',
    '<p id=2>two</p><p id=1>one</p>',
  ],
  [
    'an item before others',
    '<ol start=4><li>a<li>b</ol>',
    '5. b',
    '5. x\n5. b',
    '<ol start=4><li>a<li>x</li><li>b</ol>',
  ],
  [
    'code',
    '<pre class=p><code class="language-js">a &lt; b</code></pre>',
    'a',
    'c',
    '<pre class=p><code class="language-js">c &lt; b</code></pre>',
  ],
  ['a heading’s depth', '<h2 id=h>T</h2>', '## T', '### T', '<h3 id=h>T</h3>'],
  [
    'an address',
    '<p>a</p><p>b</p>',
    'b',
    'https://example.org/x',
    '<p>a</p><p><a href="https://example.org/x">https://example.org/x</a></p>',
  ],
  ['a word of an element that is not closed', '<p>a <b>b<p>c', 'a', 'x', '<p>x <b>b<p>c'],
];

describe('a change of a stored note leaves every other byte as it was:', () => {
  test.each(cases)('%s', (_, source, from, to, html) => {
    expect(changed(source, (text) => text.replace(from, to))).toBe(html);
  });

  test('nothing grows from edit to edit', () => {
    let source = reported;
    for (const word of ['Mail', 'Post', 'Send'])
      source = changed(source, (text) => text.replace(/^\w+/, word)) ?? '';
    expect(source).toBe(reported);
  });
});

describe('a text without formatting', () => {
  test.each<[StoredText['form'], string, string, string | RegExp, string, string]>([
    [
      'breaks',
      'R&amp;D &quot;x&quot;<br>two<br/><br>three',
      'R&D "x"\ntwo\n\nthree',
      'two',
      '2 & 3',
      'R&amp;D &quot;x&quot;<br>2 &amp; 3<br/><br>three',
    ],
    ['breaks', 'a<br>b', 'a\nb', 'a\n', 'a\nnew\n', 'a<br>new<br>b'],
    ['breaks', 'a  b<br>*c*', 'a  b\n*c*', '*c*', '**d**', 'a  b<br>**d**'],
    [
      'newlines',
      'a & b\r\nc &lt;d&gt;\n<e@f.example>',
      'a & b\nc <d>\n<e@f.example>',
      'a & b',
      'a & c',
      'a & c\r\nc &lt;d&gt;\n<e@f.example>',
    ],
    ['newlines', 'a\nb', 'a\nb', 'b', 'b\nc', 'a\nb\nc'],
    ['newlines', 'a <b@c.example>', 'a <b@c.example>', /$/, '\nd', 'a &lt;b@c.example&gt;<br>d'],
  ])('of %s: %j', (form, source, text, from, to, stored) => {
    expect(textForEditing({ form, source })).toEqual({ text, kept: [] });
    expect(changed(source, (each) => each.replace(from, to), form)).toBe(stored);
  });
});
