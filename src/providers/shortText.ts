import { decodeHTMLStrict } from 'entities';
import { blocks, dropped } from '../markdown/elements.ts';
import { pictureOf } from '../markdown/picture.ts';
import { lowered, raised } from '../markdown/raised.ts';
import type { HtmlElement, HtmlNode } from './htmlTree.ts';

/** Nodes that are looked at. */
const mostNodes = 100;

/**
 * The text inside an element, in one line with its spaces; undefined where there are more than `longest` UTF-16 units of HTML, or many
 * elements. Whoever asks does so again for elements inside, so that a long text would be read again and again.
 */
export function shortText(element: HtmlElement, longest: number): string | undefined {
  let text = '';
  let size = 0;
  let nodes = 0;
  const add = (node: HtmlNode): boolean => {
    nodes += 1;
    if ('text' in node) {
      size += node.text.length;
      if (size <= longest) text += decodeHTMLStrict(node.text);
    } else if (node.name === 'img') text += pictureOf(node.attributes)?.words ?? '';
    else if (node.name === 'br') text += ' ';
    else if (!dropped.has(node.name)) return addAll(node);
    return size <= longest && nodes <= mostNodes;
  };
  const addAll = (of: HtmlElement): boolean => {
    const before = text;
    if (of.name !== 'sup' && of.name !== 'sub') {
      const space = blocks.has(of.name) || of.name === 'td' || of.name === 'th' ? ' ' : '';
      text += space;
      const isAll = of.children.every(add);
      text += space;
      return isAll;
    }
    text = '';
    const isWhole = of.children.every(add);
    const [start = '', end = ''] = [/^\s/, /\s$/].map((edge) => (edge.test(text) ? ' ' : ''));
    const write = of.name === 'sup' ? raised : lowered;
    text = before + start + write(text.trim(), start === '' ? before.slice(-1) : '') + end;
    return isWhole;
  };
  const isWhole = element.children.every(add);
  return isWhole ? text.replace(/\s+/g, ' ') : undefined;
}
