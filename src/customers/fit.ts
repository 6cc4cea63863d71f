import { fold } from '../base/fold.ts';
import type { DirectoryEntry } from '../model/directory.ts';
import { wordsTyped } from './question.ts';
import { holdsWords, isExact } from './ranking.ts';
import { searchTextOf } from './searchText.ts';

/**
 * How well a target fits what was typed. `exact`: that is its whole name, an id of it or its e-mail address. `words`: its
 * names hold each typed word. `similar`: it only resembles the text.
 */
export type Fit = 'exact' | 'words' | 'similar';

/** Compares without letter case, accents and blanks around it. */
export function fitOf(entry: DirectoryEntry, typed: string): Fit {
  const words = wordsTyped(typed);
  const searched = searchTextOf(entry);
  if (isExact(searched, words.join(' '))) return 'exact';
  return holdsWords(searched, words) ? 'words' : 'similar';
}

/** Whether this is a target's whole name. */
export function isNamed({ target: { name } }: DirectoryEntry, typed: string): boolean {
  return name !== undefined && folded(name) === folded(typed);
}

/** Whether a target's name begins with what was typed. */
export function nameBegins({ target: { name } }: DirectoryEntry, typed: string): boolean {
  const text = folded(typed);
  return name !== undefined && text !== '' && folded(name).startsWith(text);
}

function folded(text: string): string {
  return fold(text).trim();
}
