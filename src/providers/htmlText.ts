import { decodeHTMLStrict } from 'entities';
import { Parser } from 'htmlparser2';

/** Elements whose text is not meant for people. */
const dropped = new Set(['script', 'style', 'template', 'noscript']);
/** Elements that start and end on a line of their own. */
const blocks = new Set(
  (
    'address article aside blockquote body dd details div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 ' +
    'head header hr html li main nav ol p pre section summary table title tr ul'
  ).split(' '),
);
const inline =
  'a abbr b big br cite code del em font i img input ins kbd label mark s script small span strike strong style sub sup td template th tt u'.split(
    ' ',
  );
const aTag = new RegExp(`</?(${[...blocks, ...dropped, ...inline].join('|')})(\\s[^<>]*)?/?>`, 'i');

/** Whether a service's "plain text or HTML" is HTML. */
export function isHtml(text: string): boolean {
  return aTag.test(text);
}

/**
 * The readable text of a note that a service holds as "plain text or HTML". Without a tag of HTML it counts as plain
 * text, in which newlines and `<ann@example.com>` are text. In HTML a newline is only a space; spaces are kept, so that
 * a text comes back as it was typed. Never throws.
 */
export function htmlToText(html: string): string {
  if (!isHtml(html)) return decodeHTMLStrict(html);
  const page = new Page();
  const parser = new Parser(
    {
      onopentag: (name, attributes) => page.open(name, attributes),
      onclosetag: (name) => page.close(name),
      ontext: (text) => page.text(text),
    },
    // Decoded here, strictly: `?a=1&copy=2` holds no entity.
    { decodeEntities: false },
  );
  parser.end(html);
  return page.end();
}

/** The state of the reader: its position in the HTML, and the text so far. */
class Page {
  private out = '';
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

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    this.flush();
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

  close(name: string): void {
    this.flush();
    if (dropped.has(name)) this.hidden -= 1;
    if (!blocks.has(name)) return;
    this.boundary(name);
    if (name === 'pre') this.pre -= 1;
    else if (name === 'ul' || name === 'ol') this.lists.pop();
    else if (name === 'li') this.bullet = '';
  }

  text(text: string): void {
    this.piece += text;
  }

  end(): string {
    this.flush();
    // An empty last paragraph comes from an editor; a line break at the end was typed.
    return this.edited ? this.out.replace(/\n+$/, '') : this.out;
  }

  private boundary(name: string): void {
    if (name !== 'pre') this.edited = true;
    this.gap = false;
    this.due = Math.max(this.due, name === 'p' ? 2 : 1);
  }

  /** ChartMogul's check lists carry `data-checked` (docs/api/chartmogul.md, section 5). */
  private nextBullet(checked: string | undefined): string {
    const list = this.lists.at(-1);
    const indent = '  '.repeat(Math.max(0, this.lists.length - 1));
    if (list !== undefined) list.count += 1;
    const mark = list?.ordered === true ? `${list.count}. ` : '- ';
    if (checked === undefined) return indent + mark;
    return `${indent}${mark}[${checked === 'true' ? 'x' : ' '}] `;
  }

  private lineBreak(): void {
    this.settle();
    this.out += '\n';
    this.gap = false;
  }

  private cell(): void {
    if (this.due === 0 && this.out !== '' && !/\s$/.test(this.out)) this.out += ' ';
  }

  /** Writes the line ends and the bullet that are due. */
  private settle(): void {
    let present = 0;
    while (present < this.due && this.out.at(-1 - present) === '\n') present += 1;
    if (this.out !== '') this.out += '\n'.repeat(this.due - present);
    this.due = 0;
    this.out += this.bullet;
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
    let text = source.replace(/[ \t\f]*[\r\n][ \t\r\n\f]*/g, '\n');
    const lineStart = this.due > 0 || this.out === '' || this.out.endsWith('\n');
    if (this.gap && !lineStart) text = `\n${text}`;
    else if (lineStart) text = text.replace(/^\n/, '');
    this.gap = text.endsWith('\n');
    this.write((this.gap ? text.slice(0, -1) : text).replaceAll('\n', ' '));
  }

  private write(text: string): void {
    if (text === '') return;
    this.settle();
    this.out += decodeHTMLStrict(text);
  }
}
