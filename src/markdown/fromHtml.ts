import type { Nodes, Root as HtmlRoot } from 'hast';
import type { Root } from 'mdast';
import rehypeParse from 'rehype-parse';
import rehypeRemark from 'rehype-remark';
import rehypeSanitize from 'rehype-sanitize';
import remarkGfm from 'remark-gfm';
import remarkStringify from 'remark-stringify';
import { unified } from 'unified';
import { fenced } from './fence.ts';
import { inert } from './inert.ts';
import { withNewlines } from './lines.ts';
import { readable } from './readable.ts';
import { shortened } from '../base/shortened.ts';

/** In UTF-16 units. Of longer HTML only the text is shown. */
const longestHtml = 200_000;

/** Elements inside each other. A long thread of e-mails, each of which quotes the one before, has a hundred. */
const deepest = 400;

/** UTF-16 units that Markdown may have for each of the HTML: indentation could make megabytes of a few kilobytes. */
const mostGrowth = 8;

/** UTF-16 units of Markdown that any HTML may give. */
const alwaysShown = 10_000;

/** The parts of a service's HTML that are shown. Other elements are removed, but their text stays. */
const schema = {
  tagNames: (
    'a p br strong b em i del s code pre blockquote ul ol li h1 h2 h3 h4 h5 h6 hr input span div ' +
    'table caption thead tbody tfoot tr th td'
  ).split(' '),
  attributes: {
    a: ['href'],
    input: [['type', 'checkbox'] as [string, string], 'checked'],
    ol: ['start'],
    td: ['colSpan', 'rowSpan'],
    th: ['align', 'colSpan', 'rowSpan'],
  },
  protocols: { href: ['http', 'https', 'mailto'] },
  // The text of these is not meant for readers.
  strip: ['script', 'style', 'template', 'noscript', 'head', 'iframe', 'object', 'svg', 'math'],
};

const toMarkdown = unified()
  .use(remarkGfm, { tablePipeAlign: false })
  .use(remarkStringify, {
    bullet: '-',
    rule: '-',
    fences: true,
    listItemIndent: 'one',
    // Two spaces, because the default, a backslash, would be visible in a viewer without Markdown.
    handlers: { break: () => '  \n' },
  });
const reader = unified()
  .use(rehypeParse, { fragment: true })
  .use(() => readable)
  .use(rehypeSanitize, schema)
  .use(rehypeRemark);

/**
 * A service's HTML as Markdown that is safe wherever it is shown: no HTML, no pictures, and only links to web pages and
 * mail addresses. Undefined for HTML that is too long or too deeply nested. Never throws.
 */
export function htmlToMarkdown(html: string): string | undefined {
  if (html.length > longestHtml) return undefined;
  try {
    const tree: HtmlRoot = reader.parse(startsWithPartOfTable.test(html) ? html : inBody + html);
    if (isDeeperThan(deepest, tree)) return undefined;
    const markdown = inert(toMarkdown.stringify(reader.runSync(tree)).trim());
    return markdown.length > alwaysShown + mostGrowth * html.length ? undefined : markdown;
  } catch {
    return undefined;
  }
}

/**
 * A tag that changes nothing but where the parser believes to be: at the start of a fragment it ignores end tags, of
 * which `</br>` and `</p>` are breaks to a browser.
 */
const inBody = '<wbr>';

/** Parts of a table that is not there are only kept at the start of a fragment. */
const startsWithPartOfTable = /^\s*<(?:caption|col|colgroup|tbody|td|tfoot|th|thead|tr)[\s/>]/i;

/** Without recursion, which would end in a RangeError itself. */
function isDeeperThan(depth: number, tree: HtmlRoot): boolean {
  let level: readonly Nodes[] = [tree];
  for (let at = 0; at <= depth; at += 1) {
    level = level.flatMap((node) => ('children' in node ? node.children : []));
    if (level.length === 0) return false;
  }
  return true;
}

/** Plain text as Markdown that looks the same: unchanged if Markdown would show it unchanged, else in a fence. */
export function textToMarkdown(text: string): string {
  const lines = withNewlines(text).replace(/^\n+/, '').trimEnd();
  if (lines === '') return '';
  const paragraphs = lines.split(/\n{2,}/);
  const tree: Root = {
    type: 'root',
    children: paragraphs.map((paragraph) => ({
      type: 'paragraph',
      children: paragraph
        .split('\n')
        .flatMap((line, index) => [
          ...(index === 0 ? [] : [{ type: 'break' } as const]),
          { type: 'text', value: line } as const,
        ]),
    })),
  };
  const markdown = toMarkdown.stringify(tree).trim();
  const isUnchanged = markdown.replaceAll('  \n', '\n') === paragraphs.join('\n\n');
  return inert(isUnchanged && !/[ \t]{2}/.test(lines) ? markdown : fenced(lines, 'text'));
}

/** Characters of a name, a type or an id that one line shows. */
const longestInline = 1000;

/** Any text as part of one line of Markdown, with its markup escaped. A longer one is cut. */
export function inlineMarkdown(text: string): string {
  const value = shortened(text, longestInline).replace(/\s+/g, ' ').trim();
  const line = toMarkdown.stringify({
    type: 'root',
    children: [{ type: 'paragraph', children: [{ type: 'text', value }] }],
  });
  return inert(line.trim());
}
