import { decodeHTMLStrict } from 'entities';
import { alignTexts } from '../../base/alignTexts.ts';
import { plainHtml } from '../plainHtml.ts';
import { keyOf } from './compare.ts';
import { wordsOf, type Unit } from './inlineWords.ts';
import { mergeLines } from './mergeLines.ts';
import { Splices } from './splices.ts';
import type { Leaf, Line, StoredTree } from './storedTree.ts';

/** What ends a line: a break of HTML, in which a newline is a space, or the newline of a text without any tag. */
export type LineEnds = 'breaks' | 'newlines';

const ends = { breaks: /<br\s*\/?>/gi, newlines: /\r\n|\n|\r/g };
const characters = /&[#\w]{1,40};?|\r\n|[^]/gu;

/** The lines of a text without formatting, empty ones included. */
export function plainLines(source: string, lineEnds: LineEnds): readonly Line[] {
  const lines: Line[] = [];
  let from = 0;
  for (const { 0: end, index } of source.matchAll(ends[lineEnds])) {
    lines.push(lineFrom(source, from, index));
    from = index + end.length;
  }
  return [...lines, lineFrom(source, from, source.length)];
}

function lineFrom(source: string, start: number, end: number): Line {
  const units = Array.from(source.slice(start, end).matchAll(characters), ({ 0: part, index }): Unit => {
    const at = start + index;
    const text = part.length > 1 ? decodeHTMLStrict(part) : part;
    return { text: /^[\r\n]+$/.test(text) ? ' ' : text, start: at, end: at + part.length, marks: [] };
  });
  return { words: wordsOf(units, 'words'), start, end, openAtStart: [], openAtEnd: [] };
}

/** Lines as they are typed. */
export function linesText(lines: readonly Line[]): string {
  return lines.map(({ words }) => words.map(({ text }) => text).join('')).join('\n');
}

/** The source of a text without formatting that was changed; lines that stay keep their bytes. */
export function editedLinesOf(source: string, lineEnds: LineEnds, typed: string): string {
  const stored = plainLines(source, lineEnds);
  const html = plainHtml(typed);
  const now = plainLines(html, 'breaks');
  const isBroken = lineEnds === 'breaks' || stored.length > 1;
  // The first break makes HTML of a text, in which `<` and white space mean something else.
  if (!isBroken && now.length > 1 && /[<&]|\s\s/.test(source)) return html;

  const kept = new Map<Leaf, Leaf>();
  for (const [from, to] of alignTexts(stored.map(keyOf), now.map(keyOf))) {
    const [line, other] = [stored[from], now[to]];
    if (line && other) kept.set(other, line);
  }
  const splices = new Splices();
  mergeLines(
    {
      stored: treeOf(source),
      typed: treeOf(html),
      shown: new Map(),
      kept,
      leaves: new Map(stored.map((line) => [keyOf(line), line])),
      blocks: new Map(),
      splices,
      lineBreak: lineEnds === 'newlines' && isBroken ? '\n' : '<br>',
    },
    stored,
    now,
  );
  return splices.applyTo(source);
}

function treeOf(source: string): StoredTree {
  return { source, blocks: [], wrappers: [], pictures: new Map(), kept: [] };
}
