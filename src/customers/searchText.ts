import { fold } from '../base/fold.ts';
import type { DirectoryEntry } from '../model/directory.ts';

/** UTF-16 units of each part that count: nobody types more, and no list shows more. */
export const longestPart = 1000;

/** What an entry is found by. */
export interface SearchText {
  /** Name, company, e-mail address, external ids and id, folded, each on a line of its own, which ends. */
  readonly text: string;
  /** Where the name ends in it. */
  readonly nameEnd: number;
  /** Where name, company and e-mail address end in it, which people type from memory. */
  readonly namesEnd: number;
}

/** What this entry is found by. */
export function searchTextOf({ target, company, email, externalIds = [] }: DirectoryEntry): SearchText {
  const name = foldedPart(target.name);
  const beside = [foldedPart(company), foldedPart(email)];
  const lines = [name, ...beside, ...externalIds.map(foldedPart), foldedPart(target.id)];
  const namesEnd = name.length + beside.join('\n').length + 1;
  return { text: `${lines.join('\n')}\n`, nameEnd: name.length, namesEnd };
}

/** Most parts need no change, and a test takes less time than one. */
function withSingleBlanks(text: string): string {
  return /^\s|\s$|\s\s|[^\S ]/.test(text) ? text.replace(/\s+/g, ' ').trim() : text;
}

function foldedPart(part = ''): string {
  return withSingleBlanks(fold(part.length <= longestPart ? part : part.slice(0, longestPart)));
}
