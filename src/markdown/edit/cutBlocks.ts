import { theFormattingOfCode } from '../../words/editing.ts';
import { lineOf } from './cutRun.ts';
import { attributeOf, eventsOf, hidden, isElement, type HtmlElement, type InlineEvent } from './inlineRun.ts';
import type { Unit } from './inlineWords.ts';
import { enter, innerOf, ownElement, rangeOf, type CutContext } from './places.ts';
import type { Block, Code, Heading, Item, Line, List, Mark, Range, Row, Table, Task } from './storedTree.ts';

/** A heading is one line, whatever breaks it has. */
export function cutHeading(
  element: HtmlElement,
  marks: readonly Mark[],
  context: CutContext,
): readonly Heading[] {
  const line = wholeLine(element, marks, context);
  if (line === undefined) return [];
  const own = ownElement(element, context);
  return [
    {
      kind: 'heading',
      depth: Number(element.tagName.slice(1)),
      line,
      element: own,
      start: own.start,
      end: own.end,
    },
  ];
}

/** All text of an element as one line, whatever is in it. */
function wholeLine(element: HtmlElement, marks: readonly Mark[], context: CutContext): Line | undefined {
  const units = eventsOf(element.childNodes, marks, context).map(asUnit);
  return lineOf(units, context);
}

function asUnit(event: InlineEvent): Unit {
  if (event.kind === 'unit') return event.unit;
  return { text: '\n', start: event.start, end: event.end, marks: [] };
}

/** A list without items is none. A list directly in a list belongs to the item before it. */
export function cutList(element: HtmlElement, marks: readonly Mark[], context: CutContext): readonly List[] {
  const items: Item[] = [];
  for (const child of element.childNodes) {
    if (!isElement(child) || hidden.has(child.tagName)) continue;
    if (child.tagName === 'li') {
      const item = cutItem(child, marks, context);
      if (item !== undefined) items.push(item);
      continue;
    }
    const blocks = context.flow([child], marks);
    if (blocks.length === 0) continue;
    const last = items.pop();
    const range = rangeOf(child);
    if (last) items.push({ ...last, blocks: [...last.blocks, ...blocks], end: range.end });
    else items.push({ blocks, inner: range, ...range });
  }
  if (items.length === 0) return [];
  const outer = rangeOf(element);
  const first = Number(/^\s*\d{1,9}\s*$/.exec(attributeOf(element, 'start'))?.[0] ?? 1);
  return [
    {
      kind: 'list',
      isOrdered: element.tagName === 'ol',
      first: element.tagName === 'ol' ? first : 1,
      items,
      open: { start: outer.start, end: innerOf(element).start },
      ...outer,
    },
  ];
}

function cutItem(element: HtmlElement, marks: readonly Mark[], context: CutContext): Item | undefined {
  enter(element, context, 'start');
  const cut = context.flow(element.childNodes, marks);
  enter(element, context, 'end');
  const isDone = attributeOf(element, 'data-checked');
  const tags = isDone === '' ? [] : [element, ...boxesIn(element)].map((each) => tagOf(each));
  const blocks = isDone === '' ? cut : withTask(cut, { isDone: isDone === 'true', tags });
  if (blocks.length === 0) return undefined;
  return { blocks, inner: innerOf(element), ...rangeOf(element) };
}

function withTask([first, ...rest]: readonly Block[], task: Task): readonly Block[] {
  if (first?.kind !== 'paragraph') return first ? [first, ...rest] : [];
  const [line, ...lines] = first.lines;
  return line ? [{ ...first, lines: [{ ...line, task }, ...lines] }, ...rest] : [first, ...rest];
}

function tagOf(element: HtmlElement): Range {
  const place = element.sourceCodeLocation;
  const { start, end } = rangeOf(element);
  return { start, end: place?.startTag?.endOffset ?? end };
}

/** The check boxes of a task, but not of those inside of it. */
function boxesIn(element: HtmlElement): readonly HtmlElement[] {
  return element.childNodes.filter(isElement).flatMap((child) => {
    if (child.tagName === 'li') return [];
    return child.tagName === 'input' ? [child] : boxesIn(child);
  });
}

/** The rows of a table, wherever they stand in it; a table without text is none. */
export function cutTable(
  element: HtmlElement,
  marks: readonly Mark[],
  context: CutContext,
): readonly Block[] {
  const rows: Row[] = [];
  const before: Block[] = [];
  const visit = (parent: HtmlElement): void => {
    for (const child of parent.childNodes) {
      if (!isElement(child)) continue;
      if (child.tagName === 'caption') before.push(...context.flow([child], marks));
      else if (['thead', 'tbody', 'tfoot'].includes(child.tagName)) visit(child);
      else if (child.tagName === 'tr') {
        const row = cutRow(child, marks, context);
        if (row.cells.length > 0) rows.push(row);
      }
    }
  };
  visit(element);
  if (rows.every(({ cells }) => cells.every(({ words }) => words.length === 0))) return before;
  const table: Table = { kind: 'table', rows, ...rangeOf(element) };
  return [...before, table];
}

function cutRow(element: HtmlElement, marks: readonly Mark[], context: CutContext): Row {
  enter(element, context, 'start');
  const cells = element.childNodes.filter(isElement).map((cell): Line => {
    enter(cell, context, 'start');
    const line = wholeLine(cell, marks, context);
    enter(cell, context, 'end');
    const { start } = innerOf(cell);
    return line ?? { words: [], start, end: start, openAtStart: [], openAtEnd: [] };
  });
  enter(element, context, 'end');
  return { cells, ...rangeOf(element) };
}

/** The text of `<pre>` as it is; without text it is none. */
export function cutCode(element: HtmlElement, context: CutContext): readonly Code[] {
  const children = element.childNodes.filter((child) => !('value' in child) || child.value.trim() !== '');
  const [only] = children;
  const code = only && isElement(only) && only.tagName === 'code' && children.length === 1 ? only : undefined;
  const inner = innerOf(code ?? element);
  const text = textIn(element).replace(/\n$/, '');
  if (text.trim() === '') return [];
  if (/<(?!br\b)[a-z]/i.test(context.source.slice(inner.start, inner.end)))
    context.kept.add(theFormattingOfCode());
  const language = /(?:^|\s)language-([\w+#.-]{1,30})(?:\s|$)/.exec(
    code ? attributeOf(code, 'class') : '',
  )?.[1];
  return [{ kind: 'code', text, language: language ?? '', inner, ...rangeOf(element) }];
}

function textIn(element: HtmlElement): string {
  return element.childNodes
    .map((child) => {
      if ('value' in child) return child.value;
      if (!isElement(child)) return '';
      return child.tagName === 'br' ? '\n' : textIn(child);
    })
    .join('');
}
