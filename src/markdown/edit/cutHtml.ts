import { defaultTreeAdapter, html as names, parseFragment } from 'parse5';
import { theDividingLine } from '../../words/editing.ts';
import { cutCode, cutHeading, cutList, cutTable } from './cutBlocks.ts';
import { linesOf, paragraphsOf, type RunLine } from './cutRun.ts';
import { asMark, attributeOf, eventsOf, hidden, isElement, TangledError } from './inlineRun.ts';
import type { HtmlElement } from './inlineRun.ts';
import { enter, innerOf, ownElement, rangeOf, type CutContext, type HtmlNode } from './places.ts';
import type { Block, Mark, Quote, StoredTree } from './storedTree.ts';

/** In UTF-16 units: of longer HTML, the text cannot be changed. */
const longestHtml = 200_000;
/** Elements inside each other. */
const deepest = 200;

const blockNames = new Set(
  (
    'address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure ' +
    'footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol p pre section summary table ul'
  ).split(' '),
);

/**
 * Cuts HTML into blocks whose ranges in the source are known. Undefined for HTML that is too long, too deeply nested,
 * or so put together that a range would not stand for a block.
 */
export function cutHtml(source: string): StoredTree | undefined {
  if (source.length > longestHtml) return undefined;
  const parent = defaultTreeAdapter.createElement('div', names.NS.HTML, []);
  const root = parseFragment(parent, source, { sourceCodeLocationInfo: true });
  const [withBlocks, divided] = [new Set<HtmlElement>(), new Set<HtmlElement>()];
  try {
    look(root.childNodes, 0, withBlocks, divided);
    const context: CutContext = {
      source,
      cursor: 0,
      divided,
      withBlocks,
      around: new Set(),
      extents: new Map(),
      pictures: new Map(),
      kept: new Set(),
      wrappers: [],
      flow: (nodes, marks) => cutFlow(nodes, marks, context),
    };
    const blocks = context.flow(root.childNodes, []);
    const { wrappers, pictures, kept } = context;
    return { source, blocks, wrappers, pictures, kept: [...kept] };
  } catch (error) {
    if (error instanceof TangledError) return undefined;
    throw error;
  }
}

/** Finds the elements with blocks and those with breaks in them. Throws {@link TangledError} for too deep a nesting. */
function look(
  nodes: readonly HtmlNode[],
  depth: number,
  withBlocks: Set<HtmlElement>,
  divided: Set<HtmlElement>,
): void {
  if (depth > deepest) throw new TangledError();
  for (const node of nodes) {
    if (!isElement(node)) continue;
    const { childNodes: children, tagName } = node;
    look(children, depth + 1, withBlocks, divided);
    const some = (set: Set<HtmlElement>) => children.some((child) => isElement(child) && set.has(child));
    if (blockNames.has(tagName) || some(withBlocks)) withBlocks.add(node);
    if (withBlocks.has(node) || tagName === 'br' || some(divided)) divided.add(node);
  }
}

/** As {@link CutContext.flow}. */
function cutFlow(nodes: readonly HtmlNode[], marks: readonly Mark[], context: CutContext): readonly Block[] {
  const blocks: Block[] = [];
  let inline: HtmlNode[] = [];
  /** Lines of ChartMogul's editor, each an element of its own. */
  let own: RunLine[] = [];
  const flush = (): void => {
    if (own.length > 0) blocks.push(...paragraphsOf(own));
    own = [];
    if (inline.length > 0) blocks.push(...paragraphsOf(linesOf(eventsOf(inline, marks, context), context)));
    inline = [];
  };
  for (const node of nodes) {
    if (!isElement(node) || !context.withBlocks.has(node)) {
      // White space between such lines is not a line itself.
      if (own.length > 0 && isNothing(node)) continue;
      if (own.length > 0) flush();
      inline.push(node);
      continue;
    }
    const isLine = isEditorLine(node, context);
    if (!isLine || inline.length > 0) flush();
    if (isLine) own.push(...editorLines(node, marks, context));
    else blocks.push(...cutElement(node, marks, context));
  }
  flush();
  return blocks;
}

/** White space or a comment. */
function isNothing(node: HtmlNode): boolean {
  return 'value' in node ? node.value.trim() === '' : !isElement(node);
}

/** `<div class="cm-paragraph">` (docs/api/chartmogul.md, section 5). */
function isEditorLine(element: HtmlElement, context: CutContext): boolean {
  if (element.tagName !== 'div' || !attributeOf(element, 'class').split(/\s+/).includes('cm-paragraph'))
    return false;
  return !element.childNodes.some((child) => isElement(child) && context.withBlocks.has(child));
}

function editorLines(element: HtmlElement, marks: readonly Mark[], context: CutContext): readonly RunLine[] {
  enter(element, context, 'start');
  const lines = linesOf(eventsOf(element.childNodes, marks, context), context);
  enter(element, context, 'end');
  if (lines.every((line) => line === undefined)) return [undefined];
  const [only, ...more] = lines;
  return only && more.length === 0 ? [{ ...only, own: ownElement(element, context) }] : lines;
}

function cutElement(element: HtmlElement, marks: readonly Mark[], context: CutContext): readonly Block[] {
  const { tagName, childNodes: children } = element;
  if (hidden.has(tagName)) return [];
  if (tagName === 'hr') {
    context.kept.add(theDividingLine());
    return [];
  }
  enter(element, context, 'start');
  const cut = cutInside(element, marks, context, children);
  enter(element, context, 'end');
  return cut;
}

function cutInside(
  element: HtmlElement,
  marks: readonly Mark[],
  context: CutContext,
  children: readonly HtmlNode[],
): readonly Block[] {
  const { tagName } = element;
  switch (tagName) {
    case 'p':
      return paragraphsOf(linesOf(eventsOf(children, marks, context), context), ownElement(element, context));
    case 'h1':
    case 'h2':
    case 'h3':
    case 'h4':
    case 'h5':
    case 'h6':
      return cutHeading(element, marks, context);
    case 'ul':
    case 'ol':
    case 'menu':
    case 'dir':
      return cutList(element, marks, context);
    case 'table':
      return cutTable(element, marks, context);
    case 'pre':
      return cutCode(element, context);
    case 'blockquote':
      return cutQuote(element, marks, context);
    default: {
      const place = element.sourceCodeLocation;
      if (place) context.wrappers.push(rangeOf(element));
      const inside = ['a', 'b', 'strong', 'i', 'em', 'del', 's'].includes(tagName)
        ? [...marks, around(element, context)]
        : marks;
      return context.flow(children, inside);
    }
  }
}

function around(element: HtmlElement, context: CutContext): Mark {
  const mark = asMark(element, context.source);
  context.around.add(mark);
  return mark;
}

function cutQuote(element: HtmlElement, marks: readonly Mark[], context: CutContext): readonly Quote[] {
  const blocks = context.flow(element.childNodes, marks);
  if (blocks.length === 0) return [];
  return [{ kind: 'quote', blocks, inner: innerOf(element), ...rangeOf(element) }];
}
