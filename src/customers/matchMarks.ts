import type { DirectoryEntry } from '../model/directory.ts';
import { foldedText, type FoldedText, type Span } from './foldedText.ts';
import { beginsWord, letterRuns } from './letterKinds.ts';
import type { Question } from './question.ts';
import { rankAsTyped } from './ranking.ts';
import { searchTextOf } from './searchText.ts';
import { similarPart } from './spelling.ts';

/** What matched in the texts of a row, in their order. */
export interface MatchMarks {
  readonly name: Span[];
  /** In what tells two targets of one name apart: company, e-mail address, id. */
  readonly who: Span[];
}

/**
 * What of a row answers the question, and nothing else: each word where it was found, in the name rather than beside
 * it. Of a misspelt word, what it was taken for. `row`: the texts as they are shown, perhaps cut with `…`.
 */
export function matchMarks(
  entry: DirectoryEntry,
  row: { readonly name: string; readonly who: string },
  question: Question,
): MatchMarks {
  const [name, who] = [foldedText(withoutCut(row.name)), foldedText(withoutCut(row.who))];
  const { words, runs, whole } = question;
  if (words.length === 0) return { name: [], who: [] };
  if (name.folded.startsWith(whole)) return { name: [name.shown(0, whole.length)], who: [] };
  const isAsTyped = rankAsTyped(searchTextOf(entry), question) !== undefined;
  const place = isAsTyped ? placeOf : similarPlaceOf;
  const marks: MatchMarks = { name: [], who: [] };
  for (const word of isAsTyped ? words : runs) {
    const inName = place(name, word);
    const inWho = inName === undefined ? place(who, word) : undefined;
    if (inName !== undefined) marks.name.push(inName);
    if (inWho !== undefined) marks.who.push(inWho);
  }
  return { name: joined(marks.name), who: joined(marks.who) };
}

/** Rather where a word begins so than inside of one. */
function placeOf({ folded, shown }: FoldedText, word: string): Span | undefined {
  const start = wordStart(folded, word) ?? folded.indexOf(word);
  return start < 0 ? undefined : shown(start, start + word.length);
}

/** One or two letters are meant only where a word begins with them. */
function similarPlaceOf(text: FoldedText, run: string): Span | undefined {
  const { folded, shown } = text;
  const asTyped = run.length < 3 ? undefined : placeOf(text, run);
  if (asTyped !== undefined) return asTyped;
  const meant = letterRuns(folded).flatMap((word) => similarPart(word, run) ?? []);
  for (const start of run.length < 3 ? [run] : meant) {
    const at = wordStart(folded, start);
    if (at !== undefined) return shown(at, at + start.length);
  }
  return undefined;
}

function wordStart(text: string, start: string): number | undefined {
  for (let at = text.indexOf(start); at >= 0; at = text.indexOf(start, at + 1))
    if (beginsWord(text, at)) return at;
  return undefined;
}

/** In their order, with those that overlap or touch as one. */
function joined(spans: readonly Span[]): Span[] {
  const all: Span[] = [];
  for (const [start, end] of spans.toSorted((a, b) => a[0] - b[0])) {
    const last = all.at(-1);
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end);
    else all.push([start, end]);
  }
  return all;
}

/** The sign of a cut matches nothing. */
function withoutCut(text: string): string {
  return text.endsWith('…') ? text.slice(0, -1) : text;
}
