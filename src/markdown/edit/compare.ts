import { leavesOf, type Block, type Leaf, type Line, type Word } from './storedTree.ts';

/** What typed text says of a word's characters: how many of them have which marks. */
export function formatOf({ pieces }: Word, isMeant: (key: string) => boolean = () => true): string {
  const runs: { keys: string; length: number }[] = [];
  for (const { text, marks } of pieces) {
    const keys = [...new Set(marks.map(({ key }) => key))].filter((key) => key !== '' && isMeant(key)).sort();
    const last = runs.at(-1);
    if (last?.keys === keys.join('+')) last.length += text.length;
    else runs.push({ keys: keys.join('+'), length: text.length });
  }
  return runs.map(({ keys, length }) => `${length} ${keys}`).join('|');
}

/** A line's words without the sign of a task, if the line that it was made of is one. */
export function withoutTask({ task }: Line, read: Line): readonly Word[] {
  return task === undefined ? read.words : (taskOf(read)?.words ?? read.words);
}

/** The sign of a task at the start of a line, and the words after it. */
export function taskOf({
  words,
}: Line): { readonly isDone: boolean; readonly words: readonly Word[] } | undefined {
  const [first, second, ...rest] = words;
  if (first?.text !== '[' || second === undefined) return undefined;
  if (second.text === ']' && second.isSpaced) return { isDone: false, words: rest };
  return /^x\]$/i.test(second.text) && !second.isSpaced ? { isDone: true, words: rest } : undefined;
}

/** All that a leaf says, for comparing. */
export function keyOf(leaf: Leaf): string {
  if ('cells' in leaf) return `row ${leaf.cells.map((cell) => wordsKey(cell.words)).join('\u0000')}`;
  if ('language' in leaf) return `code ${leaf.language} ${leaf.text}`;
  return `line ${wordsKey(leaf.words)}`;
}

function wordsKey(words: readonly Word[]): string {
  return words.map((word) => `${word.isSpaced ? ' ' : ''}${wordKey(word)}`).join('\u0001');
}

/** All that a word says, for comparing. */
export function wordKey(word: Word): string {
  return `${word.text}\u0002${formatOf(word)}`;
}

/** What all of a block says, for comparing. `shown`: what was shown of stored leaves and is read again. */
export function blockKey(block: Block, shown: ReadonlyMap<Leaf, Leaf> = new Map()): string {
  const leaves = leavesOf([block]).map((leaf) => keyOf(shown.get(leaf) ?? leaf));
  return [kindOf(block), ...leaves].join('\u0003');
}

function kindOf(block: Block): string {
  if (block.kind === 'heading') return `heading ${block.depth}`;
  if (block.kind !== 'list') return block.kind;
  const items = block.items.map(({ blocks }) => blocks.map(kindOf).join(' '));
  return `${block.isOrdered ? block.first : '-'} ${items.join(', ')}`;
}
