import type { Element, ElementContent, Root } from 'hast';
import { blocks, dropped, lines, lists } from './elements.ts';
import { attributeOf, element, isEmpty, shortText, textNode, type Content } from './hast.ts';
import { openable } from './inert.ts';
import { ListLabels } from './listLabels.ts';
import { pictureOf } from './picture.ts';
import { joinsTo, lowered, raised } from './raised.ts';
import { listOf, type Item } from './readableList.ts';
import { boxOf, isBox, isChecked, leadingBox } from './readableTask.ts';
import { cellSpans, tablesOfData } from './readableTable.ts';

/**
 * Converts HTML into HTML that Markdown can express:
 * - lines of ChartMogul's editor, `<div class="cm-paragraph">` (docs/api/chartmogul.md, section 5), become paragraphs;
 *   an empty line divides them;
 * - a task, `<li data-checked>` with its check box in a label, becomes an item of a task list;
 * - a picture becomes a link, so that it is not fetched when somebody reads the note;
 * - a link to anything but a web page or a mail address becomes text;
 * - headings and cells are one line, and a table that only arranges what it holds is none;
 * - text above and below the line, and labels of lists that Markdown does not have, become text.
 */
export function readable(tree: Root): Root {
  return { ...tree, children: new Conversion(tree).all(tree.children) };
}

/** Inside of itself, none of these changes anything, but makes the Markdown slow to write. */
const marks = new Set(['b', 'strong', 'i', 'em', 'del', 'code']);

/** Blocks that Markdown can express. */
const kept = new Set('p pre blockquote h1 h2 h3 h4 h5 h6 hr table'.split(' '));

/** UTF-16 units of text above or below the line. */
const longestRaised = 100;

/** UTF-16 units of a heading; one that was never closed is longer. */
const longestLine = 1000;

/** What is around a node: the {@link marks} and these. */
type Around = ReadonlySet<string>;
/** A line of ChartMogul's editor. */
const editorLine = 'line';
/** A heading or a cell, which Markdown has in a single line. */
const singleLine = 'single line';
const insideLink = 'link';
const dataTable = 'data table';

class Conversion {
  readonly #tables: ReadonlySet<Element>;
  readonly #spansOf = cellSpans();
  /** The character before the next text, if that directly follows it. */
  #before = '';
  /** What would be taken for a part of what was last. */
  #joins: RegExp | undefined;
  /** The check box at the start of an item, which Markdown has there too. */
  #boxOfItem: Element | undefined;
  /** Links so far. */
  #links = 0;

  constructor(tree: Root) {
    this.#tables = tablesOfData(tree);
  }

  all(nodes: readonly Root['children'][number][], around: Around = new Set()): Content[] {
    const result: Content[] = [];
    /** The last paragraph of `result`, if the next line belongs to it. */
    let paragraph: Element | undefined;
    for (const node of nodes) {
      if (node.type === 'text') {
        // A newline between two lines of the editor does not end the paragraph.
        if (node.value.trim() !== '') paragraph = undefined;
        result.push(this.#text(node.value));
      } else if (node.type === 'element' && isEditorLine(node) && !around.has(singleLine)) {
        const line = this.#inBlock(() => this.all(node.children, and(around, editorLine)));
        if (isEmpty(line)) paragraph = undefined;
        // A paragraph in a paragraph would be split again and again.
        else if (around.has(editorLine))
          result.push(...(result.length === 0 ? [] : [element('br')]), ...line);
        else if (paragraph === undefined) result.push((paragraph = element('p', line)));
        else paragraph.children.push(element('br'), ...line);
      } else if (node.type === 'element') {
        paragraph = undefined;
        result.push(...this.#element(node, around, isInline(result.at(-1))));
      }
    }
    return result;
  }

  /** `isBehind`: it follows words in the same block. */
  #element(node: Element, around: Around, isBehind: boolean): readonly Content[] {
    const name = node.tagName === 's' || node.tagName === 'strike' ? 'del' : node.tagName;
    if (dropped.has(name) || name === 'wbr') return [];
    switch (name) {
      case 'br':
        this.#before = '';
        return [around.has(singleLine) ? textNode(' ') : element('br')];
      case 'img':
        return this.#picture(node, around);
      case 'input':
        if (!isBox(node) || node === this.#boxOfItem) return [];
        return [this.#text(isChecked(node) ? '[x] ' : '[ ] ')];
      case 'a':
        return this.#link(node, around);
      case 'sup':
      case 'sub':
        return this.#raised(node, around);
      case 'q':
        return [this.#text('\u201c'), ...this.all(node.children, around), this.#text('\u201d')];
      default:
        if (name === 'td' || name === 'th' || blocks.has(name))
          return this.#inBlock(() => this.#block(node, around, isBehind));
        if (around.has(name)) return [element('span', this.all(node.children, around))];
        return [element(name, this.all(node.children, marks.has(name) ? and(around, name) : around))];
    }
  }

  #block(node: Element, around: Around, isBehind: boolean): readonly Content[] {
    const { tagName: name, children } = node;
    if (lists.has(name)) return this.#list(node, around);
    if (around.has(singleLine)) return apart(this.all(children, around));
    if (name === 'table') return this.#table(node, around);
    if (around.has(dataTable) && (name === 'td' || name === 'th')) {
      // A cell that takes several rows would lend its alignment to another column.
      const align = name === 'th' ? attributeOf(node, 'align') : undefined;
      const properties = { ...this.#spansOf(node), ...(align !== undefined && { align }) };
      return [element(name, this.all(children, and(around, singleLine)), properties)];
    }
    if (around.has(dataTable)) return [element(name, this.all(children, around))];
    if (name === 'li') return [element('li', this.#item(node, around))];
    if (lines.has(name) && shortText(node, longestLine) !== undefined) {
      const line = this.all(children, and(around, singleLine));
      return [element(name === 'caption' ? 'p' : name, line)];
    }
    const content = this.all(children, around);
    if (isBehind && name !== 'hr' && isEmpty(content)) return [element('br')];
    return [element(kept.has(name) && !lines.has(name) ? name : 'div', content)];
  }

  #table(node: Element, around: Around): readonly Content[] {
    if (!this.#tables.has(node)) return [element('div', this.all(node.children, without(around, dataTable)))];
    const captions = node.children.filter((child) => child.type === 'element' && child.tagName === 'caption');
    const rows = node.children.filter((child) => !captions.some((caption) => caption === child));
    return [...this.all(captions, around), element('table', this.all(rows, and(around, dataTable)))];
  }

  #list(node: Element, around: Around): readonly Content[] {
    const items: Item[] = [];
    const labels = new ListLabels({
      name: node.tagName,
      start: attributeOf(node, 'start'),
      reversed: node.properties.reversed === true,
      type: attributeOf(node, 'type'),
      style: attributeOf(node, 'style'),
      items: node.children.filter((child) => child.type === 'element' && child.tagName === 'li').length,
    });
    for (const child of node.children) {
      if (child.type === 'element' && child.tagName === 'li') {
        const label = labels.next(attributeOf(child, 'value'));
        items.push({ label, children: this.#inBlock(() => this.#item(child, around)) });
        continue;
      }
      // A list between two items belongs to the one before.
      const content = this.all([child], around);
      if (isEmpty(content)) continue;
      const last = items.pop();
      items.push({
        label: last?.label ?? labels.next(undefined),
        children: [...(last?.children ?? []), ...content],
      });
    }
    if (!around.has(singleLine)) return [listOf(items)];
    return items.flatMap(({ label, children }) => apart([textNode(`${label} `), ...children]));
  }

  /** The check box of a task moves to the start of the item, where Markdown has it. */
  #item(node: Element, around: Around): readonly Content[] {
    const checked = node.properties['dataChecked'];
    this.#boxOfItem = checked === undefined ? leadingBox(node) : undefined;
    if (this.#boxOfItem) return [boxOf(isChecked(this.#boxOfItem)), ...this.all(node.children, around)];
    if (checked === undefined) return this.all(node.children, around);
    const words = node.children.filter((child) => child.type === 'element' && child.tagName !== 'label');
    const content = this.all(words, around).flatMap(unwrapped);
    const [only] = content;
    // A single line is not made a paragraph, around which Markdown would leave empty lines.
    const isLine = content.length === 1 && only?.type === 'element' && only.tagName === 'p';
    return [boxOf(checked === 'true'), ...(isLine ? only.children.filter(isContent) : content)];
  }

  #link(node: Element, around: Around): readonly Content[] {
    const address = attributeOf(node, 'href')?.trim() ?? '';
    const isLink = openable.test(address);
    if (isLink) this.#links += 1;
    const children = this.all(node.children, and(around, insideLink));
    if (isLink)
      return [element('a', hasNoWords(children) ? [this.#text(address)] : children, { href: address })];
    // A place on the same page leads nowhere.
    if (address === '' || address.startsWith('#')) return children;
    return [...children, this.#text(` (${address})`)];
  }

  #picture(node: Element, around: Around): readonly Content[] {
    const [src, alt, style] = ['src', 'alt', 'style'].map((name) => attributeOf(node, name));
    const [width, height] = ['width', 'height'].map((name) => attributeOf(node, name));
    const picture = pictureOf({ src, alt, style, width, height });
    if (picture === undefined) return [];
    const { words, address } = picture;
    if (address === undefined || around.has(insideLink)) return [this.#text(words)];
    this.#links += 1;
    return [
      element('a', [this.#text(words === 'Picture' ? `Picture: ${address}` : words)], { href: address }),
    ];
  }

  #raised(node: Element, around: Around): readonly Content[] {
    const [before, links] = [this.#before, this.#links];
    const children = this.#inBlock(() => this.all(node.children, around));
    const text = shortText(element('span', children), longestRaised)?.trim();
    if (text === undefined || links < this.#links) return children;
    const words = (node.tagName === 'sup' ? raised : lowered)(text, before);
    const content = this.#text(words);
    this.#joins = joinsTo(words, words !== text);
    return [content];
  }

  #text(value: string): Content {
    const text = this.#joins?.test(value) === true ? ` ${value}` : value;
    if (text === '') return textNode('');
    this.#joins = undefined;
    this.#before = Array.from(text.slice(-2)).at(-1) ?? '';
    return textNode(text);
  }

  #inBlock<Result>(convert: () => Result): Result {
    this.#start();
    const result = convert();
    this.#start();
    return result;
  }

  #start(): void {
    this.#before = '';
    this.#joins = undefined;
  }
}

function and(around: Around, name: string): Around {
  return new Set([...around, name]);
}

function without(around: Around, name: string): Around {
  return new Set([...around].filter((each) => each !== name));
}

function isEditorLine({ tagName, properties: { className } }: Element): boolean {
  return tagName === 'div' && Array.isArray(className) && className.includes('cm-paragraph');
}

function isContent(node: ElementContent): node is Content {
  return node.type === 'element' || node.type === 'text';
}

/** Whether nothing can be seen of a few nodes inside each other. */
function hasNoWords(nodes: readonly Content[]): boolean {
  return shortText(element('span', nodes), longestRaised)?.trim() === '';
}

/** Whether a node ends in words that are no block of their own. */
function isInline(node: Content | undefined): boolean {
  if (node?.type !== 'element') return node !== undefined && node.value.trim() !== '';
  return node.tagName !== 'br' && !blocks.has(node.tagName);
}

/** Nodes of a single line that stood apart. */
function apart(nodes: readonly Content[]): readonly Content[] {
  return [textNode(' '), ...nodes, textNode(' ')];
}

function unwrapped(node: Content): readonly Content[] {
  return node.type === 'element' && node.tagName === 'div' ? node.children.filter(isContent) : [node];
}
