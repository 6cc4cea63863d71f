import type { Line, Word } from './storedTree.ts';

/**
 * How a line is written, from what is the easiest to read to what is certainly read as it is shown: without any escape
 * that may not be needed; with all of them; without emphasis; without any markup.
 */
export const manners = ['light', 'escaped', 'withoutEmphasis', 'plain'] as const;

/** One of {@link manners}. */
export type Manner = (typeof manners)[number];

/** Where a line stands. */
export type LinePlace = 'paragraph' | 'heading' | 'cell';

/** A line as typed text. */
export function lineText(line: Line, manner: Manner, place: LinePlace): string {
  const text = new LineWriter(manner, place).write(line.words);
  if (place === 'cell') return text;
  if (place === 'heading') return manner === 'light' ? text : text.replace(/(^| )(#+)$/, '$1\\$2');
  const task = line.task === undefined ? '' : line.task.isDone ? '[x] ' : '[ ] ';
  return task === '' ? withoutMarker(text) : task + text;
}

/** Escapes what would be a marker at the start of a line. */
function withoutMarker(text: string): string {
  const isRule = /^[ |:-]+$/.test(text) && text.includes('-');
  if (isRule || /^(?:#{1,6}|[-+*])(?: |$)|^>|^(?:```|~~~)/.test(text)) return `\\${text}`;
  return text.replace(/^(\d{1,9})([.)])(?= |$)/, '$1\\$2');
}

/** What can be in an address that is a link without being marked as one. No backslash helps there. */
const address = /https?:\/\/|www\.|@/;

/** A picture's name, as inlineRun.ts makes it. */
const isPicture = /^\[Picture: [^[\]\n]+\]$/;

interface OpenMark {
  readonly key: string;
  /** Where its content begins: in what is written, and in what is shown. */
  readonly at: number;
  readonly shownAt: number;
}

class LineWriter {
  readonly #manner: Manner;
  readonly #place: LinePlace;
  #text = '';
  #shown = '';
  #open: OpenMark[] = [];

  constructor(manner: Manner, place: LinePlace) {
    this.#manner = manner;
    this.#place = place;
  }

  write(words: readonly Word[]): string {
    for (const { isSpaced, text, pieces } of words) {
      // After a backslash, a picture's bracket would be read as escaped.
      const isReadAsEscaped = !isSpaced && this.#text.endsWith('\\');
      const isVerbatim = address.test(text) || (isPicture.test(text) && !isReadAsEscaped);
      for (const [at, piece] of pieces.entries()) {
        const keys = this.#keysOf(piece.marks.map(({ key }) => key));
        let same = 0;
        while (same < keys.length && this.#open[same]?.key === keys[same]) same += 1;
        while (this.#open.length > same) this.#close();
        if (isSpaced && at === 0) this.#add(' ', ' ');
        for (const key of keys.slice(same)) this.#begin(key);
        this.#add(this.#escaped(piece.text, isVerbatim || keys.includes('code')), piece.text);
      }
    }
    while (this.#open.length > 0) this.#close();
    return this.#text;
  }

  /** Each once, and code inside of all others. */
  #keysOf(all: readonly string[]): readonly string[] {
    const keys = [...new Set(all)].filter((key) => this.#writes(key));
    return keys.includes('code') ? [...keys.filter((key) => key !== 'code'), 'code'] : keys;
  }

  #writes(key: string): boolean {
    if (key === '' || this.#manner === 'plain') return false;
    return this.#manner !== 'withoutEmphasis' || key === 'code' || key.startsWith('link ');
  }

  #add(text: string, shown: string): void {
    this.#text += text;
    this.#shown += shown;
  }

  #begin(key: string): void {
    this.#open.push({ key, at: this.#text.length, shownAt: this.#shown.length });
  }

  #close(): void {
    const mark = this.#open.pop();
    if (mark === undefined) return;
    const content = this.#text.slice(mark.at);
    const shown = this.#shown.slice(mark.shownAt);
    this.#text = this.#text.slice(0, mark.at) + this.#marked(mark.key, content, shown);
  }

  #marked(key: string, content: string, shown: string): string {
    if (key === 'code') return codeSpan(content);
    if (key.startsWith('link ')) return this.#link(key.slice('link '.length), content, shown);
    const sign = { strong: '**', delete: '~~' }[key] ?? (this.#manner === 'light' ? '*' : '_');
    return `${sign}${content}${sign}`;
  }

  #link(url: string, content: string, shown: string): string {
    const isBare = shown === url || `mailto:${shown}` === url;
    return isBare && this.#manner === 'light' ? shown : `[${content}](${url})`;
  }

  #escaped(text: string, isVerbatim: boolean): string {
    if (isVerbatim || this.#manner === 'light')
      return this.#place === 'cell' ? text.replaceAll('|', '\\|') : text;
    return text.replace(/[*_`~|[\]]/g, '\\$&');
  }
}

function codeSpan(content: string): string {
  let longest = 0;
  for (const [run] of content.matchAll(/`+/g)) longest = Math.max(longest, run.length);
  const fence = '`'.repeat(longest + 1);
  const padding = /^`|`$/.test(content) ? ' ' : '';
  return `${fence}${padding}${content}${padding}${fence}`;
}
