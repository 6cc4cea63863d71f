import { escapeText } from 'entities/escape';
import { keyOf } from './compare.ts';
import { mergeLine, mergeLines, mergeLineWords, removeText, type Merge } from './mergeLines.ts';
import { pairSiblings } from './pairSiblings.ts';
import { placeOf } from './placeOf.ts';
import { renderBlock, renderItem, renderRow } from './renderTyped.ts';
import {
  leavesOf,
  type Block,
  type Code,
  type Heading,
  type Leaf,
  type List,
  type Paragraph,
  type Range,
  type Row,
  type Table,
} from './storedTree.ts';

/** Changes the blocks of an element, or of the whole note. `inner`: where the element's content stands. */
export function mergeBlocks(
  merge: Merge,
  stored: readonly Block[],
  now: readonly Block[],
  inner: Range,
): void {
  const pairs = pairSiblings(stored, now, {
    leavesOf: (block) => leavesOf([block]),
    isAlike,
    kept: merge.kept,
  });
  const stays = new Set(pairs);
  removeBlocks(merge, stored, stays);
  for (let at = 0; at < now.length; at += 1) {
    const place = pairs[at];
    const [own, block] = [place === undefined ? undefined : stored[place], now[at]];
    if (own && block) mergeBlock(merge, own, block);
    if (own) continue;
    let to = at;
    while (to < now.length && pairs[to] === undefined) to += 1;
    const [before, after] = [pairs[at - 1] ?? -1, pairs[to] ?? stored.length];
    const { at: offset, write } = placeOf(merge, stored, before, after, inner);
    merge.splices.insert(offset, write(now.slice(at, to)));
    at = to - 1;
  }
}

function isAlike(stored: Block, now: Block): boolean {
  if (stored.kind !== now.kind) return false;
  return stored.kind !== 'list' || now.kind !== 'list' || stored.isOrdered === now.isOrdered;
}

function mergeBlock(merge: Merge, stored: Block, now: Block): void {
  if (stored.kind === 'paragraph' && now.kind === 'paragraph') mergeLines(merge, stored.lines, now.lines);
  if (stored.kind === 'heading' && now.kind === 'heading') mergeHeading(merge, stored, now);
  if (stored.kind === 'list' && now.kind === 'list') mergeList(merge, stored, now);
  if (stored.kind === 'quote' && now.kind === 'quote')
    mergeBlocks(merge, stored.blocks, now.blocks, stored.inner);
  if (stored.kind === 'table' && now.kind === 'table') mergeTable(merge, stored, now);
  if (stored.kind === 'code' && now.kind === 'code') mergeCode(merge, stored, now);
}

/** Removes the blocks that nothing was made of. */
function removeBlocks(merge: Merge, stored: readonly Block[], stays: ReadonlySet<number | undefined>): void {
  for (let from = 0; from < stored.length; from += 1) {
    const first = stored[from];
    if (stays.has(from) || first === undefined) continue;
    if (first.kind !== 'paragraph') {
      merge.splices.replace(first, '');
      continue;
    }
    let to = from;
    const isGone = (at: number): boolean => {
      const next = stored[at];
      return !stays.has(at) && next?.kind === 'paragraph' && next.run === first.run;
    };
    while (isGone(to + 1)) to += 1;
    removeParagraphs(
      merge,
      first,
      stored.slice(from, to + 1).filter((each) => each.kind === 'paragraph'),
    );
    from = to;
  }
}

/** Paragraphs of one run, with the breaks that divided them from the rest of it. */
function removeParagraphs(merge: Merge, { run }: Paragraph, gone: readonly Paragraph[]): void {
  const { paragraphs, element } = run;
  const [first, last] = [gone[0], gone.at(-1)];
  if (first === undefined || last === undefined) return;
  const [before, after] = [
    paragraphs[paragraphs.indexOf(first) - 1],
    paragraphs[paragraphs.indexOf(last) + 1],
  ];
  if (after) removeText(merge, { start: first.start, end: after.start });
  else if (before) removeText(merge, { start: before.end, end: last.end });
  else if (element) merge.splices.replace(element, '');
  else removeText(merge, { start: first.start, end: last.end });
}

function mergeHeading({ ...merge }: Merge, stored: Heading, now: Heading): void {
  mergeLine(merge, stored.line, now.line);
  if (stored.depth === now.depth) return;
  const { start, end } = stored.element;
  merge.splices.replace({ start: start + 2, end: start + 3 }, String(now.depth));
  const closing = /<\/h[1-6]\s*>$/i.exec(merge.stored.source.slice(start, end));
  if (closing)
    merge.splices.replace(
      { start: start + closing.index + 3, end: start + closing.index + 4 },
      String(now.depth),
    );
}

function mergeList(merge: Merge, stored: List, now: List): void {
  if (stored.first !== now.first) merge.splices.replace(stored.open, withStart(merge, stored, now.first));
  mergeSiblings(merge, stored.items, now.items, {
    leavesOf: (item) => leavesOf(item.blocks),
    change: (item, typed) => mergeBlocks(merge, item.blocks, typed.blocks, item.inner),
    render: (item) => renderItem(merge, item),
  });
}

function withStart({ stored }: Merge, { open }: List, first: number): string {
  const tag = stored.source.slice(open.start, open.end);
  const plain = tag.replace(/\sstart\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>"']+)/i, '');
  return first === 1 ? plain : plain.replace(/^<[a-z]+/i, `$& start="${first}"`);
}

function mergeTable(merge: Merge, stored: Table, now: Table): void {
  mergeSiblings(merge, stored.rows, now.rows, {
    leavesOf: (row) => [row],
    change: (row, typed) => mergeRow(merge, row, typed),
    render: (row) => renderRow(merge, row),
  });
}

/** Changes the items of a list or the rows of a table, each of which can be made of any other. */
function mergeSiblings<T extends Range>(
  { splices, kept }: Merge,
  stored: readonly T[],
  now: readonly T[],
  siblings: {
    readonly leavesOf: (sibling: T) => readonly Leaf[];
    readonly change: (stored: T, now: T) => void;
    readonly render: (sibling: T) => string;
  },
): void {
  const { leavesOf: leaves, change, render } = siblings;
  const pairs = pairSiblings(stored, now, { leavesOf: leaves, isAlike: () => true, kept });
  for (const [at, sibling] of stored.entries()) if (!pairs.includes(at)) splices.replace(sibling, '');
  let before = -1;
  for (const [at, sibling] of now.entries()) {
    const place = pairs[at];
    const own = place === undefined ? undefined : stored[place];
    if (own && place !== undefined) {
      change(own, sibling);
      before = place;
      continue;
    }
    const next = pairs.slice(at).find((pair) => pair !== undefined);
    const near = stored[before] ?? stored[next ?? 0];
    if (near) splices.insert(before >= 0 ? near.end : near.start, render(sibling));
  }
}

function mergeRow(merge: Merge, stored: Row, now: Row): void {
  const shown = merge.shown.get(stored);
  if (shown && keyOf(shown) === keyOf(now)) return;
  const hasMore = now.cells.slice(stored.cells.length).some(({ words }) => words.length > 0);
  if (hasMore || now.cells.length < stored.cells.length) {
    merge.splices.replace(stored, renderRow(merge, now));
    return;
  }
  for (const [at, cell] of stored.cells.entries()) {
    const typed = now.cells[at];
    const before = shown && 'cells' in shown ? shown.cells[at] : undefined;
    if (typed && !(before && keyOf(before) === keyOf(typed)))
      mergeLineWords(merge, cell, before ?? cell, typed);
  }
}

function mergeCode(merge: Merge, stored: Code, now: Code): void {
  const shown = merge.shown.get(stored);
  if (shown && keyOf(shown) === keyOf(now)) return;
  if (stored.language !== now.language) merge.splices.replace(stored, renderBlock(merge, now));
  // HTML drops one newline at the start.
  else merge.splices.replace(stored.inner, `${now.text.startsWith('\n') ? '\n' : ''}${escapeText(now.text)}`);
}
