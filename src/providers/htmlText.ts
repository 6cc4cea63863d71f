import { decodeHTMLStrict } from 'entities';
import { Parser } from 'htmlparser2';
import { cutText } from './cutText.ts';
import { blocks, dropped, HtmlPage } from './htmlPage.ts';

/**
 * UTF-16 units: 150 pages of text, which take 20 ms. A service stores longer texts only where a program or a mistake
 * wrote them.
 */
const longest = 300_000;

/** Elements inside each other. Markdown of ours has up to 300. */
const deepest = 1000;

/** The parser looks through all open elements again and again, so that it is asked how many there are. */
const piece = 4096;

const inline =
  'a abbr b big br cite code del em font i img input ins kbd label mark s script small span strike strong style sub sup td template th tt u'.split(
    ' ',
  );
const aTag = new RegExp(`</?(${[...blocks, ...dropped, ...inline].join('|')})(\\s[^<>]*)?/?>`, 'i');

/** Whether a service's "plain text or HTML" is HTML. */
export function isHtml(text: string): boolean {
  return aTag.test(text);
}

/** What a service's "plain text or HTML" says. */
export interface ReadableText {
  readonly text: string;
  /** As in {@link import('../model/note.ts').StoredNote.cut}. */
  readonly cut?: true;
}

/** {@link readHtml} without the facts. */
export function htmlToText(html: string): string {
  return readHtml(html).text;
}

/**
 * The readable text of a note that a service holds as "plain text or HTML". Without a tag of HTML it counts as plain
 * text, in which newlines and `<ann@example.com>` are text. In HTML a newline is only a space; spaces are kept, so that
 * a text comes back as it was typed. What is too long, or too deeply nested, is cut. Never throws.
 */
export function readHtml(html: string): ReadableText {
  const start = html.length > longest ? html.slice(0, longest).replace(/[\ud800-\udbff]$/, '') : html;
  const whole = (text: string): ReadableText =>
    start.length < html.length ? cutText(text, 'long') : { text };
  if (!isHtml(start)) return whole(decodeHTMLStrict(start));
  const page = new HtmlPage();
  const parser = new Parser(
    {
      onopentag: (name, attributes) => page.open(name, attributes),
      onclosetag: (name) => page.close(name),
      ontext: (text) => page.text(text),
    },
    // Decoded by the page, strictly: `?a=1&copy=2` holds no entity.
    { decodeEntities: false },
  );
  for (let at = 0; at < start.length && page.depth <= deepest; at += piece)
    parser.write(start.slice(at, at + piece));
  // Closing thousands of elements would write nothing more.
  if (page.depth > deepest) return cutText(page.end(), 'deeply nested');
  parser.end();
  return whole(page.end());
}
