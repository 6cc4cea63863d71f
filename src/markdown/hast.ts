import type { Element, RootContent, Text } from 'hast';

/** The nodes that are kept: no comments and the like. */
export type Content = Element | Text;

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

/** Whether nothing of these nodes can be seen. */
export function isEmpty(nodes: readonly Content[]): boolean {
  return nodes.every((node) => (node.type === 'text' ? node.value.trim() === '' : node.tagName === 'br'));
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
    return (
      text.length <= longest && nodes <= mostNodes && (node.type !== 'element' || node.children.every(add))
    );
  };
  return children.every(add) ? text : undefined;
}
