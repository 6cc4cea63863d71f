import type { OpenAccount } from '../../accounts/accountBook.ts';
import type { FormResult } from '../../compose/formFinder.ts';
import { rowHeading, rowNoun } from '../../customers/targetLabels.ts';
import { targetTexts } from '../../customers/targetText.ts';
import { formProtocol, type Matches } from '../../form/messages.ts';
import { nameOf, shortName } from '../label.ts';

/** A result as the form shows it, with the same words as the palette's picker; `language` is a BCP 47 tag. */
export function matchesOf(result: FormResult, to: OpenAccount, language: string): Matches {
  const { query, parent, rows, hasMore: more, message = '', isFilling: filling, isAlone: alone } = result;
  const groups: Matches['groups'] = [];
  const entries = rows.map(({ entry }) => entry);
  const texts = targetTexts(entries, language, (type) => rowNoun(to, type));
  for (const [index, row] of rows.entries()) {
    const heading = rowHeading(to, row);
    if (heading !== groups.at(-1)?.heading) groups.push({ heading, rows: [] });
    const { key, entry, opensList } = row;
    const { name = entry.target.id, who = '', how = '' } = texts[index] ?? {};
    groups.at(-1)?.rows.push({
      key,
      name: shortName(name),
      who: shortName(who),
      how: shortName(how),
      opensList,
    });
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
