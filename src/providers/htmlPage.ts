import { decodeHTMLStrict } from 'entities';
import { blocks, dropped, lines, lists, struck } from '../markdown/elements.ts';
import { ListLabels } from '../markdown/listLabels.ts';
import { pictureOf } from '../markdown/picture.ts';
import { joinsTo, lowered, raised } from '../markdown/raised.ts';
import type { HtmlElement, HtmlNode } from './htmlTree.ts';
import { addressBeside } from './linkAddress.ts';
import { shortText } from './shortText.ts';
import { TextFlow } from './textFlow.ts';

/** Lists that are indented inside each other. More would make a long text of little HTML. */
const mostIndents = 12;

/** UTF-16 units of text above or below the line. */
const longestRaised = 100;

/** UTF-16 units of a heading. */
const longestLine = 1000;

/** Writes parsed HTML as text. Its time is linear in the HTML. */
export class HtmlPage {
  readonly #flow = new TextFlow();
  readonly #lists: ListLabels[] = [];
  /** The tables around: whether they hold data. */
  readonly #tables: boolean[] = [];
  readonly #marks: boolean;
  #inLink = false;
  #inTask = false;

  /** `marks`: with what the text of some elements does not say, such as the address of a link. */
  constructor(marks: boolean) {
    this.#marks = marks;
  }

  /** All that was written. */
  text(): string {
    return this.#flow.whole();
  }

  /** Writes nodes after what is written already. Without recursion, which a host deep in its stack could not follow. */
  write(nodes: readonly HtmlNode[]): void {
    const open: { readonly nodes: Iterator<HtmlNode>; readonly leave: () => void }[] = [
      { nodes: nodes.values(), leave: nothing },
    ];
    for (let inner = open.at(-1); inner !== undefined; inner = open.at(-1)) {
      const next = inner.nodes.next();
      if (next.done === true) {
        inner.leave();
        open.pop();
      } else if ('text' in next.value) this.#flow.text(decodeHTMLStrict(next.value.text));
      else if (!dropped.has(next.value.name)) {
        const leave = this.#enter(next.value);
        if (leave !== undefined) open.push({ nodes: next.value.children.values(), leave });
      }
    }
  }

  /** Begins an element. What is returned ends it, after its children; undefined: they are not to be written. */
  #enter(element: HtmlElement): (() => void) | undefined {
    const { name } = element;
    switch (name) {
      case 'br':
        this.#flow.lineBreak();
        return undefined;
      case 'img':
        this.#picture(element);
        return undefined;
      case 'input':
        this.#checkBox(element);
        return undefined;
      case 'a':
        return this.#link(element);
      case 'sup':
      case 'sub':
        return this.#raised(element);
      case 'q':
        return this.#between('\u201c', element, '\u201d');
      case 'td':
      case 'th':
        return this.#cell();
      default:
        if (struck.has(name)) return this.#between('~~', element, '~~');
        return blocks.has(name) ? this.#block(element) : nothing;
    }
  }

  #block(element: HtmlElement): () => void {
    const { name } = element;
    const isLine = lines.has(name) && shortText(element, longestLine) !== undefined;
    this.#flow.boundary(name);
    if (isLine) this.#flow.inLine += 1;
    if (name === 'pre') this.#flow.pre += 1;
    const leave = this.#enterBlock(element);
    return () => {
      leave();
      if (isLine) this.#flow.inLine -= 1;
      if (name === 'pre') this.#flow.pre -= 1;
      this.#flow.boundary(name);
    };
  }

  #enterBlock(element: HtmlElement): () => void {
    const { name, holdsData } = element;
    if (name === 'li') return this.#item(element);
    if (name === 'table') {
      this.#tables.push(holdsData);
      return () => void this.#tables.pop();
    }
    if (!lists.has(name)) return nothing;
    this.#lists.push(labelsOf(element));
    return () => void this.#lists.pop();
  }

  /** ChartMogul's check lists carry `data-checked` (docs/api/chartmogul.md, section 5). */
  #item({ attributes }: HtmlElement): () => void {
    const checked = attributes['data-checked'];
    const isInLine = this.#flow.inLine > 0;
    const indents = isInLine ? 0 : Math.min(Math.max(0, this.#lists.length - 1), mostIndents);
    const label = this.#lists.at(-1)?.next(attributes['value']) ?? '-';
    const box = checked === undefined ? '' : `${boxOf(checked === 'true')} `;
    const wasInTask = this.#inTask;
    this.#inTask ||= checked !== undefined;
    if (isInLine) this.#flow.words(`${label} ${box}`);
    else this.#flow.bullet = `${'  '.repeat(indents)}${label} ${box}`;
    return () => {
      this.#flow.bullet = '';
      this.#inTask = wasInTask;
    };
  }

  #cell(): () => void {
    const holdsData = this.#tables.at(-1);
    const edge = (): void => {
      if (holdsData === false) this.#flow.boundary('td');
      else this.#flow.space();
    };
    edge();
    if (holdsData !== true) return edge;
    this.#flow.inLine += 1;
    return () => {
      this.#flow.inLine -= 1;
      edge();
    };
  }

  #link(element: HtmlElement): (() => void) | undefined {
    const { href } = element.attributes;
    if (href === undefined || !this.#marks || this.#inLink) return nothing;
    const words = shortText(element, href.length + longestRaised)?.trim();
    const address = addressBeside(words ?? '', href);
    if (words === '') {
      this.#apart(address ?? '');
      return undefined;
    }
    this.#inLink = true;
    return () => {
      this.#inLink = false;
      if (address !== undefined) this.#flow.behind(`(${address})`);
    };
  }

  #picture({ attributes }: HtmlElement): void {
    const picture = pictureOf(attributes);
    if (picture === undefined) return;
    if (picture.words.startsWith('Picture')) this.#apart(picture.words);
    else this.#flow.words(picture.words);
    if (picture.address !== undefined && this.#marks && !this.#inLink)
      this.#flow.behind(`(${picture.address})`);
  }

  /** Words of ours between those of the HTML. */
  #apart(words: string): void {
    this.#flow.space();
    this.#flow.words(words, /^[\p{L}\p{N}]/u);
  }

  #checkBox({ attributes: { type = '', checked } }: HtmlElement): void {
    if (this.#inTask || !/^(?:checkbox|radio)$/i.test(type)) return;
    this.#flow.words(boxOf(checked !== undefined));
    this.#flow.space();
  }

  #raised(element: HtmlElement): (() => void) | undefined {
    const whole = shortText(element, longestRaised);
    if (whole === undefined) return nothing;
    const text = whole.trim();
    if (whole.startsWith(' ')) this.#flow.space();
    const words = (element.name === 'sup' ? raised : lowered)(text, this.#flow.before);
    this.#flow.words(words, joinsTo(words, words !== text));
    if (whole.endsWith(' ')) this.#flow.space();
    return undefined;
  }

  /** Puts marks around a text that would mean something else without them. */
  #between(start: string, element: HtmlElement, end: string): () => void {
    if (!this.#marks || shortText(element, longestRaised)?.trim() === '') return nothing;
    this.#flow.words(start);
    return () => this.#flow.attach(end);
  }
}

const nothing = (): void => undefined;

function labelsOf({ name, attributes, children }: HtmlElement): ListLabels {
  const { start, reversed, type, style } = attributes;
  const items = children.filter((child) => 'name' in child && child.name === 'li').length;
  return new ListLabels({ name, start, reversed: reversed !== undefined, type, style, items });
}

function boxOf(checked: boolean): string {
  return checked ? '[x]' : '[ ]';
}
