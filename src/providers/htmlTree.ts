import { Parser } from 'htmlparser2';

/** A part of HTML. */
export type HtmlNode = HtmlElement | HtmlText;

/** An element, with its attributes as they are written. */
export interface HtmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string | undefined>>;
  readonly children: readonly HtmlNode[];
  /** Of a table: it holds data. Otherwise it only arranges what it holds. */
  readonly holdsData: boolean;
}

/** A text between two tags, in which the entities are not decoded yet. */
export interface HtmlText {
  readonly text: string;
}

/** The parsed HTML, or the start of it. */
export interface HtmlTree {
  readonly children: readonly HtmlNode[];
  /** Some elements are too deeply nested; what is in them is missing. */
  readonly isTooDeep: boolean;
}

/** Elements inside each other. Markdown of ours has up to 300, and a recursion can follow some thousands. */
const deepest = 1000;

/** The parser looks through all open elements again and again, so that it is asked how many there are. */
const piece = 4096;

interface OpenElement extends HtmlElement {
  readonly children: (OpenElement | { text: string })[];
  holdsData: boolean;
  /** Of a table: cells of the row that is being read. */
  cells: number;
  /** Of a table: there is another one inside. */
  hasTable: boolean;
}

/** Reads HTML. Never throws. */
export function parseHtml(html: string): HtmlTree {
  const root = openElement('', {});
  const open = [root];
  const tables: OpenElement[] = [];
  let isTooDeep = false;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        const element = openElement(name, attributes);
        if (open.length > deepest) isTooDeep = true;
        else open.at(-1)?.children.push(element);
        open.push(element);
        judge(element, tables);
      },
      onclosetag(name) {
        open.pop();
        if (name === 'table') tables.pop();
      },
      ontext(text) {
        const siblings = open.at(-1)?.children ?? [];
        const last = siblings.at(-1);
        // One text arrives in pieces, and an entity may be split between two.
        if (last !== undefined && 'text' in last) last.text += text;
        else siblings.push({ text });
      },
    },
    // Decoded by the reader, strictly: `?a=1&copy=2` holds no entity.
    { decodeEntities: false },
  );
  for (let at = 0; at < html.length && open.length <= deepest; at += piece)
    parser.write(html.slice(at, at + piece));
  // Closing thousands of elements would add nothing.
  if (open.length <= deepest) parser.end();
  return { children: root.children, isTooDeep };
}

function openElement(name: string, attributes: HtmlElement['attributes']): OpenElement {
  return { name, attributes, children: [], holdsData: false, cells: 0, hasTable: false };
}

/** Two cells beside each other, or a heading, make a table of data, unless it has another table inside. */
function judge(element: OpenElement, tables: OpenElement[]): void {
  const table = tables.at(-1);
  if (element.name === 'table') {
    if (table !== undefined) [table.hasTable, table.holdsData] = [true, false];
    tables.push(element);
  } else if (table !== undefined && element.name === 'tr') table.cells = 0;
  else if (table !== undefined && (element.name === 'td' || element.name === 'th')) {
    table.cells += 1;
    table.holdsData = !table.hasTable && (table.holdsData || table.cells > 1 || element.name === 'th');
  }
}
