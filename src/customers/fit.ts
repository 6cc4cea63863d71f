import { fold } from '../base/fold.ts';
import { emailOf } from '../model/email.ts';
import type { DirectoryEntry } from '../model/directory.ts';
import { wordsTyped } from './question.ts';
import { holdsWords } from './ranking.ts';

/**
 * How well a target fits what was typed. `exact`: that is its whole name, an id of it or its e-mail address. `words`: its
 * names hold each typed word. `similar`: it only resembles the text.
 */
export type Fit = 'exact' | 'words' | 'similar';

/** Compares without letter case, accents and blanks around it. */
export function fitOf(entry: DirectoryEntry, typed: string): Fit {
  const { target, email, externalIds = [] } = entry;
  const text = folded(emailOf(typed) ?? typed);
  const names = [target.name, target.id, email, ...externalIds];
  if (text !== '' && names.some((name) => name !== undefined && folded(name) === text)) return 'exact';
  return holdsWords(entry, wordsTyped(typed)) ? 'words' : 'similar';
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
