import { decodeHTMLStrict } from 'entities';
import { withoutEnd } from '../base/withoutEnd.ts';

/** Elements whose text is not meant for people. */
export const dropped = new Set(['script', 'style', 'template', 'noscript']);
/** Elements that start and end on a line of their own. */
export const blocks = new Set(
  (
    'address article aside blockquote body dd details div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 ' +
    'head header hr html li main nav ol p pre section summary table title tr ul'
  ).split(' '),
);

/** Lists that are indented inside each other. More would make a long text of little HTML. */
const mostIndents = 12;

/**
 * A text that grows, and of which only the end is looked at. The engine joins the pieces of a text when it is asked for
 * any of its characters, so that looking at the text itself after each piece would take quadratic time.
 */
class GrowingText {
  /** The last two characters. */
  end = '';
  private readonly pieces: string[] = [];

  add(piece: string): void {
    if (piece === '') return;
    this.pieces.push(piece);
    this.end = (this.end + piece.slice(-2)).slice(-2);
  }

  whole(): string {
    return this.pieces.join('');
  }
}

/** Reads HTML as text: the reader's position in the HTML, and the text so far. Its time is linear in the HTML. */
export class HtmlPage {
  /** Elements that are open. */
  depth = 0;
  private readonly out = new GrowingText();
  /** Text that is not yet decoded: it arrives in pieces, and an entity may be split between two. */
  private piece = '';
  private hidden = 0;
  private pre = 0;
  /** A `<pre>` was just opened: HTML ignores a newline directly after it. */
  private preBegins = false;
  /** Line ends that must stand before the next text. */
  private due = 0;
  /** The bullet that the next text gets. */
  private bullet = '';
  private readonly lists: { readonly ordered: boolean; count: number }[] = [];
  /** The last text ended in a newline, which is a space if more comes on the line. */
  private gap = false;
  /** The HTML is made of blocks, as an editor writes it, and not only of `<br>` and `<pre>`. */
  private edited = false;

  /** An element begins. */
  open(name: string, attributes: Readonly<Record<string, string>>): void {
    this.flush();
    this.depth += 1;
    if (dropped.has(name)) this.hidden += 1;
    if (name === 'br' && this.hidden === 0) this.lineBreak();
    if (name === 'td' || name === 'th') this.cell();
    if (!blocks.has(name)) return;
    this.boundary(name);
    if (name === 'pre') {
      this.pre += 1;
      this.preBegins = true;
    } else if (name === 'ul' || name === 'ol') this.lists.push({ ordered: name === 'ol', count: 0 });
    else if (name === 'li') this.bullet = this.nextBullet(attributes['data-checked']);
  }

  /** An element ends. */
  close(name: string): void {
    this.flush();
    this.depth -= 1;
    if (dropped.has(name)) this.hidden -= 1;
    if (!blocks.has(name)) return;
    this.boundary(name);
    if (name === 'pre') this.pre -= 1;
    else if (name === 'ul' || name === 'ol') this.lists.pop();
    else if (name === 'li') this.bullet = '';
  }

  /** A piece of text between two tags. */
  text(text: string): void {
    this.piece += text;
  }

  /** All of the text. */
  end(): string {
    this.flush();
    const text = this.out.whole();
    // An empty last paragraph comes from an editor; a line break at the end was typed.
    return this.edited ? withoutEnd(text, (each) => each === '\n') : text;
  }

  private boundary(name: string): void {
    if (name !== 'pre') this.edited = true;
    this.gap = false;
    this.due = Math.max(this.due, name === 'p' ? 2 : 1);
  }

  /** ChartMogul's check lists carry `data-checked` (docs/api/chartmogul.md, section 5). */
  private nextBullet(checked: string | undefined): string {
    const list = this.lists.at(-1);
    const indent = '  '.repeat(Math.min(Math.max(0, this.lists.length - 1), mostIndents));
    if (list !== undefined) list.count += 1;
    const mark = list?.ordered === true ? `${list.count}. ` : '- ';
    if (checked === undefined) return indent + mark;
    return `${indent}${mark}[${checked === 'true' ? 'x' : ' '}] `;
  }

  private lineBreak(): void {
    this.settle();
    this.out.add('\n');
    this.gap = false;
  }

  private cell(): void {
    const { end } = this.out;
    if (this.due === 0 && end !== '' && !/\s$/.test(end)) this.out.add(' ');
  }

  /** Writes the line ends and the bullet that are due. */
  private settle(): void {
    const { end } = this.out;
    let present = 0;
    while (present < this.due && end.at(-1 - present) === '\n') present += 1;
    if (end !== '') this.out.add('\n'.repeat(this.due - present));
    this.due = 0;
    this.out.add(this.bullet);
    this.bullet = '';
  }

  private flush(): void {
    const text = this.piece;
    this.piece = '';
    if (text === '' || this.hidden > 0) return;
    if (this.pre > 0) this.write(this.preBegins ? text.replace(/^\r?\n/, '') : text);
    else this.flow(text);
    this.preBegins = false;
  }

  /** Text outside `<pre>`: a newline of the source becomes a space, and nothing at the start or end of a line. */
  private flow(source: string): void {
    let text = source.replace(/[ \t\r\n\f]+/g, (space) => (/[\r\n]/.test(space) ? '\n' : space));
    const lineStart = this.due > 0 || this.out.end === '' || this.out.end.endsWith('\n');
    if (this.gap && !lineStart) text = `\n${text}`;
    else if (lineStart) text = text.replace(/^\n/, '');
    this.gap = text.endsWith('\n');
    this.write((this.gap ? text.slice(0, -1) : text).replaceAll('\n', ' '));
  }

  private write(text: string): void {
    if (text === '') return;
    this.settle();
    this.out.add(decodeHTMLStrict(text));
  }
}
