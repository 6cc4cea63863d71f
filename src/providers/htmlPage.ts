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

  /** Writes nodes after what is written already. */
  write(nodes: readonly HtmlNode[]): void {
    for (const node of nodes)
      if ('text' in node) this.#flow.text(decodeHTMLStrict(node.text));
      else if (!dropped.has(node.name)) this.#element(node);
  }

  #element(element: HtmlElement): void {
    const { name, children } = element;
    if (name === 'br') this.#flow.lineBreak();
    else if (name === 'img') this.#picture(element);
    else if (name === 'input') this.#checkBox(element);
    else if (name === 'a') this.#link(element);
    else if (name === 'sup' || name === 'sub') this.#raised(element);
    else if (name === 'q') this.#between('\u201c', element, '\u201d');
    else if (struck.has(name)) this.#between('~~', element, '~~');
    else if (name === 'td' || name === 'th') this.#cell(element);
    else if (blocks.has(name)) this.#block(element);
    else this.write(children);
  }

  #block(element: HtmlElement): void {
    const { name } = element;
    const isLine = lines.has(name) && shortText(element, longestLine) !== undefined;
    this.#flow.boundary(name);
    if (isLine) this.#flow.inLine += 1;
    if (name === 'pre') this.#flow.pre += 1;
    if (name === 'li') this.#item(element);
    else if (name === 'table') this.#table(element);
    else if (lists.has(name)) this.#list(element);
    else this.write(element.children);
    if (isLine) this.#flow.inLine -= 1;
    if (name === 'pre') this.#flow.pre -= 1;
    this.#flow.boundary(name);
  }

  #list({ name, attributes, children }: HtmlElement): void {
    const { start, reversed, type, style } = attributes;
    const items = children.filter((child) => 'name' in child && child.name === 'li').length;
    this.#lists.push(new ListLabels({ name, start, reversed: reversed !== undefined, type, style, items }));
    this.write(children);
    this.#lists.pop();
  }

  /** ChartMogul's check lists carry `data-checked` (docs/api/chartmogul.md, section 5). */
  #item({ attributes, children }: HtmlElement): void {
    const checked = attributes['data-checked'];
    const isInLine = this.#flow.inLine > 0;
    const indents = isInLine ? 0 : Math.min(Math.max(0, this.#lists.length - 1), mostIndents);
    const label = this.#lists.at(-1)?.next(attributes['value']) ?? '-';
    const box = checked === undefined ? '' : `${boxOf(checked === 'true')} `;
    const wasInTask = this.#inTask;
    this.#inTask ||= checked !== undefined;
    if (isInLine) this.#flow.words(`${label} ${box}`);
    else this.#flow.bullet = `${'  '.repeat(indents)}${label} ${box}`;
    this.write(children);
    this.#flow.bullet = '';
    this.#inTask = wasInTask;
  }

  #table({ holdsData, children }: HtmlElement): void {
    this.#tables.push(holdsData);
    this.write(children);
    this.#tables.pop();
  }

  #cell(element: HtmlElement): void {
    const holdsData = this.#tables.at(-1);
    if (holdsData === false) this.#flow.boundary('td');
    else this.#flow.space();
    if (holdsData === true) this.#flow.inLine += 1;
    this.write(element.children);
    if (holdsData === true) this.#flow.inLine -= 1;
    if (holdsData === false) this.#flow.boundary('td');
    else this.#flow.space();
  }

  #link(element: HtmlElement): void {
    const { href } = element.attributes;
    const words = shortText(element, (href?.length ?? 0) + longestRaised)?.trim();
    if (href === undefined || !this.#marks || this.#inLink) return this.write(element.children);
    const address = addressBeside(words ?? '', href);
    if (words === '') {
      this.#apart(address ?? '');
      return undefined;
    }
    this.#inLink = true;
    this.write(element.children);
    this.#inLink = false;
    if (address !== undefined) this.#flow.behind(`(${address})`);
    return undefined;
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

  #raised(element: HtmlElement): void {
    const whole = shortText(element, longestRaised);
    if (whole === undefined) return this.write(element.children);
    const text = whole.trim();
    if (whole.startsWith(' ')) this.#flow.space();
    const words = (element.name === 'sup' ? raised : lowered)(text, this.#flow.before);
    this.#flow.words(words, joinsTo(words, words !== text));
    if (whole.endsWith(' ')) this.#flow.space();
    return undefined;
  }

  /** Puts marks around a text that would mean something else without them. */
  #between(start: string, element: HtmlElement, end: string): void {
    const hasText = this.#marks && shortText(element, longestRaised)?.trim() !== '';
    if (hasText) this.#flow.words(start);
    this.write(element.children);
    if (hasText) this.#flow.attach(end);
  }
}

function boxOf(checked: boolean): string {
  return checked ? '[x]' : '[ ]';
}
