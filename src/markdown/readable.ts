import type { Element, ElementContent, Root, Text } from 'hast';
import { openable } from './inert.ts';

type Content = Element | Text;

/**
 * Converts ChartMogul's own HTML (docs/api/chartmogul.md, section 5), pictures and links into HTML that Markdown can
 * express:
 * - lines of ChartMogul's editor, `<div class="cm-paragraph">`, become paragraphs; an empty line divides them;
 * - a task, `<li data-checked>` with its check box in a label, becomes an item of a task list;
 * - a picture becomes a link, so that it is not fetched when somebody reads the note;
 * - a link to anything but a web page or a mail address becomes text.
 */
export function readable(tree: Root): Root {
  return { ...tree, children: convertAll(tree.children) };
}

/** Inside of itself, none of these changes anything, but makes the Markdown slow to write. */
const marks = new Set(['b', 'strong', 'i', 'em', 'del', 's', 'code']);

/** Among the open elements: a line of ChartMogul's editor. */
const lineInside = 'line';

/** `open`: the {@link marks} around the nodes, and {@link lineInside}. */
function convertAll(
  nodes: readonly Root['children'][number][],
  open: ReadonlySet<string> = new Set(),
): Content[] {
  const result: Content[] = [];
  /** The last paragraph of `result`, if the next line belongs to it. */
  let paragraph: Element | undefined;
  for (const node of nodes) {
    if (node.type !== 'element' && node.type !== 'text') continue;
    if (node.type === 'element' && isLine(node)) {
      const line = convertAll(node.children, new Set([...open, lineInside]));
      if (isEmpty(line)) paragraph = undefined;
      // A paragraph in a paragraph would be split again and again.
      else if (open.has(lineInside)) result.push(...(result.length === 0 ? [] : [element('br')]), ...line);
      else if (paragraph === undefined) result.push((paragraph = element('p', line)));
      else paragraph.children.push(element('br'), ...line);
      continue;
    }
    // A newline between two lines of the editor does not end the paragraph.
    if (node.type === 'element' || node.value.trim() !== '') paragraph = undefined;
    result.push(node.type === 'element' ? convertElement(node, open) : node);
  }
  return result;
}

function isLine({ tagName, properties: { className } }: Element): boolean {
  return tagName === 'div' && Array.isArray(className) && className.includes('cm-paragraph');
}

function isEmpty(nodes: readonly Content[]): boolean {
  return nodes.every((node) => (node.type === 'text' ? node.value.trim() === '' : node.tagName === 'br'));
}

function convertElement(node: Element, open: ReadonlySet<string>): Element {
  if (node.tagName === 'img') return picture(node);
  const checked = node.tagName === 'li' ? node.properties['dataChecked'] : undefined;
  if (checked !== undefined) return task(node, checked === 'true', open);
  if (node.tagName === 'ol')
    return { ...node, properties: startOf(node), children: convertAll(node.children, open) };
  if (open.has(node.tagName)) return element('span', convertAll(node.children, open));
  const within = marks.has(node.tagName) ? new Set([...open, node.tagName]) : open;
  const children = convertAll(node.children, within);
  return node.tagName === 'a' ? link(textOf(node, 'href'), children) : { ...node, children };
}

/** In Markdown, the number of a list has at most nine digits. */
function startOf({ properties: { start } }: Element): Element['properties'] {
  return typeof start === 'number' && start >= 0 && start < 1e9 ? { start } : {};
}

/** The check box moves to the start of the item, where Markdown has it. */
function task(node: Element, checked: boolean, open: ReadonlySet<string>): Element {
  const words = node.children.filter((child) => child.type === 'element' && child.tagName !== 'label');
  const lines = convertAll(words, open).flatMap(unwrapped);
  const [only] = lines;
  // A single line is not made a paragraph, around which Markdown would leave empty lines.
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
