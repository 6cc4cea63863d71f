import type { Merge } from './mergeLines.ts';
import { renderBlock, renderLines } from './renderTyped.ts';
import type { Block, OwnElement, Paragraph, Range } from './storedTree.ts';

/** Where new blocks go, and how they are written there. */
interface Place {
  readonly at: number;
  readonly write: (blocks: readonly Block[]) => string;
}

/**
 * The place for blocks between two stored ones that stay, given by their positions (-1 and the number of blocks where
 * there is none). Where blocks between them went away, it is the place of the first of these.
 */
export function placeOf(
  merge: Merge,
  stored: readonly Block[],
  before: number,
  after: number,
  inner: Range,
): Place {
  const elements = (blocks: readonly Block[]) => blocks.map((block) => renderBlock(merge, block)).join('');
  const gone = after - before > 1 ? stored[before + 1] : undefined;
  const [previous, next] = [stored[before], stored[after]];
  if (gone !== undefined) {
    const isAmongLines = gone.kind === 'paragraph' && gone.run.paragraphs.length > 1;
    if (!isAmongLines) return { at: gone.start, write: elements };
    const { paragraphs, element } = gone.run;
    if (gone === paragraphs[0]) return { at: element?.start ?? gone.start, write: elements };
  }
  if (previous?.kind === 'paragraph') return afterParagraph(merge, previous, elements);
  if (previous) return { at: previous.end, write: elements };
  if (next?.kind === 'paragraph') {
    const { element, paragraphs } = next.run;
    return { at: element && paragraphs[0] === next ? element.start : next.start, write: elements };
  }
  return { at: next?.start ?? inner.start, write: elements };
}

function afterParagraph(merge: Merge, { run, end, lines }: Paragraph, elements: Place['write']): Place {
  const own = lines.at(-1)?.own;
  if (own) return { at: end, write: (blocks) => inOwnLines(merge, blocks, own, elements) };
  const { element, paragraphs } = run;
  if (paragraphs.at(-1)?.end === end) return { at: element?.end ?? end, write: elements };
  return {
    at: end,
    write: (blocks) => {
      const texts = blocks.map((block) => renderLines(merge, block));
      if (texts.every((text) => text !== undefined)) return texts.map((text) => `<br><br>${text}`).join('');
      // No list can stand in a paragraph, so that this one ends before it, and goes on after it.
      return element ? element.close + elements(blocks) + element.open : elements(blocks);
    },
  };
}

/** Paragraphs as lines of ChartMogul's editor, after an empty one each. */
function inOwnLines(
  merge: Merge,
  blocks: readonly Block[],
  { open, close }: OwnElement,
  elements: Place['write'],
): string {
  return blocks
    .map((block) => {
      const text = renderLines(merge, block);
      if (text === undefined) return elements([block]);
      const lines = text.split('<br>').map((line) => open + line + close);
      return `${open}<br>${close}${lines.join('')}`;
    })
    .join('');
}
