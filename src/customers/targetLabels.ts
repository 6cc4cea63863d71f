import type { OpenAccount } from '../accounts/accountBook.ts';
import type { TargetType } from '../model/capabilities.ts';
import { searchedTypes } from './directoryTypes.ts';
import type { TargetRow } from './targetFinder.ts';

const headings = {
  pinned: 'Pinned',
  recent: 'Recent',
  asked: 'By this id',
  listed: 'Found',
} as const;

/** What a directory is searched by, besides ids. */
export const searchedByName = 'Name, company';

/** What stands above a row; rows of one origin share it. */
export function rowHeading(open: OpenAccount, { from, entry }: TargetRow): string {
  return from === 'within' ? `${capitalized(typeLabel(open, entry.target.type))}s` : headings[from];
}

/** What a type of targets is called in a sentence: "subscription". */
function typeLabel({ kind }: OpenAccount, type: string): string {
  return kind.capabilities.targets.find((each) => each.type === type)?.label ?? type;
}

/** What a row has to call its target's type; undefined: the account has only one, which goes without saying. */
export function rowNoun(open: OpenAccount, type: string): string | undefined {
  return open.kind.capabilities.targets.length > 1 ? typeLabel(open, type) : undefined;
}

/** What can be typed to find a target of this type, short enough for a side bar: "Name, UUID, external id or e-mail". */
export function typedLabel(open: OpenAccount, { type, idLabel }: TargetType): string {
  const [list] = searchedTypes(open, type);
  if (list === undefined || /^name\b/i.test(idLabel)) return idLabel;
  return `${list === type ? 'Name' : `Name of the ${typeLabel(open, list)}`}, ${idLabel}`;
}

/** With a capital first letter. */
export function capitalized(label: string): string {
  return `${label.charAt(0).toUpperCase()}${label.slice(1)}`;
}
