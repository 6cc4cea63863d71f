const formulaStart = /[=+\-@\uff1d\uff0b\uff0d\uff20]/;

/**
 * A text that no spreadsheet takes for a formula: an apostrophe stands before each place where one could begin. A
 * formula can also follow spaces, empty lines and control characters, which some programs drop, or begin with a
 * full-width character of an East Asian keyboard. Where other characters separate, a cell can begin anywhere in the
 * text: quotes that do not begin a cell keep nothing together, not even lines.
 */
export function escapeFormula(text: string): string {
  const inside = text.replace(/[\s\p{Cc};"]+/gu, (gap, at: number) => {
    if (!formulaStart.test(text.charAt(at + gap.length))) return gap;
    const cellAt = Math.max(...[';', '\t', '\r', '\n'].map((separator) => gap.lastIndexOf(separator))) + 1;
    return cellAt === 0 ? gap : `${gap.slice(0, cellAt)}'${gap.slice(cellAt)}`;
  });
  const first = text.replace(/^[\s\p{Cc}]+/u, '').charAt(0);
  return formulaStart.test(first) || /^[\t\r]/.test(text) ? `'${inside}` : inside;
}
