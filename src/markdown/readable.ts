import type { Element, ElementContent, Root, Text } from 'hast';
import { openable } from './inert.ts';

type Content = Element | Text;

/**
 * Makes of ChartMogul's own HTML, and of pictures, what Markdown has a form for (docs/api/chartmogul.md,
 * section 5):
 * - a line of its editor is `<div class="cm-paragraph">`, and an empty one divides paragraphs;
 * - a task is `<li data-checked>` with its box in a label;
 * - a picture becomes a link to it, so that nobody fetches it by looking at a note;
 * - a link to anything but a page of the web or a mail becomes words.
 */
export function readable(tree: Root): Root {
  return { ...tree, children: contents(tree.children) };
}

function contents(nodes: readonly Root['children'][number][]): Content[] {
  const out: Content[] = [];
  /** Whether the last of `out` is a paragraph that the next line belongs to. */
  let lines: Element | undefined;
  for (const node of nodes) {
    if (node.type !== 'element' && node.type !== 'text') continue;
    if (node.type === 'element' && isLine(node)) {
      const line = contents(node.children);
      if (isEmpty(line)) lines = undefined;
      else if (lines === undefined) out.push((lines = element('p', line)));
      else lines.children.push(element('br'), ...line);
      continue;
    }
    // A newline between two lines of the editor ends nothing.
    if (node.type === 'element' || node.value.trim() !== '') lines = undefined;
    out.push(node.type === 'element' ? one(node) : node);
  }
  return out;
}

function isLine({ tagName, properties: { className } }: Element): boolean {
  return tagName === 'div' && Array.isArray(className) && className.includes('cm-paragraph');
}

function isEmpty(nodes: readonly Content[]): boolean {
  return nodes.every((node) => (node.type === 'text' ? node.value.trim() === '' : node.tagName === 'br'));
}

function one(node: Element): Element {
  if (node.tagName === 'img') return picture(node);
  const checked = node.tagName === 'li' ? node.properties['dataChecked'] : undefined;
  if (checked !== undefined) return task(node, checked === 'true');
  const children = contents(node.children);
  return node.tagName === 'a' ? link(textOf(node, 'href'), children) : { ...node, children };
}

/** With its box in front, where Markdown has it. */
function task(node: Element, checked: boolean): Element {
  const words = node.children.filter((child) => child.type === 'element' && child.tagName !== 'label');
  const lines = contents(words).flatMap(unwrapped);
  const [only] = lines;
  // One line needs no paragraph, for which Markdown would leave room around it.
  const children =
    lines.length === 1 && only?.type === 'element' && only.tagName === 'p' ? only.children : lines;
  return { ...node, children: [element('input', [], { type: 'checkbox', checked }), ...children] };
}

function unwrapped(node: Content): readonly ElementContent[] {
  return node.type === 'element' && node.tagName === 'div' ? node.children : [node];
}

function link(address: string, children: readonly Content[]): Element {
  if (openable.test(address)) return element('a', children, { href: address });
  return element('span', [...children, { type: 'text', value: address === '' ? '' : ` (${address})` }]);
}

function picture(node: Element): Element {
  const address = textOf(node, 'src');
  const name = textOf(node, 'alt').trim() || address;
  return link(address, [{ type: 'text', value: `Picture: ${name}` }]);
}

function textOf({ properties }: Element, name: string): string {
  const value = properties[name];
  return typeof value === 'string' ? value : '';
}

function element(
  tagName: string,
  children: readonly Content[] = [],
  properties: Element['properties'] = {},
): Element {
  return { type: 'element', tagName, properties, children: [...children] };
}
