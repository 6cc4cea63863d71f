/** Offsets in the source, in UTF-16 units; the end is not included. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** An inline element around words. Two marks are the same element when they are the same object. */
export interface Mark {
  /** What typed text says it with: `strong`, `emphasis`, `delete`, `code`, `link ADDRESS`; '' where it cannot. */
  readonly key: string;
  /** Its tags in the source. */
  readonly open: string;
  readonly close: string;
}

/** A part of a word whose characters have the same marks. */
export interface Piece extends Range {
  readonly text: string;
  /** From the outermost to the innermost. */
  readonly marks: readonly Mark[];
}

/** What stands between white space; of scripts without spaces a single character. */
export interface Word extends Range {
  /** Its characters as a reader sees them. */
  readonly text: string;
  /** Whether white space, or what is shown as such, comes before it. */
  readonly isSpaced: boolean;
  readonly pieces: readonly Piece[];
}

/** A line of text: what stands between two breaks, or the whole text of a heading or a cell. Its words are a block. */
export interface Line extends Range {
  readonly words: readonly Word[];
  /** The elements that are open at its start and at its end, and that it neither opens nor closes. */
  readonly openAtStart: readonly Mark[];
  readonly openAtEnd: readonly Mark[];
  /** The element of ChartMogul's editor that holds this line alone. */
  readonly own?: OwnElement;
  /** Present on the first line of a task, which is shown with `[x]` or `[ ]` before it. */
  readonly task?: Task;
}

/** A task of ChartMogul's editor, and the tags that say whether it is done. */
export interface Task {
  readonly isDone: boolean;
  readonly tags: readonly Range[];
}

/** An element with its tags. */
export interface OwnElement extends Range {
  readonly open: string;
  readonly close: string;
}

/** Lines that follow each other. Empty lines divide its paragraphs. */
export interface Run {
  readonly paragraphs: Paragraph[];
  /** The `<p>` that holds it alone. */
  readonly element?: OwnElement;
}

/** Lines without an empty one between them. */
export interface Paragraph extends Range {
  readonly kind: 'paragraph';
  readonly lines: readonly Line[];
  readonly run: Run;
}

/** One line, in an element whose name says its depth. */
export interface Heading extends Range {
  readonly kind: 'heading';
  readonly depth: number;
  readonly line: Line;
  readonly element: OwnElement;
}

/** A list; `first` is the number of its first item. */
export interface List extends Range {
  readonly kind: 'list';
  readonly isOrdered: boolean;
  readonly first: number;
  readonly items: readonly Item[];
  readonly open: Range;
}

/** An item of a list. */
export interface Item extends Range {
  readonly blocks: readonly Block[];
  /** Where blocks can be put into it. */
  readonly inner: Range;
}

/** A quotation. */
export interface Quote extends Range {
  readonly kind: 'quote';
  readonly blocks: readonly Block[];
  readonly inner: Range;
}

/** A table, with its first row for the names of the columns. */
export interface Table extends Range {
  readonly kind: 'table';
  readonly rows: readonly Row[];
}

/** A row of a table. */
export interface Row extends Range {
  readonly cells: readonly Line[];
}

/** Text whose spacing matters. */
export interface Code extends Range {
  readonly kind: 'code';
  readonly text: string;
  readonly language: string;
  /** Where its text stands. */
  readonly inner: Range;
}

/** A block of a note, and the range of all that belongs to it alone. */
export type Block = Paragraph | Heading | List | Quote | Table | Code;

/** What a changed text is compared by and written in: the smallest blocks. */
export type Leaf = Line | Row | Code;

/** A note's HTML, cut into blocks. */
export interface StoredTree {
  readonly source: string;
  readonly blocks: readonly Block[];
  /** Elements around blocks that show nothing of their own. */
  readonly wrappers: readonly Range[];
  /** What a picture is shown as, and its source. */
  readonly pictures: ReadonlyMap<string, string>;
  /** What typed text cannot say, each as a phrase for the user: `the picture “Logo”`. */
  readonly kept: readonly string[];
}

/** All leaves of some blocks, in the order in which they are read. */
export function leavesOf(blocks: readonly Block[]): readonly Leaf[] {
  return blocks.flatMap((block): readonly Leaf[] => {
    switch (block.kind) {
      case 'paragraph':
        return block.lines;
      case 'heading':
        return [block.line];
      case 'list':
        return block.items.flatMap((item) => leavesOf(item.blocks));
      case 'quote':
        return leavesOf(block.blocks);
      case 'table':
        return block.rows;
      case 'code':
        return [block];
    }
  });
}
