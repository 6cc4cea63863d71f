import { fold } from '../base/fold.ts';
import { emailOf } from '../model/email.ts';
import { spokenRuns } from './letterKinds.ts';
import { longestPart } from './searchText.ts';
import { webAddressKeys } from './webAddressKeys.ts';

/** What is asked of a search. Of `Ann <ann@x.example>`, only the address counts; of a long text, only its beginning. */
export interface Question {
  /** All that was typed, folded, with one blank between two words. */
  readonly whole: string;
  /** Its words, each once. */
  readonly words: readonly string[];
  /** Its runs of letters and its runs of digits, each once, the longest first. */
  readonly runs: readonly string[];
  /** The keys of a web page, where its address was pasted; see {@link webAddressKeys}. */
  readonly pages: readonly string[];
}

/** The question that a typed text asks. Blanks alone ask nothing: there are no words then. */
export function questionOf(typed: string): Question {
  const text = typed.length <= longestPart ? typed : typed.trimStart().slice(0, longestPart);
  const words = wordsTyped(text);
  const whole = words.join(' ');
  const runs = [...new Set(spokenRuns(whole))].sort((a, b) => b.length - a.length);
  return { whole, words: [...new Set(words)], runs, pages: webAddressKeys(text) };
}

/** The words of a typed text, folded. */
export function wordsTyped(text: string): readonly string[] {
  return fold(emailOf(text) ?? text)
    .split(/\s+/)
    .filter((word) => word !== '');
}
