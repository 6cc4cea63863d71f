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
import { markAddresses, removeMarks } from './bareAddresses.ts';
import { dialect } from './dialect.ts';
import { markMeant, type Meant } from './edit/meant.ts';
import { keepsAll } from './keepsAll.ts';
import { withNewlines } from './lines.ts';
import { plainHtml } from './plainHtml.ts';

/** In UTF-16 units. A longer text is sent as plain text. */
const longestMarkdown = 20_000;
/** Characters of emphasis. The time grows with the square of their number; this many take half a second. */
const maxMarks = 3000;
/** Lists and quotes inside each other. */
const maxDepth = 100;

function isTooMuch(source: string): boolean {
  return (
    source.length > longestMarkdown ||
    (source.match(/[*_~]/g)?.length ?? 0) > maxMarks ||
    new RegExp(`^(?:[ \\t]*(?:[->+*]|\\d{1,9}[.)])){${maxDepth}}`, 'm').test(source)
  );
}

/** The HTML that a note may contain, whatever a new version of a plugin makes of Markdown. */
const schema = {
  tagNames: (
    'p br strong em del code pre a ul ol li blockquote h1 h2 h3 h4 h5 h6 ' + 'table thead tbody tr th td'
  ).split(' '),
  attributes: {
    a: ['href'],
    ol: ['start'],
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
 * Converts Markdown to HTML. Text without any markup, or of which something would be hidden, is converted as plain text
 * instead. Never throws; the same text always gives the same HTML.
 */
export function markdownToHtml(typed: string): string {
  const source = withNewlines(typed);
  if (isTooMuch(source)) return plainHtml(source);
  try {
    const tree = parser.runSync(typedTree(source));
    if (isPlain(tree, source)) return plainHtml(source);
    const html = writer.runSync(tree);
    return keepsAll(source, html) ? writer.stringify(html) : plainHtml(source);
  } catch {
    // For example a stack overflow, from thousands of quotes inside each other.
    return plainHtml(source);
  }
}

/**
 * The HTML of a text that was made of a stored note and is changed since; formatting is never left out of it. Undefined
 * where the text takes too long, or where something of it would be hidden.
 */
export function editedToHtml(typed: string, meant: Meant): string | undefined {
  const source = withNewlines(typed);
  if (isTooMuch(source)) return undefined;
  try {
    const html = writer.runSync(parser.runSync(typedTree(source, meant)));
    // HTML counts a list by itself.
    const uncounted = source.replace(/^(?:[ \t>*+-]|\d{1,9}[.)](?= ))+/gm, '');
    return keepsAll(uncounted, html) ? writer.stringify(html) : undefined;
  } catch {
    return undefined;
  }
}

/** What the user most likely means by a text whose lines end in `\n`. */
function typedTree(source: string, meant?: Meant): MarkdownRoot {
  const marked = markAddresses(source);
  const parsed = parser.parse(marked);
  if (meant) markMeant(parsed, marked, { ...meant, shown: markAddresses(meant.shown) });
  const tree = asTyped(parsed, marked);
  removeMarks(tree);
  return tree;
}

/** Whether the text has nothing but paragraphs and lines, which contain every character of the source. */
function isPlain(tree: MarkdownRoot, source: string): boolean {
  let text = '';
  for (const block of tree.children) {
    if (block.type !== 'paragraph') return false;
    for (const part of block.children) {
      if (part.type === 'text') text += part.value;
      else if (part.type !== 'break') return false;
    }
  }
  const withoutSpace = (each: string) => each.replace(/[ \t\r\n]/g, '');
  return withoutSpace(text) === withoutSpace(source);
}

/** Removes the newlines between blocks and after `<br>`, because a service might show them as lines. */
function dropNewlines(node: HtmlRoot | Element): void {
  if (node.type === 'element' && node.tagName === 'pre') return;
  const isNewline = (child: Nodes) => child.type === 'text' && child.value === '\n';
  node.children = node.children.filter((child) => !isNewline(child));
  for (const child of node.children) if (child.type === 'element') dropNewlines(child);
}
