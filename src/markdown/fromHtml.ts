import type { Root as HtmlRoot } from 'hast';
import type { Root } from 'mdast';
import rehypeParse from 'rehype-parse';
import rehypeRemark from 'rehype-remark';
import rehypeSanitize from 'rehype-sanitize';
import remarkGfm from 'remark-gfm';
import remarkStringify from 'remark-stringify';
import { unified } from 'unified';
import { fenceFor } from './fence.ts';
import { inert } from './inert.ts';
import { readable } from './readable.ts';

/** In UTF-16 units. Of longer HTML only the text is shown. */
const longestHtml = 200_000;

/** The parts of a service's HTML that are shown. Other elements are removed, but their text stays. */
const schema = {
  tagNames: (
    'a p br strong b em i del s code pre blockquote ul ol li h1 h2 h3 h4 h5 h6 hr input span div ' +
    'table caption thead tbody tfoot tr th td'
  ).split(' '),
  attributes: { a: ['href'], input: [['type', 'checkbox'] as [string, string], 'checked'], ol: ['start'] },
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
    const tree: HtmlRoot = reader.parse(html);
    return inert(toMarkdown.stringify(reader.runSync(tree)).trim());
  } catch {
    return undefined;
  }
}

/** Plain text as Markdown that looks the same: unchanged if Markdown would show it unchanged, else in a fence. */
export function textToMarkdown(text: string): string {
  const lines = text.replace(/\r\n?/g, '\n').replace(/^\n+/, '').trimEnd();
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

/** A code block that shows a text as it is. */
export function fenced(text: string, language: string): string {
  const fence = fenceFor(text);
  return `${fence}${language}\n${text}\n${fence}`;
}

/** Any text as part of one line of Markdown, with its markup escaped. */
export function inlineMarkdown(text: string): string {
  const value = text.replace(/\s+/g, ' ').trim();
  const line = toMarkdown.stringify({
    type: 'root',
    children: [{ type: 'paragraph', children: [{ type: 'text', value }] }],
  });
  return inert(line.trim());
}
