import { editedToHtml } from '../toHtml.ts';
import { formatOf, withoutTask } from './compare.ts';
import { cutHtml } from './cutHtml.ts';
import { manners, type Manner } from './lineText.ts';
import type { Meant } from './meant.ts';
import { leavesOf, type Block, type Leaf, type StoredTree, type Word } from './storedTree.ts';
import { writeText } from './writeText.ts';

/** A note's text as it is shown for editing. */
export interface ShownText {
  readonly text: string;
  /** Leaves whose emphasis, at least, cannot be written. */
  readonly withoutMarks: readonly Leaf[];
}

/** What is certainly meant as markup in a text that was made of a note. */
export function meantIn(tree: StoredTree, shown: string): Meant {
  const starts = new Set<number>();
  const visit = (blocks: readonly Block[]): void => {
    for (const block of blocks) {
      if (block.kind === 'list') {
        for (const [at, item] of block.items.entries()) {
          starts.add(block.first + at);
          visit(item.blocks);
        }
      } else if (block.kind === 'quote') visit(block.blocks);
    }
  };
  visit(tree.blocks);
  return { starts, shown };
}

/** A text, read as it is typed and cut into blocks; undefined where that is impossible. */
export function readText(text: string, meant: Meant): StoredTree | undefined {
  const html = editedToHtml(text, meant);
  return html === undefined ? undefined : cutHtml(html);
}

/** A line that is written plainly can change how another one is read, which is then written with more escapes, too. */
const mostAttempts = 2 * manners.length;

/**
 * Writes a note's text so that the reader of typed text reads the same of it: what is read otherwise is written once
 * more, with less markup and more escapes. Undefined where the blocks are not read as they are.
 */
export function showText(tree: StoredTree): ShownText | undefined {
  const leaves = leavesOf(tree.blocks);
  const levels = new Map<Leaf, number>();
  const mannerOf = (leaf: Leaf): Manner => manners[levels.get(leaf) ?? 0] ?? 'plain';
  let shown: ShownText | undefined;
  for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
    const text = writeText(tree.blocks, mannerOf);
    const read = readText(text, meantIn(tree, text));
    const counterparts = read && counterpartsOf(tree.blocks, read.blocks);
    if (counterparts)
      shown = { text, withoutMarks: leaves.filter((leaf) => (levels.get(leaf) ?? 0) > 1 && isMarked(leaf)) };
    const wrong = leaves.filter(
      (leaf) => mannerOf(leaf) !== 'plain' && !isReadAs(leaf, counterparts?.get(leaf), mannerOf(leaf)),
    );
    if (wrong.length === 0) break;
    for (const leaf of wrong) levels.set(leaf, (levels.get(leaf) ?? 0) + 1);
  }
  return shown;
}

function isMarked(leaf: Leaf): boolean {
  const lines = 'cells' in leaf ? leaf.cells : 'words' in leaf ? [leaf] : [];
  return lines.some(({ words }) => words.some(({ pieces }) => pieces.some(({ marks }) => marks.length > 0)));
}

/** Each leaf's counterpart among blocks that were made of them; undefined where these are others. */
export function counterpartsOf(
  blocks: readonly Block[],
  read: readonly Block[],
): ReadonlyMap<Leaf, Leaf> | undefined {
  const pairs = new Map<Leaf, Leaf>();
  return pairBlocks(blocks, read, pairs) ? pairs : undefined;
}

function pairBlocks(blocks: readonly Block[], read: readonly Block[], pairs: Map<Leaf, Leaf>): boolean {
  return (
    blocks.length === read.length &&
    blocks.every((block, at) => {
      const other = read[at];
      return other !== undefined && pairBlock(block, other, pairs);
    })
  );
}

function pairBlock(block: Block, other: Block, pairs: Map<Leaf, Leaf>): boolean {
  if (block.kind === 'list')
    return (
      other.kind === 'list' &&
      block.isOrdered === other.isOrdered &&
      block.first === other.first &&
      block.items.length === other.items.length &&
      block.items.every((item, at) => pairBlocks(item.blocks, other.items[at]?.blocks ?? [], pairs))
    );
  if (block.kind === 'quote') return other.kind === 'quote' && pairBlocks(block.blocks, other.blocks, pairs);
  if (block.kind === 'heading' && (other.kind !== 'heading' || other.depth !== block.depth)) return false;
  const [leaves, others] = [leavesOf([block]), leavesOf([other])];
  if (block.kind !== other.kind || leaves.length !== others.length) return false;
  for (const [at, leaf] of leaves.entries()) {
    const counterpart = others[at];
    if (counterpart) pairs.set(leaf, counterpart);
  }
  return true;
}

function isReadAs(leaf: Leaf, read: Leaf | undefined, manner: Manner): boolean {
  if (read === undefined) return false;
  if ('cells' in leaf)
    return (
      'cells' in read &&
      leaf.cells.every((cell, at) => isLineReadAs(cell.words, read.cells[at]?.words ?? [], manner))
    );
  if ('language' in leaf) return 'language' in read && leaf.text === read.text;
  return 'words' in read && isLineReadAs(leaf.words, withoutTask(leaf, read), manner);
}

function isLineReadAs(words: readonly Word[], read: readonly Word[], manner: Manner): boolean {
  return (
    words.length === read.length &&
    words.every((word, at) => {
      const other = read[at];
      return other?.text === word.text && (manner === 'plain' || hasMarksOf(word, other, manner));
    })
  );
}

/** Whether a word is read with its own marks; an address becomes a link by itself. */
function hasMarksOf(word: Word, read: Word, manner: Manner): boolean {
  const isEmphasis = (key: string) => ['strong', 'emphasis', 'delete'].includes(key);
  const isWritten = (key: string) => manner !== 'withoutEmphasis' || !isEmphasis(key);
  if (formatOf(word, isWritten) === formatOf(read, isWritten)) return true;
  const isNoLink = (key: string) => isWritten(key) && !key.startsWith('link ');
  const isLinked = word.pieces.some(({ marks }) => marks.some(({ key }) => key.startsWith('link ')));
  return !isLinked && formatOf(word, isNoLink) === formatOf(read, isNoLink);
}
