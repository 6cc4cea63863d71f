import type { OpenAccount } from '../../accounts/accountBook.ts';
import type { FormResult } from '../../compose/formFinder.ts';
import type { TargetRow } from '../../customers/targetFinder.ts';
import { rowHeading, rowNoun } from '../../customers/targetLabels.ts';
import { targetText } from '../../customers/targetText.ts';
import { formProtocol, type Matches } from '../../form/messages.ts';
import { nameOf, shortName } from '../label.ts';

/** A result as the form shows it, with the same words as the palette's picker; `language` is a BCP 47 tag. */
export function matchesOf(result: FormResult, to: OpenAccount, language: string): Matches {
  const { query, parent, rows, hasMore: more, message = '', isFilling: filling, isAlone: alone } = result;
  const groups: Matches['groups'] = [];
  for (const row of rows) {
    const heading = rowHeading(to, row);
    if (heading !== groups.at(-1)?.heading) groups.push({ heading, rows: [] });
    groups.at(-1)?.rows.push(rowOf(row, to, language));
  }
  const name = parent && nameOf(parent.target);
  return {
    type: 'matches',
    protocol: formProtocol,
    number: query.number,
    within: name ?? null,
    groups,
    more,
    message,
    filling,
    alone,
  };
}

function rowOf(
  { key, entry, opensList }: TargetRow,
  to: OpenAccount,
  language: string,
): Matches['groups'][number]['rows'][number] {
  const { name, who, how } = targetText(entry, language, rowNoun(to, entry.target.type));
  return { key, name: shortName(name), who: shortName(who), how: shortName(how), opensList };
}
