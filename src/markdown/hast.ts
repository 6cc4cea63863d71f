import type { Element, ElementContent, RootContent, Text } from 'hast';
import { blocks } from './elements.ts';

/** The nodes that are kept: no comments and the like. */
export type Content = Element | Text;

/** Nodes without those that nobody reads. */
export function contentOf(nodes: readonly RootContent[]): readonly Content[] {
  return nodes.filter((node) => node.type === 'element' || node.type === 'text');
}

/** An element without attributes, or with these. */
export function element(
  tagName: string,
  children: readonly Content[] = [],
  properties: Element['properties'] = {},
): Element {
  return { type: 'element', tagName, properties, children: [...children] };
}

export function textNode(value: string): Text {
  return { type: 'text', value };
}

/** An attribute as it was written; undefined where there is none. */
export function attributeOf({ properties }: Element, name: string): string | undefined {
  const value = properties[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

/** Nodes that are looked at. */
const mostNodes = 100;

/**
 * The text inside of an element; undefined where there are more than `longest` UTF-16 units, or many nodes. Whoever asks
 * does so again for elements inside, so that a long text would be read again and again.
 */
export function shortText({ children }: Element, longest: number): string | undefined {
  let text = '';
  let nodes = 0;
  const add = (node: RootContent): boolean => {
    nodes += 1;
    if (node.type === 'text') text += node.value;
    if (text.length > longest || nodes > mostNodes) return false;
    if (node.type !== 'element') return true;
    const space = blocks.has(node.tagName) || node.tagName === 'br' ? ' ' : '';
    text += space;
    const isWhole = node.children.every(add);
    text += space;
    return isWhole;
  };
  return children.every(add) ? text : undefined;
}

/** An item of a list. */
export function isItem(node: RootContent): node is Element {
  return node.type === 'element' && node.tagName === 'li';
}

/** A line of ChartMogul's editor. */
export function isEditorLine({ tagName, properties: { className } }: Element): boolean {
  return tagName === 'div' && Array.isArray(className) && className.includes('cm-paragraph');
}

/** Whether nothing can be seen of a few nodes inside each other; false for many. */
export function hasNoWords(nodes: readonly Content[]): boolean {
  const shows = (node: ElementContent): boolean =>
    node.type === 'element' && (/^(?:hr|input)$/.test(node.tagName) || node.children.some(shows));
  return shortText(element('span', nodes), mostNodes)?.trim() === '' && !nodes.some(shows);
}

/** Whether one of these nodes stands on lines of its own. */
export function hasBlock(nodes: readonly Content[]): boolean {
  return nodes.some((node) => node.type === 'element' && blocks.has(node.tagName));
}

/** Nodes of a single line that stood apart. */
export function apart(nodes: readonly Content[]): readonly Content[] {
  return [textNode(' '), ...nodes, textNode(' ')];
}
