import { blockKey } from './compare.ts';
import { contentOf, type Merge } from './mergeLines.ts';
import { Splices } from './splices.ts';
import { leavesOf, type Block, type Item, type Range, type Row } from './storedTree.ts';

/** The HTML of a block of the changed text; what was somewhere else keeps its bytes. */
export function renderBlock(merge: Merge, block: Block): string {
  return merge.blocks.get(blockKey(block)) ?? render(merge, [block], block);
}

/** The HTML of paragraphs, divided by empty lines, for a place where no element can be. */
export function renderLines(merge: Merge, block: Block): string | undefined {
  if (block.kind !== 'paragraph') return undefined;
  return block.lines.map((line) => contentOf(merge, line)).join('<br>');
}

/** The HTML of an item; its text alone, if that is all it has. */
export function renderItem(merge: Merge, item: Item): string {
  const [only, ...more] = item.blocks;
  const lines = only && more.length === 0 ? renderLines(merge, only) : undefined;
  return lines === undefined ? render(merge, item.blocks, item) : `<li>${lines}</li>`;
}

/** The HTML of a row. */
export function renderRow(merge: Merge, row: Row): string {
  const cells = row.cells.map((cell) => `<td>${contentOf(merge, cell)}</td>`);
  return `<tr>${cells.join('')}</tr>`;
}

function render(merge: Merge, blocks: readonly Block[], { start, end }: Range): string {
  const splices = new Splices();
  for (const leaf of leavesOf(blocks)) {
    const lines = 'cells' in leaf ? leaf.cells : 'words' in leaf ? [leaf] : [];
    for (const line of lines)
      splices.replace({ start: line.start - start, end: line.end - start }, contentOf(merge, line));
  }
  return splices.applyTo(merge.typed.source.slice(start, end));
}
