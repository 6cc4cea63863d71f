/** Letters and digits that lines must have to be looked for at other numbers: a `}` is everywhere. */
const fewestLetters = 8;

/**
 * Where whole lines of a text stand in another version of it: the number of the first one, from 1. At the number where
 * they stand in the text (`first`) they count wherever else they are; elsewhere only if they are there once. Undefined:
 * they are not in that version, or nobody can say where. The ends of lines may differ.
 */
export function findLines(version: string, lines: string, first: number): number | undefined {
  const wanted = withNewlines(lines);
  const all = withNewlines(version);
  const count = wanted.split('\n').length;
  const there = all.split('\n').slice(first - 1, first - 1 + count);
  if (there.length === count && there.join('\n') === wanted) return first;
  if ((wanted.match(/[\p{L}\p{N}]/gu)?.length ?? 0) < fewestLetters) return undefined;
  const [whole, part] = [`\n${all}\n`, `\n${wanted}\n`];
  const at = whole.indexOf(part);
  if (at === -1 || whole.includes(part, at + 1)) return undefined;
  return whole.slice(0, at + 1).split('\n').length - 1;
}

function withNewlines(text: string): string {
  return text.replaceAll('\r\n', '\n');
}
