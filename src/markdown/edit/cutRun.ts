import { TangledError, type InlineEvent, type RunContext } from './inlineRun.ts';
import { wordsOf, type Unit } from './inlineWords.ts';
import type { Line, OwnElement, Paragraph, Run } from './storedTree.ts';

/** A line of a run, or an empty one. */
export type RunLine = Line | undefined;

/** The lines of a run. An empty one is undefined. */
export function linesOf(events: readonly InlineEvent[], context: RunContext): readonly RunLine[] {
  const lines: Unit[][] = [[]];
  for (const event of events) {
    if (event.kind === 'break') lines.push([]);
    else lines.at(-1)?.push(event.unit);
  }
  return lines.map((units) => lineOf(units, context));
}

/** One line of all units; undefined where nothing can be read in it. */
export function lineOf(units: readonly Unit[], context: RunContext): Line | undefined {
  const words = wordsOf(units, 'gaps');
  const [first, last] = [words[0], words.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const marksAt = (marks: Line['openAtStart']) => ({
    open: marks.filter((mark) => context.around.has(mark)),
    extents: marks.flatMap((mark) => context.extents.get(mark) ?? []),
  });
  const start = marksAt(first.pieces[0]?.marks ?? []);
  const end = marksAt(last.pieces.at(-1)?.marks ?? []);
  const range = {
    start: Math.min(first.start, ...start.extents.map((extent) => extent.start)),
    end: Math.max(last.end, ...end.extents.map((extent) => extent.end)),
  };
  if (range.end < range.start) throw new TangledError();
  return { words, ...range, openAtStart: start.open, openAtEnd: end.open };
}

/** The paragraphs of a run: its lines, divided by empty ones. `element`: the `<p>` that holds it alone. */
export function paragraphsOf(lines: readonly RunLine[], element?: OwnElement): readonly Paragraph[] {
  const run: Run = { paragraphs: [], ...(element && { element }) };
  const groups: Line[][] = [];
  let isOpen = false;
  for (const line of lines) {
    if (line === undefined) isOpen = false;
    else if (isOpen) groups.at(-1)?.push(line);
    else {
      groups.push([line]);
      isOpen = true;
    }
  }
  for (const group of groups) {
    const [first, last] = [group[0], group.at(-1)];
    if (first === undefined || last === undefined) continue;
    const whole = groups.length === 1 ? element : undefined;
    run.paragraphs.push({
      kind: 'paragraph',
      lines: group,
      run,
      start: whole?.start ?? first.own?.start ?? first.start,
      end: whole?.end ?? last.own?.end ?? last.end,
    });
  }
  return run.paragraphs;
}
