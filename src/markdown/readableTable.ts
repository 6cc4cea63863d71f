import type { Element, Root } from 'hast';
import { attributeOf } from './hast.ts';

/**
 * The tables that hold data: two cells beside each other, or a heading, and no other table inside. Other tables only
 * arrange what they hold.
 */
export function tablesOfData(tree: Root): ReadonlySet<Element> {
  const data = new Set<Element>();
  const outer = new Set<Element>();
  const visit = (node: Element | Root, table: Element | undefined): void => {
    let cells = 0;
    for (const child of node.children) {
      if (child.type !== 'element') continue;
      const { tagName } = child;
      if (tagName === 'td' || tagName === 'th') cells += 1;
      if (table !== undefined && (cells > 1 || tagName === 'th')) data.add(table);
      if (table !== undefined && tagName === 'table') outer.add(table);
      visit(child, tagName === 'table' ? child : table);
    }
  };
  visit(tree, undefined);
  for (const table of outer) data.delete(table);
  return data;
}

/** Cells that a document gets beyond those that are written. More would make a long text of little HTML. */
const mostAdded = 1000;

/** Gives how many columns and rows a cell takes, cell by cell of one document. */
export function cellSpans(): (cell: Element) => Element['properties'] {
  let left = mostAdded;
  return (cell) => {
    const [columns, rows] = [spanOf(cell, 'colSpan'), spanOf(cell, 'rowSpan')];
    const added = columns * rows - 1;
    if (added <= 0 || added > left) return {};
    left -= added;
    return { colSpan: columns, rowSpan: rows };
  };
}

function spanOf(cell: Element, name: 'colSpan' | 'rowSpan'): number {
  const span = Number(attributeOf(cell, name) ?? 1);
  return Number.isInteger(span) && span > 0 ? span : 1;
}
