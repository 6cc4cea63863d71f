import { alignTexts } from '../../base/alignTexts.ts';

interface Line {
  readonly text: string;
  /** What ends it; '' at the end of the text. */
  readonly end: string;
}

/**
 * A text with the line ends of the one that it was made of: an editor gives back all of them as line feeds. Lines that
 * are new end in `newline`.
 */
export function editedLines(old: string, now: string, newline: string): string {
  const [before, after] = [linesOf(old), linesOf(now)];
  const pairs = alignTexts(
    before.map(({ text }) => text),
    after.map(({ text }) => text),
  );
  const oldOf = new Map(pairs.map(([from, to]) => [to, before[from]]));
  const last = after.length - 1;
  return after
    .map(({ text, end }, at) => {
      if (at === last) return text;
      // A return alone was typed as it is, since no editor makes it.
      const kept = oldOf.get(at)?.end ?? '';
      return text + (kept !== '' ? kept : end === '\r' ? end : newline);
    })
    .join('');
}

function linesOf(text: string): readonly Line[] {
  const lines: Line[] = [];
  let from = 0;
  for (const { 0: end, index } of text.matchAll(/\r\n|\n|\r/g)) {
    lines.push({ text: text.slice(from, index), end });
    from = index + end.length;
  }
  return [...lines, { text: text.slice(from), end: '' }];
}
