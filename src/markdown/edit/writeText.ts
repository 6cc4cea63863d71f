import { assertNever } from '../../base/failure.ts';
import { fenced } from '../fence.ts';
import { lineText, type Manner } from './lineText.ts';
import type { Block, Leaf, List, Quote, Table } from './storedTree.ts';

/** In which manner each of the leaves is written. */
export type MannerOf = (leaf: Leaf) => Manner;

/** Blocks as typed text. */
export function writeText(blocks: readonly Block[], mannerOf: MannerOf): string {
  return flowLines(blocks, mannerOf, 'apart').join('\n');
}

/** `close`: a list follows the text before it without an empty line. */
function flowLines(
  blocks: readonly Block[],
  mannerOf: MannerOf,
  spacing: 'apart' | 'close',
): readonly string[] {
  const lines: string[] = [];
  let before: Block | undefined;
  let isOther = false;
  for (const block of blocks) {
    // The sign of a list's items is all that divides two lists.
    isOther = isSameList(before, block) && !isOther;
    const isClose = spacing === 'close' && before?.kind === 'paragraph' && mayInterrupt(block);
    if (before !== undefined && !isClose) lines.push('');
    for (const line of blockLines(block, mannerOf, isOther)) lines.push(line);
    before = block;
  }
  return lines;
}

function isSameList(before: Block | undefined, block: Block): boolean {
  return before?.kind === 'list' && block.kind === 'list' && before.isOrdered === block.isOrdered;
}

/** Only a list that counts from 1 can follow a line at once. */
function mayInterrupt(block: Block): boolean {
  return block.kind === 'list' && (!block.isOrdered || block.first === 1);
}

function blockLines(block: Block, mannerOf: MannerOf, isOther: boolean): readonly string[] {
  switch (block.kind) {
    case 'paragraph':
      return block.lines.map((line) => lineText(line, mannerOf(line), 'paragraph'));
    case 'heading':
      return [`${'#'.repeat(block.depth)} ${lineText(block.line, mannerOf(block.line), 'heading')}`];
    case 'list':
      return listLines(block, mannerOf, isOther);
    case 'quote':
      return quoteLines(block, mannerOf);
    case 'table':
      return tableLines(block, mannerOf);
    case 'code':
      return fenced(block.text, block.language).split(/\r?\n/);
    default:
      return assertNever(block);
  }
}

function listLines({ isOrdered, first, items }: List, mannerOf: MannerOf, isOther: boolean): string[] {
  return items.flatMap((item, at) => {
    const marker = isOrdered ? `${first + at}${isOther ? ')' : '.'}` : isOther ? '*' : '-';
    const indent = ' '.repeat(marker.length + 1);
    return flowLines(item.blocks, mannerOf, 'close').map((line, index) =>
      index === 0 ? `${marker} ${line}` : line === '' ? '' : indent + line,
    );
  });
}

function quoteLines({ blocks }: Quote, mannerOf: MannerOf): string[] {
  return flowLines(blocks, mannerOf, 'apart').map((line) => (line === '' ? '>' : `> ${line}`));
}

/** Every row has as many cells as the longest. */
function tableLines({ rows }: Table, mannerOf: MannerOf): string[] {
  const columns = Math.max(...rows.map(({ cells }) => cells.length));
  const lines = rows.map((row) => {
    const cells = row.cells.map((cell) => lineText(cell, mannerOf(row), 'cell'));
    while (cells.length < columns) cells.push('');
    return `| ${cells.join(' | ')} |`;
  });
  const [names = '', ...others] = lines;
  return [names, `|${' - |'.repeat(columns)}`, ...others];
}
