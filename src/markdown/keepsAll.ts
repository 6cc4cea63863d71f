import type { Element, Nodes } from 'hast';

/** Characters that can be markup. They may be missing from the HTML. */
const markup = /[\\`*_~#>|:\-[\]().]/;
/** White space that a browser collapses. */
const gap = /[ \t\r\n]/;

/**
 * Whether every character that was typed, other than white space and markup, can be read in the HTML, in the same
 * order. Readable are texts, the numbers of a list, the address of a link, and the language of a code block.
 */
export function keepsAll(source: string, html: Nodes): boolean {
  const text = readableText(html);
  let at = 0;
  for (const character of source) {
    if (gap.test(character) || markup.test(character)) continue;
    at = text.indexOf(character, at);
    if (at < 0) return false;
    at += character.length;
  }
  return true;
}

function readableText(node: Nodes): string {
  if (node.type === 'text') return node.value;
  if (!('children' in node)) return '';
  if (node.type !== 'element') return node.children.map(readableText).join('');
  if (node.tagName === 'ol') return listText(node);
  const text = node.children.map(readableText).join('');
  if (node.tagName === 'a') return `${text} ${node.properties.href ?? ''}`;
  if (node.tagName === 'code') return `${String(node.properties.className ?? '')} ${text}`;
  return text;
}

function listText(list: Element): string {
  const items = list.children.filter((child) => child.type === 'element');
  return items.map((item, index) => `${index + 1}. ${readableText(item)}`).join(' ');
}
