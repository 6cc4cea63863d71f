import type { Element, Nodes, Root as HtmlRoot } from 'hast';
import type { Root as MarkdownRoot } from 'mdast';
import rehypeSanitize from 'rehype-sanitize';
import rehypeStringify from 'rehype-stringify';
import remarkBreaks from 'remark-breaks';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified, type Plugin } from 'unified';
import { asTyped } from './asTyped.ts';
import { dialect } from './dialect.ts';
import { keepsAll } from './keepsAll.ts';
import { plainHtml } from './plainHtml.ts';

/** In UTF-16 units: a longer text is no note. */
const longestMarkdown = 20_000;
/** The time for these grows with the square of their number; this many take half a second. */
const mostMarks = 3000;
const deepest = 100;

function isTooMuch(source: string): boolean {
  return (
    source.length > longestMarkdown ||
    (source.match(/[*_~]/g)?.length ?? 0) > mostMarks ||
    new RegExp(`^(?:[ \\t]*(?:[->+*]|\\d{1,9}[.)])){${deepest}}`, 'm').test(source)
  );
}

/** What a note may hold; the same whatever a plugin may one day make of Markdown. */
const schema = {
  tagNames: (
    'p br strong em del code pre a ul ol li blockquote h1 h2 h3 h4 h5 h6 ' + 'table thead tbody tr th td'
  ).split(' '),
  attributes: {
    a: ['href'],
    code: [['className', /^language-[\w+#.-]+$/] as [string, RegExp]],
    th: ['align'],
    td: ['align'],
  },
  protocols: { href: ['http', 'https', 'mailto'] },
};

const notesMarkdown: Plugin<[], MarkdownRoot> = function () {
  const data = this.data();
  data.micromarkExtensions = [...(data.micromarkExtensions ?? []), dialect];
};

const parser = unified()
  .use(remarkParse)
  .use(remarkGfm, { singleTilde: false })
  .use(notesMarkdown)
  .use(remarkBreaks);
const writer = unified()
  .use(remarkRehype)
  .use(() => (tree: HtmlRoot) => dropNewlines(tree))
  .use(rehypeSanitize, schema)
  .use(rehypeStringify, { characterReferences: { useNamedReferences: true } });

/**
 * The HTML of what was typed as Markdown. Of text without any markup, and wherever something of it would not be
 * read, it is the HTML of plain text. Never throws; the same text always gives the same HTML.
 */
export function markdownToHtml(source: string): string {
  if (isTooMuch(source)) return plainHtml(source);
  try {
    const marked = parser.runSync(asTyped(parser.parse(source), source));
    if (isPlain(marked, source)) return plainHtml(source);
    const html = writer.runSync(marked);
    return keepsAll(source, html) ? writer.stringify(html) : plainHtml(source);
  } catch {
    // Such as thousands of quotes in each other, which no stack holds.
    return plainHtml(source);
  }
}

/** Paragraphs and lines alone, and every character of the source in them. */
function isPlain(tree: MarkdownRoot, source: string): boolean {
  let text = '';
  for (const block of tree.children) {
    if (block.type !== 'paragraph') return false;
    for (const part of block.children) {
      if (part.type === 'text') text += part.value;
      else if (part.type !== 'break') return false;
    }
  }
  const bare = (each: string) => each.replace(/[ \t\r\n]/g, '');
  return bare(text) === bare(source);
}

/** Newlines between blocks and after `<br>`, for which a service might show lines of their own. */
function dropNewlines(node: HtmlRoot | Element): void {
  if (node.type === 'element' && node.tagName === 'pre') return;
  const isNewline = (child: Nodes) => child.type === 'text' && child.value === '\n';
  node.children = node.children.filter((child) => !isNewline(child));
  for (const child of node.children) if (child.type === 'element') dropNewlines(child);
}
