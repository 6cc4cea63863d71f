import type {
  BlockContent,
  DefinitionContent,
  Link,
  List,
  ListItem,
  Nodes,
  Parents,
  PhrasingContent,
  Root,
  RootContent,
  Table,
  TableRow,
} from 'mdast';
import { withoutEnd } from '../base/withoutEnd.ts';
import { mark } from './bareAddresses.ts';
import { unspaced } from './scripts.ts';
import { literal, sourceOf, span } from './source.ts';
import { typedCode } from './typedCode.ts';

/** Addresses that a link may have. Anything else stays the text that was typed. */
const linkable = /^(?:https?:\/\/|mailto:)[^\s<>"]+$/i;

type Block = BlockContent | DefinitionContent;

/**
 * Turns markup that the user most likely did not mean as markup back into the text that was typed: numbers that do
 * not count a list (`12. May`), a plus before a figure, an empty list or quote, the asterisks of `2*3*4`, a table with
 * more cells than columns, addresses that a link may not have. `tree`: the parsed `source`.
 */
export function asTyped(tree: Root, source: string): Root {
  return { ...tree, children: blocks(tree.children.filter(isBlock), source) };
}

/** Whether it is certainly meant as markup; see src/markdown/edit/meant.ts. */
function isMeant({ data }: Nodes): boolean {
  return data?.isMeant === true;
}

/** Always true at the top level of a document, but the types do not say so. */
function isBlock(node: RootContent): node is Block {
  return [
    ...['blockquote', 'code', 'definition', 'footnoteDefinition', 'heading', 'html', 'list'],
    ...['paragraph', 'table', 'thematicBreak'],
  ].includes(node.type);
}

function blocks(nodes: readonly Block[], source: string): Block[] {
  return nodes.flatMap((node) => block(node, source));
}

function block(node: Block, source: string): readonly Block[] {
  switch (node.type) {
    case 'list':
      return list(node, source);
    case 'blockquote':
      if (node.children.length === 0) return [literal(node, source)];
      return [{ ...node, children: blocks(node.children, source) }];
    case 'heading':
      if (node.children.length === 0) return [literal(node, source)];
      return [{ ...node, children: phrases(node.children, source) }];
    case 'paragraph':
      return [{ ...node, children: phrases(node.children, source) }];
    case 'table':
      return [table(node, source)];
    case 'code':
      return typedCode(node, source);
    default:
      return [node];
  }
}

function list(node: List, source: string): readonly Block[] {
  const items = node.children.map((item) => {
    const children = blocks(item.children, source);
    // Without `spread`, two paragraphs would be one text.
    const spread = item.spread === true || children.filter(({ type }) => type === 'paragraph').length > 1;
    return { ...item, spread, children };
  });
  // A line that was drawn with these characters.
  if (/^[-*+\s]+$/.test(sourceOf(node, source))) return [literal(node, source)];
  if (isMeant(node) || isIntended(node, source)) return [{ ...node, children: items }];
  return items.flatMap((item, index) => asParagraphs(item, markerOf(node.children[index] ?? item, source)));
}

function table(node: Table, source: string): Block {
  const columns = node.children[0]?.children.length ?? 0;
  if (node.children.some((row) => row.children.length > columns)) return literal(node, source);
  const cellsOf = (row: TableRow) =>
    row.children.map((cell) => ({ ...cell, children: phrases(cell.children, source) }));
  return { ...node, children: node.children.map((row) => ({ ...row, children: cellsOf(row) })) };
}

function phrases(nodes: readonly PhrasingContent[], source: string): PhrasingContent[] {
  return nodes.flatMap((node) => phrase(node, source));
}

function phrase(node: PhrasingContent, source: string): readonly PhrasingContent[] {
  switch (node.type) {
    case 'emphasis':
    case 'strong':
    case 'delete': {
      const children = phrases(node.children, source);
      return isInWord(node, source) && !isMeant(node)
        ? withMarksAsText(node, children, source)
        : [{ ...node, children }];
    }
    case 'link':
      return link(node, source);
    default:
      return [node];
  }
}

/**
 * Whether a list was meant as one: it has bullets other than `+`, or the numbers 1, 2, 3, …, which HTML shows as they
 * were typed. No item is empty.
 */
function isIntended({ ordered, children }: List, source: string): boolean {
  return children.every((item, index) => {
    const mark = markerOf(item, source);
    if (item.children.length === 0) return false;
    return ordered === true ? Number.parseInt(mark, 10) === index + 1 : mark !== '+';
  });
}

function markerOf(item: ListItem, source: string): string {
  const [first] = item.children;
  const { start, end } = span(item);
  return source.slice(start, first === undefined ? end : span(first).start).trim();
}

function asParagraphs({ children }: ListItem, mark: string): readonly Block[] {
  const [first, ...rest] = children;
  if (first?.type === 'paragraph')
    return [{ ...first, children: [{ type: 'text', value: `${mark} ` }, ...first.children] }, ...rest];
  return [{ type: 'paragraph', children: [{ type: 'text', value: mark }] }, ...children];
}

/**
 * Whether the marks stand inside a word, where they rather mean a product (`2*3*4`) than emphasis. In a script without
 * spaces only single marks do, and only if the first does: a particle follows a marked word directly.
 */
function isInWord(node: Parents, source: string): boolean {
  const { start, end } = span(node);
  const [first, last] = [node.children[0], node.children.at(-1)];
  if (first === undefined || last === undefined || end === 0) return false;
  const joints = [
    (source[start - 1] ?? '') + (source[span(first).start] ?? ''),
    (source[span(last).end - 1] ?? '') + (source[end] ?? ''),
  ].map((pair) => /^[\p{L}\p{N}]{2}$/u.test(pair) && (unspaced.test(pair) ? 'unspaced' : 'spaced'));
  return joints.includes('spaced') || (node.type === 'emphasis' && joints[0] === 'unspaced');
}

function withMarksAsText(
  node: Parents,
  children: readonly PhrasingContent[],
  source: string,
): readonly PhrasingContent[] {
  const { start, end } = span(node);
  const [first, last] = [node.children[0], node.children.at(-1)];
  const before = first === undefined ? '' : source.slice(start, span(first).start);
  const after = last === undefined ? '' : source.slice(span(last).end, end);
  return [{ type: 'text', value: before }, ...children, { type: 'text', value: after }];
}

/** A bare address, or `[words](address)` without a title, becomes a link. Every other form stays text. */
function link(node: Link, source: string): readonly PhrasingContent[] {
  if (node.position === undefined) return endingAtMark(node);
  const typed = sourceOf(node, source);
  const text: PhrasingContent = { type: 'text', value: typed };
  if (typed.startsWith('<'))
    return linkable.test(node.url)
      ? [{ type: 'text', value: '<' }, node, { type: 'text', value: '>' }]
      : [text];
  if (!typed.startsWith('[')) return [node];
  const last = node.children.at(-1);
  const isPlainLink =
    last !== undefined &&
    linkable.test(node.url) &&
    source.slice(span(last).end, span(node).end) === `](${node.url})`;
  if (!isPlainLink) return [text];
  const children = phrases(node.children, source).filter(isInLink);
  // Without this, the address would be percent-encoded, and differ from what was typed.
  return [{ ...node, children, data: { hProperties: { href: node.url } } }];
}

/** An address that was found in a text after parsing, where only a space ends it. */
function endingAtMark(node: Link): readonly PhrasingContent[] {
  const [text] = node.children;
  const length = text?.type === 'text' ? text.value.indexOf(mark) : -1;
  if (text?.type !== 'text' || length < 0) return [node];
  const value = withoutEnd(text.value.slice(0, length), (each) => /[!"'),.:;?\]_~*]/.test(each));
  const rest = text.value.slice(value.length);
  return [
    { ...node, url: node.url.slice(0, -rest.length), children: [{ ...text, value }] },
    { type: 'text', value: rest },
  ];
}

function isInLink(node: PhrasingContent): node is Link['children'][number] {
  return node.type !== 'link';
}
