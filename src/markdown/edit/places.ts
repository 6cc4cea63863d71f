import type { DefaultTreeAdapterTypes } from 'parse5';
import { TangledError, type HtmlElement, type RunContext } from './inlineRun.ts';
import type { Block, Mark, OwnElement, Range } from './storedTree.ts';

/** A node as the parser gives it. */
export type HtmlNode = DefaultTreeAdapterTypes.ChildNode;

/** What cutting needs, and what it tells. */
export interface CutContext extends RunContext {
  readonly wrappers: Range[];
  /** Elements that are blocks, or hold one. */
  readonly withBlocks: ReadonlySet<HtmlElement>;
  /** The blocks of nodes that may hold blocks, text or both. `marks`: the inline elements around them. */
  readonly flow: (nodes: readonly HtmlNode[], marks: readonly Mark[]) => readonly Block[];
}

/** Moves the cursor past one of an element's tags. Throws {@link TangledError} where it is out of order. */
export function enter(element: HtmlElement, context: RunContext, edge: 'start' | 'end'): void {
  const place = element.sourceCodeLocation;
  if (!place) return;
  if (edge === 'end') {
    context.cursor = Math.max(context.cursor, place.endTag?.endOffset ?? 0);
    return;
  }
  if (place.startOffset < context.cursor) throw new TangledError();
  context.cursor = place.startTag?.endOffset ?? place.endOffset;
}

/** Where an element stands. Throws {@link TangledError} where it has no place. */
export function rangeOf({ sourceCodeLocation: place }: HtmlElement): Range {
  if (!place) throw new TangledError();
  return { start: place.startOffset, end: place.endOffset };
}

/** What stands between an element's tags. */
export function innerOf(element: HtmlElement): Range {
  const { end } = rangeOf(element);
  const place = element.sourceCodeLocation;
  return { start: place?.startTag?.endOffset ?? end, end: place?.endTag?.startOffset ?? end };
}

/** An element and its tags. */
export function ownElement(element: HtmlElement, context: RunContext): OwnElement {
  const [outer, inner] = [rangeOf(element), innerOf(element)];
  return {
    ...outer,
    open: context.source.slice(outer.start, inner.start),
    close: `</${element.tagName}>`,
  };
}
