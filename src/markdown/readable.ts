import type { Element, Root } from 'hast';
import { blocks, dropped, lines, lists } from './elements.ts';
import {
  apart,
  attributeOf,
  element,
  hasBlock,
  hasNoWords,
  isEditorLine,
  isItem,
  shortText,
  textNode,
  type Content,
} from './hast.ts';
import { openable } from './inert.ts';
import { ListLabels } from './listLabels.ts';
import { marked } from './marked.ts';
import { pictureOf } from './picture.ts';
import { joinsTo, lowered, raised } from './raised.ts';
import { listOf } from './readableList.ts';
import { boxOf, isBlank, isBox, isChecked, leadingBox, wordsOfTask } from './readableTask.ts';
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
    /** The last list of `result`, if it is made of items that were in none. */
    let items: Element | undefined;
    for (const node of nodes) {
      if (node.type === 'text') {
        // A newline between two lines of the editor does not end the paragraph.
        if (node.value.trim() !== '') paragraph = items = undefined;
        result.push(this.#text(node.value));
      } else if (isItem(node) && !around.has(singleLine)) {
        if (items === undefined) result.push((items = element('ul')));
        items.children.push(
          element(
            'li',
            this.#inBlock(() => this.#item(node, around)),
          ),
        );
        paragraph = undefined;
      } else if (node.type === 'element' && isEditorLine(node) && !around.has(singleLine)) {
        const isBehind = this.#before !== '';
        const line = this.#inBlock(() => this.all(node.children, and(around, editorLine)));
        if (hasNoWords(line)) {
          paragraph = undefined;
          if (isBehind) result.push(element('br'));
          // A paragraph in a paragraph would be split again and again.
        } else if (around.has(editorLine)) {
          const last = result.at(-1);
          const isStart = last === undefined || (last.type === 'element' && last.tagName === 'br');
          result.push(...(isStart ? [] : [element('br')]), ...line, element('br'));
        } else if (hasBlock(line)) {
          paragraph = undefined;
          result.push(element('div', line));
        } else if (paragraph === undefined) result.push((paragraph = element('p', line)));
        else paragraph.children.push(element('br'), ...line);
      } else if (node.type === 'element') {
        paragraph = items = undefined;
        result.push(...this.#element(node, around));
      }
    }
    return result;
  }

  #element(node: Element, around: Around): readonly Content[] {
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
        if (name === 'td' || name === 'th' || blocks.has(name)) {
          const isBehind = this.#before !== '';
          const content = this.#inBlock(() => this.#block(node, around));
          // A block without words still divides what is around it.
          return isBehind && name !== 'hr' && hasNoWords(content) ? [element('br')] : content;
        }
        // Markdown has no other element with text in it.
        if (around.has(name) || !marks.has(name)) return this.all(node.children, around);
        return marked(name, this.all(node.children, and(around, name)));
    }
  }

  #block(node: Element, around: Around): readonly Content[] {
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
    if (lines.has(name) && shortText(node, longestLine) !== undefined) {
      const line = this.all(children, and(around, singleLine));
      return [element(name === 'caption' ? 'p' : name, line)];
    }
    const content = this.all(children, around);
    return [element(kept.has(name) && !lines.has(name) ? name : 'div', content)];
  }

  #table(node: Element, around: Around): readonly Content[] {
    if (!this.#tables.has(node)) return [element('div', this.all(node.children, without(around, dataTable)))];
    const captions = node.children.filter((child) => child.type === 'element' && child.tagName === 'caption');
    const rows = node.children.filter((child) => !captions.some((caption) => caption === child));
    return [...this.all(captions, around), element('table', this.all(rows, and(around, dataTable)))];
  }

  #list(node: Element, around: Around): readonly Content[] {
    /** Words before the first item. */
    const before: Content[] = [];
    const items: { readonly label: string; readonly children: Content[] }[] = [];
    const labels = new ListLabels({
      name: node.tagName,
      start: attributeOf(node, 'start'),
      reversed: node.properties.reversed === true,
      type: attributeOf(node, 'type'),
      style: attributeOf(node, 'style'),
      items: node.children.filter(isItem).length,
    });
    for (const child of node.children) {
      if (isItem(child)) {
        const label = labels.next(attributeOf(child, 'value'));
        items.push({ label, children: [...this.#inBlock(() => this.#item(child, around))] });
        continue;
      }
      // A list between two items belongs to the one before.
      const content = this.all([child], around);
      const last = items.at(-1)?.children;
      if (last === undefined) before.push(...content);
      else if (!content.every(isBlank)) last.push(...content);
    }
    const isKept = !hasNoWords(before);
    if (!around.has(singleLine)) return [...(isKept ? [element('div', before)] : []), listOf(items)];
    return [{ label: '', children: before }, ...items].flatMap(({ label, children }) =>
      apart([textNode(`${label} `), ...children]),
    );
  }

  /** The check box of a task moves to the start of the item, where Markdown has it. */
  #item(node: Element, around: Around): readonly Content[] {
    const box = leadingBox(node);
    this.#boxOfItem = box;
    const checked = node.properties['dataChecked'];
    const content = this.all(node.children, around);
    if (checked === undefined) return box === undefined ? content : [boxOf(isChecked(box)), ...content];
    return [boxOf(checked === 'true'), ...wordsOfTask(content)];
  }

  #link(node: Element, around: Around): readonly Content[] {
    const address = attributeOf(node, 'href')?.trim() ?? '';
    const isLink = openable.test(address);
    if (isLink) this.#links += 1;
    const children = this.all(node.children, and(around, insideLink));
    if (isLink)
      return marked('a', hasNoWords(children) ? [this.#text(address)] : children, { href: address });
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
    this.#joins = undefined;
    const children = this.all(node.children, around);
    const whole = shortText(element('span', children), longestRaised);
    if (hasBlock(children)) return [element('br'), ...children];
    if (whole === undefined || links < this.#links) return children;
    const text = whole.trim();
    const words = (node.tagName === 'sup' ? raised : lowered)(text, /^\s/.test(whole) ? '' : before);
    const content = this.#text(whole.replace(text, () => words));
    if (!/\s$/.test(whole)) this.#joins = joinsTo(words, words !== text);
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
