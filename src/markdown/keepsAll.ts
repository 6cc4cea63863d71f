import type { Element, Nodes } from 'hast';

/** Characters that format, where they do; what Markdown may take for markup is among them. */
const markup = /[\\`*_~#>|:\-[\]().]/;
/** What a browser shows no more of than a gap, and no other space. */
const gap = /[ \t\r\n]/;

/**
 * Whether everything that was typed is read in the HTML, in its order: every character but gaps and markup. What
 * people read are the texts, a list's numbers, the address behind a link, and the language of a piece of code.
 */
export function keepsAll(source: string, html: Nodes): boolean {
  const read = readable(html);
  let at = 0;
  for (const character of source) {
    if (gap.test(character) || markup.test(character)) continue;
    at = read.indexOf(character, at);
    if (at < 0) return false;
    at += character.length;
  }
  return true;
}

function readable(node: Nodes): string {
  if (node.type === 'text') return node.value;
  if (!('children' in node)) return '';
  if (node.type !== 'element') return node.children.map(readable).join('');
  if (node.tagName === 'ol') return numbered(node);
  const text = node.children.map(readable).join('');
  if (node.tagName === 'a') return `${text} ${node.properties.href ?? ''}`;
  if (node.tagName === 'code') return `${String(node.properties.className ?? '')} ${text}`;
  return text;
}

function numbered(list: Element): string {
  const items = list.children.filter((child) => child.type === 'element');
  return items.map((item, index) => `${index + 1}. ${readable(item)}`).join(' ');
}
