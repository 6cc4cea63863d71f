import { kindAt, letter } from './letterKinds.ts';
import { isMisspeltLength, longestMisspelt, shortestMisspelt } from './spelling.ts';

/** Letters of a word that are kept: one more than those of the longest word that is asked for. */
const longestKept = longestMisspelt + 1;

/** Nodes in one block, so that nothing is copied to make room. Shifts, because millions of nodes are looked at. */
const blockBits = 12;
const blockSize = 1 << blockBits;

/** Numbers of a node: its letter, its first child, and the next child of its parent; 0: there is none. */
const nodeSize = 3;
const ofLetter = 0;
const ofChild = 1;
const ofNext = 2;

/** The node of the empty beginning. */
const root = 0;

/**
 * Every word of the names in a directory, as a tree of beginnings, to find those that a typed word is meant to be: it is
 * followed letter by letter, and once on the way, anywhere, a letter may be another, missing, too many or swapped. That
 * takes as long for a million words as for a thousand. Words of entries that are gone stay: they lead to nobody.
 */
export class Speller {
  readonly #blocks: Int32Array[] = [new Int32Array(blockSize * nodeSize)];
  #count = 1;

  /** Adds the words of these names (folded). */
  add(names: string): void {
    let node = root;
    let length = 0;
    for (let at = 0; at < names.length; at += 1)
      if (kindAt(names, at) !== letter) {
        node = root;
        length = 0;
      } else if (length < longestKept) {
        const code = names.charCodeAt(at);
        node = this.#childOrNew(node, code);
        length += 1;
      }
  }

  /**
   * How the words begin that a typed one (letters only) may be meant to be; see `similarStart`. Of two beginnings of
   * one word only the shorter.
   */
  startsLike(typed: string): readonly string[] {
    if (!isMisspeltLength(typed)) return [];
    const starts = new Set<string>();
    let node = root;
    for (let at = 0; at < typed.length; at += 1) {
      this.#addStarts(starts, node, typed, at);
      node = this.#child(node, typed.charCodeAt(at));
      if (node === root) break;
    }
    return [...starts].filter(
      (start) => ![...starts].some((other) => other !== start && start.startsWith(other)),
    );
  }

  /** Those in which the letter at this place is wrong. `node`: that of all before it. */
  #addStarts(starts: Set<string>, node: number, typed: string, at: number): void {
    const before = typed.slice(0, at);
    const rest = typed.slice(at + 1);
    const isLong = typed.length > shortestMisspelt;
    if (isLong && this.#holds(node, rest)) starts.add(before + rest);
    const swapped = rest.slice(0, 1) + typed.charAt(at) + rest.slice(1);
    if (rest !== '' && this.#holds(node, swapped)) starts.add(before + swapped);
    for (let child = this.#of(node, ofChild); child !== root; child = this.#of(child, ofNext)) {
      const code = this.#of(child, ofLetter);
      if (code === typed.charCodeAt(at)) continue;
      const other = before + String.fromCharCode(code);
      if (isLong && this.#holds(child, rest)) starts.add(other + rest);
      if (this.#holds(child, typed.slice(at))) starts.add(other + typed.slice(at));
    }
  }

  /** Whether a word goes on so after the beginning of this node. */
  #holds(node: number, rest: string): boolean {
    let last = node;
    for (let at = 0; at < rest.length; at += 1) {
      last = this.#child(last, rest.charCodeAt(at));
      if (last === root) return false;
    }
    return true;
  }

  #child(node: number, code: number): number {
    let child = this.#of(node, ofChild);
    while (child !== root && this.#of(child, ofLetter) !== code) child = this.#of(child, ofNext);
    return child;
  }

  /** New ones stand behind the others: the letters that most words go on with come first in most names, too. */
  #childOrNew(node: number, code: number): number {
    let before = node;
    let child = this.#of(node, ofChild);
    while (child !== root && this.#of(child, ofLetter) !== code) {
      before = child;
      child = this.#of(child, ofNext);
    }
    if (child !== root) return child;
    const added = this.#count;
    this.#count += 1;
    if (added % blockSize === 0) this.#blocks.push(new Int32Array(blockSize * nodeSize));
    this.#set(added, ofLetter, code);
    this.#set(before, before === node ? ofChild : ofNext, added);
    return added;
  }

  #of(node: number, part: number): number {
    return this.#blocks[node >>> blockBits]?.[(node & (blockSize - 1)) * nodeSize + part] ?? root;
  }

  #set(node: number, part: number, value: number): void {
    const block = this.#blocks[node >>> blockBits];
    if (block) block[(node & (blockSize - 1)) * nodeSize + part] = value;
  }
}
