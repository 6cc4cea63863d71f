import type { OpenAccount } from '../accounts/accountBook.ts';
import type { TargetType } from '../model/capabilities.ts';
import type { Target } from '../model/note.ts';
import { searchedTypes, typesWithin } from './directoryTypes.ts';
import type { FoundTarget } from './accountsFinder.ts';
import * as words from '../words/customers.ts';
import { ofOtherFolders, suggestedByFolder, suggestedByRepository } from '../words/folders.ts';

const headings = {
  linked: suggestedByFolder,
  repository: suggestedByRepository,
  linkedElsewhere: ofOtherFolders,
  pinned: words.pinned,
  recent: words.recent,
  suggested: words.thisWorkspace,
  listed: words.found,
} as const;

/**
 * What stands above a row. Before anything is typed, rows of one origin share it; what was found is one list, the best
 * first, wherever it comes from.
 */
export function rowHeading(
  open: OpenAccount,
  { from, entry }: Pick<FoundTarget, 'from' | 'entry'>,
  typed = '',
): string {
  if (from === 'within') return words.several(capitalized(typeLabel(open, entry.target.type)));
  return headings[typed.trim() === '' ? from : 'listed']();
}

/** What a type of targets is called in a sentence: "subscription". */
function typeLabel({ kind }: OpenAccount, type: string): string {
  return kind.capabilities.targets.find((each) => each.type === type)?.label ?? type;
}

/** What a row has to call its target's type; undefined: the account has only one, which goes without saying. */
export function rowNoun(open: OpenAccount, type: string): string | undefined {
  return open.kind.capabilities.targets.length > 1 ? typeLabel(open, type) : undefined;
}

/** What a type that lies within another is called, such as an account's "subscription"; undefined: it lies in none. */
export function partNoun(open: OpenAccount, type: string): string | undefined {
  const isPart = open.kind.capabilities.directory.some(
    (each) => each.type === type && each.within !== undefined,
  );
  return isPart ? typeLabel(open, type) : undefined;
}

/** What can be typed to find a target of this type, short enough for a side bar: "Name, UUID, external id or e-mail". */
export function typedLabel(open: OpenAccount, { type, idLabel }: TargetType): string {
  const [list] = searchedTypes(open, type);
  if (list === undefined || idLabel === words.name()) return idLabel;
  return list === type ? words.nameOr(idLabel) : words.nameOfOr(typeLabel(open, list), idLabel);
}

/** With a capital first letter. */
export function capitalized(label: string): string {
  return `${label.charAt(0).toUpperCase()}${label.slice(1)}`;
}

/** What is asked once a target is entered: `Choose the account, a subscription or an order`. */
export function placeholderWithin(open: OpenAccount, { type }: Target): string {
  const inside = typesWithin(open, type).map((each) => words.one(typeLabel(open, each)));
  const last = inside.pop();
  const first = [words.the(typeLabel(open, type)), ...inside].join(', ');
  return words.choose(last === undefined ? first : words.or(first, last));
}
