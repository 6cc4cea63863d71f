import type { Nodes, Parents, Root } from 'mdast';

declare module 'unist' {
  interface Data {
    /** Whether this is certainly meant as markup, although it looks like something that is typed as text. */
    isMeant?: boolean;
  }
}

/**
 * What is certainly meant as markup in a text that was made of a stored note, since its writer escapes everything else
 * that looks like it.
 */
export interface Meant {
  /** The numbers of the note's items, from which a list may count. */
  readonly starts: ReadonlySet<number>;
  /** The text that was made of the note. */
  readonly shown: string;
}

/**
 * Marks what is meant: lists that count from 1 or from a number of the note's, whatever numbers follow; and emphasis
 * inside of a word that begins or ends as in the note. `tree`: the parsed `source`.
 */
export function markMeant(tree: Root, source: string, meant: Meant): void {
  const visit = (node: Nodes): void => {
    if (isMeant(node, source, meant)) node.data = { ...node.data, isMeant: true };
    if ('children' in node) for (const child of node.children) visit(child);
  };
  visit(tree);
}

function isMeant(node: Nodes, source: string, { starts, shown }: Meant): boolean {
  switch (node.type) {
    case 'list':
      if (node.children.some(({ children }) => children.length === 0)) return false;
      return node.ordered === true && (node.start === 1 || starts.has(node.start ?? 1));
    case 'emphasis':
    case 'strong':
    case 'delete':
      return jointsOf(node, source).every((joint) => !isInWord.test(joint) || shown.includes(joint));
    default:
      return false;
  }
}

/** What stands around the marks of emphasis: each with the characters before and after it. */
function jointsOf({ children, position }: Parents, source: string): readonly string[] {
  const [start, end] = [position?.start.offset ?? 0, position?.end.offset ?? 0];
  const [first, last] = [children[0]?.position?.start.offset, children.at(-1)?.position?.end.offset];
  return [
    source.slice(Math.max(0, start - 1), (first ?? start) + 1),
    source.slice((last ?? end) - 1, end + 1),
  ];
}

const isInWord = /^[\p{L}\p{N}][^]*[\p{L}\p{N}]$/u;
