import { keyOf, taskOf, withoutTask } from './compare.ts';
import { mergeWords } from './mergeWords.ts';
import { pairSiblings } from './pairSiblings.ts';
import type { Splices } from './splices.ts';
import type { Leaf, Line, Range, StoredTree, Task } from './storedTree.ts';

/** What a stored note is changed with. */
export interface Merge {
  readonly stored: StoredTree;
  readonly typed: StoredTree;
  /** For each leaf of the note, what was shown of it and is read again. */
  readonly shown: ReadonlyMap<Leaf, Leaf>;
  /** For each leaf of the changed text that stays, the stored one. */
  readonly kept: ReadonlyMap<Leaf, Leaf>;
  /** The stored leaves by what they say, for those that are not where they were. */
  readonly leaves: ReadonlyMap<string, Leaf>;
  /** The source of whole stored blocks, by {@link blockKey} of what was shown of them. */
  readonly blocks: ReadonlyMap<string, string>;
  readonly splices: Splices;
  /** What divides a new line from the others. */
  readonly lineBreak: string;
}

/** Changes the lines of a paragraph. */
export function mergeLines(merge: Merge, stored: readonly Line[], now: readonly Line[]): void {
  const pairs = pairSiblings(stored, now, {
    leavesOf: (line) => [line],
    isAlike: () => true,
    kept: merge.kept,
  });
  removeLines(merge, stored, new Set(pairs));
  for (const [at, line] of now.entries()) {
    const place = pairs[at];
    const own = place === undefined ? undefined : stored[place];
    if (own) mergeLine(merge, own, line);
    else insertLine(merge, stored, pairs, at, contentOf(merge, line));
  }
}

/** Changes one line, unless it stays as it is. */
export function mergeLine(merge: Merge, stored: Line, now: Line): void {
  const shown = merge.shown.get(stored);
  const wasShown = shown && 'words' in shown ? shown : stored;
  if (keyOf(wasShown) !== keyOf(now)) mergeLineWords(merge, stored, wasShown, now);
}

/** As {@link mergeLine}, for a line that is known to be another; `shown`: what was shown of it and is read again. */
export function mergeLineWords(merge: Merge, stored: Line, shown: Line, now: Line): void {
  const { splices, typed } = merge;
  const { task } = stored;
  const done = task && taskOf(now);
  if (task && done && done.isDone !== task.isDone) markTask(merge, task, done.isDone);
  const words = withoutTask(stored, now);
  const html = mergeWords(stored, withoutTask(stored, shown), words, {
    stored: merge.stored.source,
    typed: typed.source,
    pictures: merge.stored.pictures,
  });
  if (html !== merge.stored.source.slice(stored.start, stored.end)) splices.replace(stored, html);
}

/** The HTML of a line that is new, or that was somewhere else. */
export function contentOf({ stored, typed, leaves }: Merge, line: Line): string {
  const before = leaves.get(keyOf(line));
  if (before && 'words' in before && before.openAtStart.length + before.openAtEnd.length === 0)
    return stored.source.slice(before.start, before.end);
  const empty = { words: [], start: 0, end: 0, openAtStart: [], openAtEnd: [] };
  return mergeWords(empty, [], line.words, {
    stored: '',
    typed: typed.source,
    pictures: stored.pictures,
  });
}

/** `checked` and `data-checked` in the tags of a task. */
function markTask({ stored, splices }: Merge, { tags }: Task, isDone: boolean): void {
  for (const tag of tags) {
    const open = stored.source.slice(tag.start, tag.end);
    const value = open.replace(/(\sdata-checked\s*=\s*["']?)(?:true|false)/i, `$1${String(isDone)}`);
    const box = value.replace(/\schecked(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>"'/]+))?(?=[\s/>])/i, '');
    const isBox = /^<input/i.test(open);
    splices.replace(tag, isBox && isDone ? box.replace(/^<input/i, '$& checked') : isBox ? box : value);
  }
}

function insertLine(
  { splices, lineBreak }: Merge,
  stored: readonly Line[],
  pairs: readonly (number | undefined)[],
  at: number,
  html: string,
): void {
  const before = stored[pairs.slice(0, at).findLast((pair) => pair !== undefined) ?? -1];
  const after = stored[pairs.slice(at).find((pair) => pair !== undefined) ?? stored.length];
  const near = before ?? after;
  if (near === undefined) return;
  const whole = near.own ? near.own.open + html + near.own.close : html;
  if (before) splices.insert(before.own?.end ?? before.end, near.own ? whole : lineBreak + whole);
  else splices.insert(near.own?.start ?? near.start, near.own ? whole : whole + lineBreak);
}

/** Removes the lines that nothing was made of, each group with the breaks that divided it from the rest. */
function removeLines(merge: Merge, stored: readonly Line[], stays: ReadonlySet<number | undefined>): void {
  for (let from = 0; from < stored.length; from += 1) {
    if (stays.has(from)) continue;
    let to = from;
    while (to + 1 < stored.length && !stays.has(to + 1)) to += 1;
    const [first, last] = [stored[from], stored[to]];
    const [before, after] = [stored[from - 1], stored[to + 1]];
    from = to;
    if (first === undefined || last === undefined) continue;
    if (first.own && last.own) removeText(merge, { start: first.own.start, end: last.own.end });
    else if (after) removeText(merge, { start: first.start, end: after.own?.start ?? after.start });
    else removeText(merge, { start: before?.own?.end ?? before?.end ?? first.start, end: last.end });
  }
}

/** Removes a part of a text, but of elements that go on outside of it no tag. */
export function removeText({ stored, splices }: Merge, range: Range): void {
  const html = stored.source.slice(range.start, range.end);
  splices.replace(range, unbalanced(html));
}

const tag = /<(\/?)([a-z][\w-]*)[^<>]*>/gi;
const voids = new Set(['br', 'hr', 'img', 'input', 'wbr']);

/** The tags of elements that begin or end outside. */
function unbalanced(html: string): string {
  const open: { readonly name: string; readonly tag: string }[] = [];
  const closed: string[] = [];
  for (const [whole, slash, name = ''] of html.matchAll(tag)) {
    if (voids.has(name.toLowerCase())) continue;
    if (slash === '') open.push({ name: name.toLowerCase(), tag: whole });
    else if (open.at(-1)?.name === name.toLowerCase()) open.pop();
    else closed.push(whole);
  }
  return [...closed, ...open.map((each) => each.tag)].join('');
}
