/** Lines of a file; both ends count from 1 and are included. */
export interface Lines {
  readonly first: number;
  readonly last: number;
}

/** A place in a text, as the editor counts: from 0. */
interface Position {
  readonly line: number;
  readonly character: number;
}

/** A part of a text; the end is behind its last character. */
export interface TextRange {
  readonly start: Position;
  readonly end: Position;
}

/** The lines of which a range holds something; one that is empty has the line that it stands in. */
export function linesOf({ start, end }: TextRange): Lines {
  const isEndOutside = end.character === 0 && end.line > start.line;
  return { first: start.line + 1, last: isEndOutside ? end.line : end.line + 1 };
}

/** Whether a position is in a range or at one of its ends. */
export function isWithin({ line, character }: Position, { start, end }: TextRange): boolean {
  const isAfterStart = line > start.line || (line === start.line && character >= start.character);
  return isAfterStart && (line < end.line || (line === end.line && character <= end.character));
}
