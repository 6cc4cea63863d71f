import { withoutEnd } from '../base/withoutEnd.ts';
import { GrowingText } from './growingText.ts';

/** Lays out text: what is a space, what is a line end, and what stands between two blocks. Its time is linear. */
export class TextFlow {
  /** Elements that are open and keep spaces and newlines. */
  pre = 0;
  /** Elements that are open and have a single line: cells of data, headings. */
  inLine = 0;
  /** What the next text gets at its start. */
  bullet = '';
  readonly #out = new GrowingText();
  /** A `<pre>` was just opened: HTML ignores a newline directly after it. */
  #preBegins = false;
  /** Line ends that must stand before the next text. */
  #due = 0;
  /** What was last is a space if more comes on the line. */
  #gap = false;
  /** What would be taken for a part of the last text. */
  #joins: RegExp | undefined;
  /** The HTML is made of blocks, as an editor writes it, and not only of `<br>` and `<pre>`. */
  #edited = false;

  /** All of the text. */
  whole(): string {
    const text = this.#out.whole();
    // An empty last paragraph comes from an editor; a line break at the end was typed.
    return this.#edited ? withoutEnd(text, (each) => each === '\n') : text;
  }

  /** The character before the next text, if that directly follows it; else ''. */
  get before(): string {
    return this.#due > 0 || this.#gap ? '' : (Array.from(this.#out.end).at(-1) ?? '');
  }

  /** The start or the end of an element with lines of its own. */
  boundary(name: string): void {
    this.#joins = undefined;
    if (this.inLine > 0) {
      this.#gap = true;
      return;
    }
    if (name !== 'pre') this.#edited = true;
    else this.#preBegins = true;
    this.#gap = false;
    this.#due = Math.max(this.#due, name === 'p' ? 2 : 1);
  }

  lineBreak(): void {
    this.#joins = undefined;
    if (this.inLine === 0) {
      this.#settle();
      this.#out.add('\n');
    }
    this.#gap = this.inLine > 0;
  }

  /** Something follows that must not touch what was last. */
  space(): void {
    this.#gap = true;
  }

  /** A text of the HTML, in which white space has no meaning outside `<pre>`. */
  text(text: string): void {
    if (this.pre === 0 || this.inLine > 0) this.#flow(text);
    else {
      const isApart = this.#gap && !/\s$/.test(this.#out.end) && !/^\s/.test(text);
      this.#gap = false;
      this.#write((isApart ? ' ' : '') + (this.#preBegins ? text.replace(/^\r?\n/, '') : text));
    }
    this.#preBegins = false;
  }

  /** Words that are not in the HTML. `joins`: what must not directly follow them. */
  words(words: string, joins?: RegExp): void {
    this.#preBegins = false;
    this.#flow(words);
    this.#joins = joins;
  }

  /** Directly after the last text. */
  attach(mark: string): void {
    this.#out.add(mark);
  }

  /** Words behind the last text, on the same line. */
  behind(words: string): void {
    const isSpace = /\s$/.test(this.#out.end);
    this.#out.add(isSpace ? words : ` ${words}`);
    this.#joins = /^[\p{L}\p{N}]/u;
    this.#gap ||= isSpace;
  }

  /** A newline of the source becomes a space, and nothing at the start or end of a line; in a line all spaces do. */
  #flow(source: string): void {
    let text = source.replace(/[ \t\r\n\f]+/g, (space) =>
      this.inLine > 0 || /[\r\n]/.test(space) ? '\n' : space,
    );
    const { end } = this.#out;
    const isStart =
      this.#due > 0 || end === '' || end.endsWith('\n') || (this.inLine > 0 && end.endsWith(' '));
    if (isStart) text = text.replace(/^\n/, '');
    else if (this.#gap && text !== '' && !/\s$/.test(end) && !/^\s/.test(text)) text = `\n${text}`;
    this.#gap = text === '' ? this.#gap : text.endsWith('\n');
    this.#write((text.endsWith('\n') ? text.slice(0, -1) : text).replaceAll('\n', ' '));
  }

  #write(text: string): void {
    if (text === '') return;
    const isNext = this.#due === 0;
    this.#settle();
    if (isNext && this.#joins?.test(text) === true) this.#out.add(' ');
    this.#joins = undefined;
    this.#out.add(text);
  }

  /** Writes the line ends and the bullet that are due. */
  #settle(): void {
    const { end } = this.#out;
    let present = 0;
    while (present < this.#due && end.at(-1 - present) === '\n') present += 1;
    if (end !== '') this.#out.add('\n'.repeat(this.#due - present));
    this.#due = 0;
    this.#out.add(this.bullet);
    this.bullet = '';
  }
}
