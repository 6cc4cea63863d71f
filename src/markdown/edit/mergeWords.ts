import { alignTexts } from '../../base/alignTexts.ts';
import { wordKey } from './compare.ts';
import type { Line, Mark, Word } from './storedTree.ts';

/** What a changed line is made of. */
export interface LineSources {
  /** The stored HTML. */
  readonly stored: string;
  /** The HTML of the changed text. */
  readonly typed: string;
  readonly pictures: ReadonlyMap<string, string>;
}

/** Words that stand in a row, in the stored line or in the changed one. */
type Part =
  | { readonly from: 'stored'; readonly first: number; readonly last: number; readonly isSpaced: boolean }
  | {
      readonly from: 'typed';
      readonly word: Word;
      readonly marks: readonly Mark[];
      readonly isSpaced: boolean;
    };

/**
 * The HTML that goes into a stored line's range for a changed line: words that stay keep their bytes and all marks,
 * and new ones get the marks that the words had whose place they take, as far as typed text cannot say these.
 * `shown`: the stored line's words as they were shown and are read.
 */
export function mergeWords(
  line: Line,
  shown: readonly Word[],
  now: readonly Word[],
  sources: LineSources,
): string {
  const compared = shown.length === line.words.length ? shown : line.words;
  const pairs = alignTexts(compared.map(wordKey), now.map(wordKey));
  const parts = partsOf(line, now, new Map(pairs.map(([from, to]) => [to, from])));
  return written(line, parts, sources);
}

function partsOf(line: Line, now: readonly Word[], keptAt: ReadonlyMap<number, number>): readonly Part[] {
  const parts: Part[] = [];
  /** The last stored word that stays, and what new words after it inherit. */
  let before = -1;
  let marks: readonly Mark[] | undefined;
  for (const [at, word] of now.entries()) {
    const isSpaced = word.isSpaced && at > 0;
    const kept = keptAt.get(at);
    const last = parts.at(-1);
    if (kept === undefined) {
      marks ??= inherited(line, before, nextKept(at, keptAt, now.length) ?? line.words.length);
      parts.push({ from: 'typed', word, marks, isSpaced });
      continue;
    }
    const isNext = last?.from === 'stored' && last.last === kept - 1;
    if (isNext && line.words[kept]?.isSpaced === word.isSpaced) parts.splice(-1, 1, { ...last, last: kept });
    else parts.push({ from: 'stored', first: kept, last: kept, isSpaced });
    before = kept;
    marks = undefined;
  }
  return parts;
}

function nextKept(from: number, keptAt: ReadonlyMap<number, number>, length: number): number | undefined {
  for (let at = from; at < length; at += 1) if (keptAt.has(at)) return keptAt.get(at);
  return undefined;
}

/** The marks of all words that went away between two that stay; where none did, those that both have. */
function inherited({ words, openAtStart, openAtEnd }: Line, before: number, after: number): readonly Mark[] {
  const gone = words.slice(before + 1, after).flatMap(({ pieces }) => pieces.map(({ marks }) => marks));
  const [first, ...others] =
    gone.length > 0
      ? gone
      : [words[before]?.pieces.at(-1)?.marks ?? openAtStart, words[after]?.pieces[0]?.marks ?? openAtEnd];
  if (first === undefined) return [];
  let same = first.length;
  for (const other of others) for (let at = 0; at < same; at += 1) if (first[at] !== other[at]) same = at;
  return first.slice(0, same);
}

function written(line: Line, parts: readonly Part[], { stored, typed, pictures }: LineSources): string {
  let html = '';
  let open = line.openAtStart;
  const around = new Set([...line.openAtStart, ...line.openAtEnd]);
  const goTo = (marks: readonly Mark[], gap: string): void => {
    let same = 0;
    while (same < open.length && same < marks.length && isSame(open[same], marks[same])) same += 1;
    for (const mark of open.slice(same).toReversed()) html += mark.close;
    html += gap;
    for (const mark of marks.slice(same)) html += mark.open;
    open = [...open.slice(0, same), ...marks.slice(same)];
  };
  for (const part of parts) {
    const gap = part.isSpaced ? ' ' : '';
    if (part.from === 'stored') {
      const [first, last] = [line.words[part.first], line.words[part.last]];
      if (first === undefined || last === undefined) continue;
      goTo(first.pieces[0]?.marks ?? [], gap);
      html += stored.slice(first.start, last.end);
      open = last.pieces.at(-1)?.marks ?? open;
      continue;
    }
    const picture = pictures.get(part.word.text);
    for (const [at, piece] of part.word.pieces.entries()) {
      goTo(marksFor(part.marks, piece.marks, around), at === 0 ? gap : '');
      if (picture === undefined) html += typed.slice(piece.start, piece.end);
      else if (at === 0) html += picture;
    }
  }
  goTo(line.openAtEnd, '');
  return html;
}

/** Marks of the stored line that typed text cannot take away, and the typed ones that are not among them. */
function marksFor(
  inheritedMarks: readonly Mark[],
  typed: readonly Mark[],
  around: ReadonlySet<Mark>,
): readonly Mark[] {
  const kept = inheritedMarks.filter(
    (mark) => mark.key === '' || around.has(mark) || typed.some(({ key }) => key === mark.key),
  );
  return [...kept, ...typed.filter(({ key }) => !kept.some((mark) => mark.key === key))];
}

function isSame(one: Mark | undefined, other: Mark | undefined): boolean {
  return one === other || (one !== undefined && one.key !== '' && one.key === other?.key);
}
