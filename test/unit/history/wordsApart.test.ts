import fc from 'fast-check';
import { expect, test } from 'vitest';
import { htmlToMarkdown } from '../../../src/markdown/fromHtml.ts';
import { htmlToText } from '../../../src/providers/htmlText.ts';

/** A word, or an element; `isBlock`: its text stands on lines of its own, or in a cell. */
type Part =
  | { readonly space: string }
  | { readonly tag: string; readonly isBlock: boolean; readonly parts: readonly Part[] };

const inline =
  'b i u span em strong s del code sup sub q label font a_href="https://x.example/1" a_href="#a"';
const flow = 'p div blockquote section center figure details fieldset div_class="cm-paragraph"';

const { list } = fc.letrec<{ list: readonly Part[]; part: Part }>((tie) => {
  const elementOf = (tags: string, isBlock: boolean, parts: fc.Arbitrary<readonly Part[]> = tie('list')) =>
    fc.record({ tag: fc.constantFrom(...tags.split(' ')), isBlock: fc.constant(isBlock), parts });
  const someOf = (tags: string, isBlock = true) =>
    fc.array(elementOf(tags, isBlock), { minLength: 1, maxLength: 3 });
  const rows = fc.array(elementOf('tr', true, someOf('td th td_colspan=2')), { minLength: 1, maxLength: 3 });
  return {
    list: fc.array(tie('part'), { maxLength: 4, depthIdentifier: 'html' }),
    part: fc.oneof(
      { depthIdentifier: 'html', maxDepth: 5 },
      { weight: 4, arbitrary: fc.record({ space: fc.constantFrom('', '', ' ', '\n') }) },
      { weight: 2, arbitrary: elementOf(inline, false) },
      { weight: 2, arbitrary: elementOf(flow, true) },
      // What these hold without an end of their own, parsers read in different ways.
      {
        weight: 1,
        arbitrary: elementOf('h2 pre', true, fc.array(fc.record({ space: fc.constantFrom('', ' ') }))),
      },
      { weight: 1, arbitrary: elementOf('br hr', true, fc.constant([])) },
      {
        weight: 1,
        arbitrary: elementOf('ul ol ol_start=4 ol_reversed', true, someOf('li li_value=7 li_data-checked')),
      },
      { weight: 1, arbitrary: elementOf('table', true, rows) },
      { weight: 1, arbitrary: elementOf('dl', true, someOf('dt dd')) },
    ),
  };
});

/** HTML with numbered words, and the pairs of neighbours that no reader may see as one word. */
function write(parts: readonly Part[]): {
  readonly html: string;
  readonly apart: readonly (readonly string[])[];
  readonly words: readonly string[];
} {
  const words: string[] = [];
  const apart: string[][] = [];
  let html = '';
  let isApart = false;
  const add = (part: Part): void => {
    if ('space' in part) {
      const word = `w${words.length}w`;
      const last = words.at(-1);
      if (last !== undefined && (isApart || part.space !== '')) apart.push([last, word]);
      words.push(word);
      html += part.space + word;
      isApart = false;
      return;
    }
    html += `<${part.tag.replace('_', ' ')}>`;
    isApart ||= part.isBlock;
    part.parts.forEach(add);
    isApart ||= part.isBlock;
    if (!/^[bh]r$/.test(part.tag)) html += `</${part.tag.split('_', 1)[0] ?? ''}>`;
  };
  parts.forEach(add);
  return { html, apart, words };
}

/** Markdown encodes characters beside marks. */
const decoded = (markdown: string) =>
  markdown.replace(/&#x([0-9a-f]+);/gi, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)));

test.each([
  ['text', htmlToText],
  ['Markdown', (html: string) => decoded(htmlToMarkdown(html) ?? '')],
])('no word gets lost in %s, and words that stand apart in the HTML do so there', (_, read) => {
  fc.assert(
    fc.property(list, (parts) => {
      const { html, apart, words } = write(parts);
      const text = read(html);
      expect(words.filter((word) => !text.includes(word))).toEqual([]);
      const joined = apart.filter(([one = '', other = '']) => {
        const between = text.slice(text.indexOf(one) + one.length, text.indexOf(other));
        // The address of a link without words stands between them, too.
        return !/\s|https:/.test(between);
      });
      expect([html, joined]).toEqual([html, []]);
    }),
    { numRuns: 500 },
  );
});
