import { fold } from '../base/fold.ts';

/** A stretch of a text: from its first UTF-16 unit to the one behind its last. */
export type Span = [start: number, end: number];

/** A folded text that knows where each part of it stands in the text that is shown. */
export interface FoldedText {
  readonly folded: string;
  /** What is shown for a stretch of the folded text: whole characters, as a reader counts them. */
  readonly shown: (start: number, end: number) => Span;
}

let segmenter: Intl.Segmenter | undefined;

/** Folding changes lengths (`ß`, `é` of two units, Hangul), but not these: each unit is a character and stays one. */
const sameLength = /^[\0-\x7f]*$/;

/** Folds a text; see {@link fold}. */
export function foldedText(text: string): FoldedText {
  if (sameLength.test(text)) return { folded: fold(text), shown: (start, end) => [start, end] };
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  const origins: Span[] = [];
  let folded = '';
  for (const { segment, index } of segmenter.segment(text)) {
    const part = fold(segment);
    folded += part;
    origins.push(...part.split('').map((): Span => [index, index + segment.length]));
  }
  return {
    folded,
    shown: (start, end) => [origins[start]?.[0] ?? text.length, origins[end - 1]?.[1] ?? text.length],
  };
}
