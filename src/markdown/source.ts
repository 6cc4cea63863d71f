import type { Nodes, Paragraph } from 'mdast';

/** What was typed for a node of the parsed `source`; '' for one that a plugin made of a text. */
export function sourceOf(node: Nodes, source: string): string {
  const { start, end } = span(node);
  return source.slice(start, end);
}

/** Offsets in the source; nodes that a plugin made of a text have none. */
export function span({ position }: Nodes): { readonly start: number; readonly end: number } {
  return { start: position?.start.offset ?? 0, end: position?.end.offset ?? 0 };
}

/** A block as the text that was typed for it. */
export function literal(node: Nodes, source: string): Paragraph {
  const lines = sourceOf(node, source).replace(/^[ \t]+/gm, '');
  return { type: 'paragraph', children: [{ type: 'text', value: lines }] };
}
