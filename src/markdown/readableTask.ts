import type { Element, ElementContent } from 'hast';
import { contentOf, element, type Content } from './hast.ts';

/** A check box that Markdown can express. */
export function boxOf(checked: boolean): Element {
  return element('input', [], { type: 'checkbox', checked });
}

export function isBox({ tagName, properties: { type } }: Element): boolean {
  return tagName === 'input' && (type === 'checkbox' || type === 'radio');
}

export function isChecked({ properties: { checked } }: Element): boolean {
  return checked === true;
}

/** A check box before all words of an item; it can be inside of a few elements. */
export function leadingBox(item: Element): Element | undefined {
  let node: Element | undefined = item;
  for (let depth = 0; node !== undefined && depth < 5; depth += 1) {
    const first: ElementContent | undefined = node.children.find((child) => !isBlank(child));
    node = first?.type === 'element' ? first : undefined;
    if (node !== undefined && isBox(node)) return node;
    if (node !== undefined && !/^(?:div|label|p|span)$/.test(node.tagName)) return undefined;
  }
  return undefined;
}

/** Whether a node is white space between others. */
export function isBlank(node: ElementContent): boolean {
  return node.type !== 'element' && (node.type !== 'text' || node.value.trim() === '');
}

/** The words of a task. A single line is not made a paragraph, around which Markdown would leave empty lines. */
export function wordsOfTask(nodes: readonly Content[]): readonly Content[] {
  const [only, ...more] = nodes.filter((node) => !isBlank(node));
  if (only?.type !== 'element' || more.length > 0) return nodes;
  if (only.tagName === 'div') return wordsOfTask(contentOf(only.children));
  return only.tagName === 'p' ? contentOf(only.children) : nodes;
}
