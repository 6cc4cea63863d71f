import { unspaced } from './scripts.ts';

/** What begins a block, and the number or letter of an item. */
const blockMark = /^(?:#{1,6}\s+|>\s?|[-*\u2022]\s+(?:\[[ xX]\]\s+)?|\+\s+(?:\[[ xX]\]\s+)?)/;
const numberMark = /^(?:(\d{1,9})|([A-Za-z]))([.)])\s+(?:\[[ xX]\]\s+)?/;

/** Blocks inside each other whose marks are removed. */
const mostMarks = 10;

/** Whether a line only divides or begins something: a rule, the fence of code, the head of a table. */
export function saysNothing(line: string): boolean {
  const words = line.replace(/^[\s>]+/, '');
  return /^[-*_=|:\s]*$/.test(words) || /^(?:`{3,}[^`]*|~{3,}[^~]*)$/.test(words);
}

/**
 * A line of Markdown or plain text without the marks of Markdown, as far as one can tell without parsing all of it.
 * `following`: the lines after it. `1. May` and `+ 3 seats` keep their starts unless an item follows, and `2*3*4` its
 * asterisks.
 */
export function plainLine(line: string, following: readonly string[]): string {
  let words = line.trim();
  for (let count = 0; count < mostMarks; count += 1) {
    const mark = blockMark.exec(words)?.[0] ?? numberMark.exec(words)?.[0] ?? '';
    if (mark === '' || !isMark(mark, following)) break;
    words = words.slice(mark.length);
  }
  if (words.startsWith('|'))
    words = words
      .split('|')
      .map((cell) => cell.trim())
      .join(' ')
      .trim();
  return withoutMarks(withoutLinks(words)).trim();
}

function isMark(mark: string, following: readonly string[]): boolean {
  const isFollowedBy = (next: string) =>
    following.some((line) => line.replace(/^[\s>*\-\u2022]+/, '').startsWith(next));
  if (mark.startsWith('+')) return isFollowedBy('+ ');
  const [, number, letter, end = ''] = numberMark.exec(mark) ?? [];
  if (number !== undefined) return isFollowedBy(`${Number(number) + 1}${end} `);
  if (letter === undefined) return true;
  return (
    isFollowedBy(`${String.fromCharCode(letter.charCodeAt(0) + 1)}${end} `) ||
    (/i/i.test(letter) && isFollowedBy(`${letter}${letter}${end} `))
  );
}

function withoutLinks(words: string): string {
  return words
    .replace(/!?\[([^[\]]*)\]\(((?:https?:|mailto:|\/|#)[^()\s]*)\)/g, (_, text: string, address: string) =>
      text === '' ? address : text,
    )
    .replace(/<((?:https?:|mailto:)[^<>\s]*)>/g, '$1');
}

/** Emphasis and code, in pairs; and the backslash before such a mark. */
function withoutMarks(words: string): string {
  const removed = new Set<number>();
  const open = new Map<string, number[]>();
  const runs = [...words.matchAll(/\\(?=[*_~`|[\]])|([*_~`])\1*/g)];
  const lastOf = new Map(runs.map(([run], at) => [run, at]));
  let code: string | undefined;
  runs.forEach(({ 0: run, index }, at) => {
    const isEscaped = runs[at - 1]?.[0] === '\\' && runs[at - 1]?.index === index - 1;
    if (run === '\\') {
      if (code === undefined) removed.add(at);
    } else if (isEscaped || (run.startsWith('~') && run.length !== 2)) return;
    else if (code === undefined || code === run) {
      const [before, after] = [words[index - 1] ?? ' ', words[index + run.length] ?? ' '];
      const isCode = run.startsWith('`');
      const starts = open.get(run) ?? [];
      open.set(run, starts);
      if (!isCode && isInWord(run, before, after)) return;
      const start = isCode || before.trim() !== '' ? starts.pop() : undefined;
      if (start !== undefined) {
        removed.add(start);
        removed.add(at);
        code = undefined;
      } else if (isCode || after.trim() !== '') {
        starts.push(at);
        if (isCode && (lastOf.get(run) ?? 0) > at) code = run;
      }
    }
  });
  let end = 0;
  let plain = '';
  runs.forEach(({ 0: run, index }, at) => {
    if (!removed.has(at)) return;
    plain += words.slice(end, index);
    end = index + run.length;
  });
  return plain + words.slice(end);
}

/** Whether marks stand inside a word of a script with spaces, or single ones inside of any. */
function isInWord(run: string, before: string, after: string): boolean {
  const isWord = /^[\p{L}\p{N}]{2}$/u.test(before + after);
  return isWord && (run.length === 1 || !unspaced.test(before + after));
}
