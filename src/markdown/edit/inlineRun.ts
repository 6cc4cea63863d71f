import { decodeHTMLStrict } from 'entities';
import type { DefaultTreeAdapterTypes } from 'parse5';
import { theFormattingOf, thePicture } from '../../words/editing.ts';
import { openable } from '../inert.ts';
import type { Unit } from './inlineWords.ts';
import type { Mark } from './storedTree.ts';

type Node = DefaultTreeAdapterTypes.ChildNode;
/** An element as the parser gives it, with its place in the source. */
export type HtmlElement = DefaultTreeAdapterTypes.Element;

/** What a run of inline nodes consists of. */
export type InlineEvent =
  | { readonly kind: 'unit'; readonly unit: Unit }
  | { readonly kind: 'break'; readonly start: number; readonly end: number };

/** Elements whose content no reader sees. */
export const hidden = new Set(
  'script style template noscript head title iframe object embed svg math video audio canvas select datalist'.split(
    ' ',
  ),
);

/** The source is put together in a way that no range of it stands for one block: text came out of its order. */
export class TangledError extends Error {}

/** What reading a run needs, and what it tells of the run. */
export interface RunContext {
  readonly source: string;
  /** All of the source before this was read. */
  cursor: number;
  /** Elements that hold a break or a block. */
  readonly divided: ReadonlySet<HtmlElement>;
  /** Marks that are open around a whole line at least, so that none of its ranges holds both of their tags. */
  readonly around: Set<Mark>;
  /** Where each of the other marks begins and ends. */
  readonly extents: Map<Mark, { readonly start: number; readonly end: number }>;
  readonly pictures: Map<string, string>;
  readonly kept: Set<string>;
}

/** The characters and breaks of inline nodes, in order. Throws {@link TangledError}. */
export function eventsOf(
  nodes: readonly Node[],
  marks: readonly Mark[],
  context: RunContext,
): readonly InlineEvent[] {
  const events: InlineEvent[] = [];
  addNodes(events, nodes, marks, context);
  return events;
}

function addNodes(
  events: InlineEvent[],
  nodes: readonly Node[],
  marks: readonly Mark[],
  context: RunContext,
): void {
  for (const node of nodes) {
    if ('value' in node) addText(events, node, marks, context);
    else if (isElement(node)) addElement(events, node, marks, context);
  }
}

/** Whether a node is an element of HTML. */
export function isElement(node: Node): node is HtmlElement {
  return 'tagName' in node;
}

/** One character, or a reference; no surrogate alone. */
const characters = /&[#\w]{1,40};?|\r\n|[^]/gu;

function addText(
  events: InlineEvent[],
  node: DefaultTreeAdapterTypes.TextNode,
  marks: readonly Mark[],
  context: RunContext,
): void {
  const place = node.sourceCodeLocation;
  if (!place || place.startOffset < context.cursor) throw new TangledError();
  const raw = context.source.slice(place.startOffset, place.endOffset);
  // The parser joins texts around a tag that it ignores.
  if (/<[a-z/!?]/i.test(raw)) throw new TangledError();
  context.cursor = place.endOffset;
  for (const { 0: part, index } of raw.matchAll(characters)) {
    const start = place.startOffset + index;
    const text = part.length === 1 ? part : decodeHTMLStrict(part);
    events.push({ kind: 'unit', unit: { text, start, end: start + part.length, marks } });
  }
}

function addElement(
  events: InlineEvent[],
  element: HtmlElement,
  marks: readonly Mark[],
  context: RunContext,
): void {
  const { tagName, sourceCodeLocation: place } = element;
  if (tagName === 'br') {
    events.push(breakOf(element, context));
    return;
  }
  if (place && hidden.has(tagName)) {
    context.cursor = Math.max(context.cursor, place.endOffset);
    return;
  }
  const shown = place && place.startOffset >= context.cursor ? shownAs(element, context) : undefined;
  if (place && shown !== undefined) {
    const { startOffset: start, endOffset: end } = place;
    context.cursor = end;
    events.push({ kind: 'unit', unit: { text: shown, start, end, marks } });
    return;
  }
  const mark = markOf(element, context);
  addNodes(events, element.childNodes, mark ? [...marks, mark] : marks, context);
  if (mark && place?.endTag) context.cursor = Math.max(context.cursor, place.endTag.endOffset);
}

/** What an element is shown as that is one character of its line, so to speak. */
function shownAs(element: HtmlElement, context: RunContext): string | undefined {
  if (element.tagName === 'img') return pictureOf(element, context);
  return element.tagName === 'sup' ? powerOf(element, context.source) : undefined;
}

const breakTag = /<\/br[^<>]*>/gi;

/** `</br>` is a break too, but the parser does not say where it stands. */
function breakOf({ sourceCodeLocation: place }: HtmlElement, context: RunContext): InlineEvent {
  let [start, end] = [place?.startOffset, place?.endOffset];
  if (start === undefined || end === undefined) {
    breakTag.lastIndex = context.cursor;
    const found = breakTag.exec(context.source);
    if (found === null) throw new TangledError();
    [start, end] = [found.index, breakTag.lastIndex];
  }
  if (start < context.cursor) throw new TangledError();
  context.cursor = end;
  return { kind: 'break', start, end };
}

function pictureOf(element: HtmlElement, { source, pictures, kept }: RunContext): string {
  const alt = attributeOf(element, 'alt')
    .replace(/[[\]\s]+/g, ' ')
    .trim();
  const name = alt === '' ? 'no name' : alt.slice(0, 80).toWellFormed();
  const text = `[Picture: ${name}]`;
  const place = element.sourceCodeLocation;
  if (place && !pictures.has(text)) pictures.set(text, source.slice(place.startOffset, place.endOffset));
  kept.add(thePicture(name));
  return text;
}

/** `^6` for a raised 6, which would otherwise be read as a digit of the number before. */
function powerOf(element: HtmlElement, source: string): string | undefined {
  const [only, ...more] = element.childNodes;
  const place = only?.sourceCodeLocation;
  if (only === undefined || !('value' in only) || more.length > 0 || !place) return undefined;
  const text = decodeHTMLStrict(source.slice(place.startOffset, place.endOffset));
  return /^[^\s<>[\]]{1,100}$/.test(text) ? `^${text}` : undefined;
}

const keys: Readonly<Record<string, string>> = {
  b: 'strong',
  strong: 'strong',
  i: 'emphasis',
  em: 'emphasis',
  del: 'delete',
  s: 'delete',
  strike: 'delete',
  code: 'code',
};

/** The mark of an element; undefined where it has no tag in the source. */
function markOf(element: HtmlElement, context: RunContext): Mark | undefined {
  const place = element.sourceCodeLocation;
  const start = place?.startTag;
  if (!place || !start) return undefined;
  const mark = asMark(element, context.source);
  const end = place.endTag?.endOffset;
  // A formatting element that is not closed goes on in the next block, where the parser makes a copy of it.
  const isCopy = start.startOffset < context.cursor;
  if (isCopy || end === undefined || context.divided.has(element)) context.around.add(mark);
  else context.extents.set(mark, { start: place.startOffset, end });
  if (!isCopy) context.cursor = start.endOffset;
  noteKept(element, mark, context);
  return mark;
}

/** The mark that an element is, wherever it stands. */
export function asMark(element: HtmlElement, source: string): Mark {
  const { tagName, sourceCodeLocation: place } = element;
  const start = place?.startTag;
  const open = start ? source.slice(start.startOffset, start.endOffset) : '';
  const address = tagName === 'a' ? attributeOf(element, 'href').trim() : '';
  const key = openable.test(address) ? `link ${address}` : (keys[tagName] ?? '');
  const close = place?.endTag
    ? source.slice(place.endTag.startOffset, place.endTag.endOffset)
    : `</${tagName}>`;
  return { key, open, close };
}

function noteKept(element: HtmlElement, mark: Mark, { source, kept }: RunContext): void {
  const isPlain = ['span', 'font', 'label'].includes(element.tagName) && element.attrs.length === 0;
  const hasMore = element.attrs.some(({ name }) => name !== 'href');
  const place = element.sourceCodeLocation;
  if (!place?.startTag || isPlain || (mark.key !== '' && !hasMore)) return;
  const inside = source.slice(place.startTag.endOffset, place.endTag?.startOffset ?? place.endOffset);
  const excerpt = excerptOf(inside);
  if (excerpt !== '') kept.add(theFormattingOf(excerpt));
}

/** The start of what HTML shows, for a message. */
export function excerptOf(html: string): string {
  const text = decodeHTMLStrict(html.slice(0, 400).replace(/<[^<>]*>?/g, ' '));
  const words = text.replace(/\s+/g, ' ').trim();
  return words.length > 40 ? `${words.slice(0, 39).toWellFormed()}…` : words;
}

/** An attribute's value; '' where there is none. */
export function attributeOf({ attrs }: HtmlElement, name: string): string {
  return attrs.find((each) => each.name === name)?.value ?? '';
}
