import type { Nodes } from 'mdast';
import { withoutEnd } from '../base/withoutEnd.ts';
import { eastAsianPunctuation } from './scripts.ts';

/** What ends an address that is typed without markup: East Asian punctuation, quotes, an ellipsis, a dash. */
const ending = `${eastAsianPunctuation}\\u2014\\u2018\\u201c-\\u201f\\u2026\\u00ab\\u00bb`;
const address = new RegExp(`(?:https?://|www\\.)[^\\s<${ending}]*`, 'gi');
const end = new RegExp(`[${ending}]`);

/** Stands where an address ends. No text has one, because it counts as the end of a line. */
export const mark = '\u2028';

/**
 * GitHub's Markdown ends an address at a space alone, and takes the rest of a Chinese or Japanese sentence for a part
 * of it. This puts a {@link mark}, which counts as a space, where it ends. Letters of any script belong to an address,
 * and so does a curly apostrophe, unless it is the last character.
 */
export function markAddresses(source: string): string {
  return source.replace(address, (whole: string, at: number) => {
    const inner = withoutEnd(whole, (each) => each === '\u2019');
    const isEnd = inner.length < whole.length || end.test(source.charAt(at + whole.length));
    return isEnd ? inner + mark + whole.slice(inner.length) : whole;
  });
}

/** Removes all marks from a tree. */
export function removeMarks(node: Nodes): void {
  if ('value' in node) node.value = unmarked(node.value);
  if (node.type === 'link') {
    node.url = unmarked(node.url);
    if (node.data?.hProperties) node.data.hProperties = { href: node.url };
  }
  if ('children' in node) for (const child of node.children) removeMarks(child);
}

function unmarked(text: string): string {
  return text.replaceAll(mark, '');
}
