import fc from 'fast-check';
import type { Nodes } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { describe, expect, test } from 'vitest';
import { htmlToMarkdown, inlineMarkdown, textToMarkdown } from '../../../src/markdown/fromHtml.ts';
import { markdownToHtml } from '../../../src/markdown/toHtml.ts';
import { anyText } from '../../support/anyText.ts';
import { describeBeside } from '../../support/besideProject.ts';
import { cheatsheetTexts, ownTexts } from '../../support/hostileVectors.ts';
import { anyMarkdown } from './anyMarkdown.ts';

const markdown = unified().use(remarkParse).use(remarkGfm);

/** The parts of Markdown that a preview would load or run, or that lead to anything but a web page or a mail address. */
function activeParts(source: string): readonly string[] {
  const parts: string[] = [];
  const visit = (node: Nodes): void => {
    if (node.type === 'html') parts.push(`html ${node.value}`);
    if (node.type === 'image' || node.type === 'imageReference') parts.push('image');
    if (node.type === 'definition' || node.type === 'linkReference') parts.push(node.type);
    if (node.type === 'link' && !/^(https?:|mailto:)/i.test(node.url)) parts.push(`link ${node.url}`);
    if ('children' in node) node.children.forEach(visit);
  };
  visit(markdown.parse(source));
  if (/\b(?:command|file|javascript|data):\S/i.test(source)) parts.push('scheme');
  return parts;
}

describe('ChartMogul’s own HTML as Markdown', () => {
  test.each([
    ['<div class="cm-paragraph">one</div><div class="cm-paragraph">two</div>', 'one  \ntwo'],
    [
      '<div class="cm-paragraph">one</div><div class="cm-paragraph"><br class="cm-trailingbreak"></div><div class="cm-paragraph">two</div>',
      'one\n\ntwo',
    ],
    [
      '<ul data-type="taskList">\n<li data-checked="true">\n<label><input type="checkbox" checked><span></span></label><div><div class="cm-paragraph">First</div></div>\n</li>\n<li data-checked="false"><label><input type="checkbox"></label><div><div class="cm-paragraph">Second</div></div></li>\n</ul>',
      '- [x] First\n- [ ] Second',
    ],
    ['<p>a <b>bold</b> <i>it</i><br>b</p><ol start="3"><li>x</li></ol>', 'a **bold** *it*  \nb\n\n3. x'],
    ['<table><tr><th>a</th></tr><tr><td>1|2</td></tr></table>', '| a |\n| - |\n| 1\\|2 |'],
    ['<pre>a\n```\n</pre>', '````\na\n```\n````'],
    ['<a href="https://a.test/b">page</a>', '[page](https://a.test/b)'],
    ['<a href="command:x">run</a><a href="/b">c</a>', 'run (command\u2060:x)c (/b)'],
    [
      '<img src="https://a.test/i.png" alt="I"><img src="data:x">',
      '[Picture: I](https://a.test/i.png)Picture',
    ],
    [
      '<img src="https://a.test/i.png" alt="  "> <img src="https://a.test/j.png" alt=" J ">',
      '[Picture: https://a.test/i.png](https://a.test/i.png) [Picture: J](https://a.test/j.png)',
    ],
    ['<script>a</script><style>b</style>c<!-- d --><iframe src="https://a.test">e</iframe>', 'c'],
    ['# 1. *a* &lt;b&gt; [c](d)', '\\# 1. \\*a\\* \\<b> \\[c]\\(d)'],
  ])('%s', (html, expected) => {
    expect(htmlToMarkdown(html)).toBe(expected);
  });

  test('HTML that is too deeply nested or too long is not converted', () => {
    expect(htmlToMarkdown('<div>'.repeat(100_000))).toBeUndefined();
    expect(htmlToMarkdown('<b>a</b>'.repeat(100_000))).toBeUndefined();
  });
});

function expectNothingActive(texts: readonly string[]): void {
  test.each(texts.map((text): [string, string] => [text.slice(0, 60), text]))('%j', (_, text) => {
    for (const source of [text, `${text}\n\n${text}`]) {
      expect(activeParts(htmlToMarkdown(source) ?? '')).toEqual([]);
      expect(activeParts(htmlToMarkdown(markdownToHtml(source)) ?? '')).toEqual([]);
      expect(activeParts(textToMarkdown(source))).toEqual([]);
      expect(activeParts(`# ${inlineMarkdown(source)}`)).toEqual([]);
      expect(activeParts(`- Author: ${inlineMarkdown(source)}`)).toEqual([]);
    }
  });
}

const cheatsheetTitle = 'nothing of the HTML5 Security Cheatsheet is active in a document';
describeBeside('cheatsheet', { title: cheatsheetTitle, count: 15 }, () =>
  expectNothingActive(cheatsheetTexts()),
);

describe('nothing is active in a document', () => {
  expectNothingActive(ownTexts('http://canary.test'));

  test('made of whatever a service answers', () => {
    const hostile = fc.constantFrom(
      '<a href="',
      '">',
      '<img src="',
      '<p>',
      '</p>',
      '<li>',
      '<td>',
      '\n',
      'command:x',
      'file:///a',
      '](',
      '[',
    );
    const html = fc
      .array(fc.oneof(hostile, anyMarkdown, anyText({ maxLength: 5 })), { maxLength: 12 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(html, (source) => {
        expect(activeParts(htmlToMarkdown(source) ?? '')).toEqual([]);
        expect(activeParts(textToMarkdown(source))).toEqual([]);
        expect(activeParts(`- Author: ${inlineMarkdown(source)}`)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});

describe('plain text', () => {
  test.each([
    ['One line.', 'One line.'],
    ['a\nb\r\n\r\nc', 'a  \nb\n\nc'],
    ['a\u2028b\vc\u0085d\re\u2029f', 'a  \nb  \nc  \nd  \ne  \nf'],
    ['a *b*', '```text\na *b*\n```'],
    ['  indented', '```text\n  indented\n```'],
    ['```\na', '````text\n```\na\n````'],
    ['', ''],
  ])('%j', (text, expected) => {
    expect(textToMarkdown(text)).toBe(expected);
  });
});
