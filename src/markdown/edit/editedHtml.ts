import { alignTexts } from '../../base/alignTexts.ts';
import { blockKey, keyOf } from './compare.ts';
import { cutHtml } from './cutHtml.ts';
import { mergeBlocks } from './mergeBlocks.ts';
import { counterpartsOf, meantIn, readText } from './readText.ts';
import { Splices } from './splices.ts';
import { leavesOf, type Block, type Leaf } from './storedTree.ts';

/**
 * The HTML of a stored note whose text was changed: every block that says what was shown keeps its bytes, and the others
 * are written anew. `shownText`: the text that was made of it; `typedText`: what the user made of that. Undefined where
 * that is impossible.
 */
export function editedHtml(source: string, shownText: string, typedText: string): string | undefined {
  const stored = cutHtml(source);
  if (stored === undefined) return undefined;
  const meant = meantIn(stored, shownText);
  const [read, typed] = [readText(shownText, meant), readText(typedText, meant)];
  const shown = read && counterpartsOf(stored.blocks, read.blocks);
  if (shown === undefined || typed === undefined) return undefined;

  const [before, now] = [leavesOf(stored.blocks), leavesOf(typed.blocks)];
  const keys = before.map((leaf) => keyOf(shown.get(leaf) ?? leaf));
  const pairs = alignTexts(keys, now.map(keyOf));
  const kept = new Map<Leaf, Leaf>();
  for (const [from, to] of pairs) {
    const [leaf, nowLeaf] = [before[from], now[to]];
    if (leaf && nowLeaf) kept.set(nowLeaf, leaf);
  }
  const leaves = new Map(before.map((leaf, at) => [keys[at] ?? '', leaf]));
  const blocks = new Map<string, string>();
  for (const block of allBlocks(stored.blocks))
    if (isWhole(block)) blocks.set(blockKey(block, shown), source.slice(block.start, block.end));
  const splices = new Splices();
  const merge = { stored, typed, shown, kept, leaves, blocks, splices, lineBreak: '<br>' };
  mergeBlocks(merge, stored.blocks, typed.blocks, { start: 0, end: source.length });
  removeEmptyWrappers(stored.wrappers, before, splices);
  return splices.applyTo(source);
}

/** With those inside of lists and quotations. */
function allBlocks(blocks: readonly Block[]): readonly Block[] {
  return blocks.flatMap((block) => {
    if (block.kind === 'quote') return [block, ...allBlocks(block.blocks)];
    return block.kind === 'list'
      ? [block, ...block.items.flatMap((item) => allBlocks(item.blocks))]
      : [block];
  });
}

/** Whether a block is an element of its own. */
function isWhole(block: Block): boolean {
  return block.kind !== 'paragraph' || (block.run.element !== undefined && block.run.paragraphs.length === 1);
}

function removeEmptyWrappers(
  wrappers: readonly { readonly start: number; readonly end: number }[],
  leaves: readonly Leaf[],
  splices: Splices,
): void {
  for (const wrapper of wrappers.toReversed()) {
    const inside = leaves.filter(({ start, end }) => start >= wrapper.start && end <= wrapper.end);
    if (inside.length === 0 || splices.adds(wrapper)) continue;
    if (inside.every((leaf) => splices.removes(leaf))) splices.replace(wrapper, '');
  }
}
