import type { Element } from 'hast';
import { element, textNode, type Content } from './hast.ts';

/** An item of a list, and the label that it has in a browser: `3.`, `c.`, `-`. */
export interface Item {
  readonly label: string;
  readonly children: readonly Content[];
}

/** Markdown's numbers have at most nine digits. */
const largestNumber = 999_999_999;

/**
 * A list as Markdown can express it: with bullets, or with numbers of which each is one more than the one before. The
 * labels of other lists are text behind bullets.
 */
export function listOf(items: readonly Item[]): Element {
  if (items.every(({ label }) => label === '-'))
    return element(
      'ul',
      items.map(({ children }) => element('li', children)),
    );
  const start = Number.parseInt(items[0]?.label ?? '', 10);
  const counts = items.every(({ label }, index) => label === `${start + index}.`);
  if (counts && start >= 0 && start + items.length <= largestNumber)
    return element(
      'ol',
      items.map(({ children }) => element('li', children)),
      { start },
    );
  return element(
    'ul',
    items.map(({ label, children }) => element('li', labelled(label, children))),
  );
}

/** In the item's first paragraph, if it has one. */
function labelled(label: string, children: readonly Content[]): readonly Content[] {
  const [first, ...rest] = children;
  if (first?.type === 'element' && first.tagName === 'p')
    return [{ ...first, children: [textNode(`${label} `), ...first.children] }, ...rest];
  return [textNode(`${label} `), ...children];
}
