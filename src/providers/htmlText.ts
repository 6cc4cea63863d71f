import { decodeHTMLStrict } from 'entities';
import { blocks, dropped } from '../markdown/elements.ts';
import { cutText } from './cutText.ts';
import { HtmlPage } from './htmlPage.ts';
import { parseHtml } from './htmlTree.ts';
import { startOf } from '../base/shortened.ts';

/**
 * UTF-16 units: 90 pages of text, which take 40 ms. A service stores longer texts only where a program or a mistake
 * wrote them.
 */
const longest = 180_000;

const inline =
  'a abbr b big br cite code del em font i img input ins kbd label mark q s script small span strike strong style sub sup td template th tt u wbr'.split(
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

/** The words alone, without what says that some of them lead somewhere, or are struck. */
export function wordsOf(html: string): string {
  return readHtml(html, false).text;
}

/**
 * The readable text of a note that a service holds as "plain text or HTML". Without a tag of HTML it counts as plain
 * text, in which newlines and `<ann@example.com>` are text. In HTML a newline is only a space; spaces are kept, so that
 * a text comes back as it was typed. `marks`: with the address of a link behind its words, and `~~` around struck text.
 * What is too long, or too deeply nested, is cut. Never throws.
 */
export function readHtml(html: string, marks = true): ReadableText {
  const start = startOf(html, longest);
  const whole = (text: string): ReadableText =>
    start.length < html.length ? cutText(text, 'long') : { text };
  if (!isHtml(start)) return whole(decodeHTMLStrict(start));
  const { children, isTooDeep } = parseHtml(start);
  const page = new HtmlPage(marks);
  page.write(children);
  return isTooDeep ? cutText(page.text(), 'deeply nested') : whole(page.text());
}
