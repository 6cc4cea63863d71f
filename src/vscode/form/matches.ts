import type { OpenAccount } from '../../accounts/accountBook.ts';
import type { FinderResult, MatchRow } from '../../compose/formFinder.ts';
import { matchHeadings, labelOf, nounOf, targetText } from '../../customers/targetText.ts';
import { formProtocol, type Matches } from '../../form/messages.ts';

/** An answer as the form shows it, with the same words as the palette's picker; `language` is a BCP 47 tag. */
export function matchesOf(answer: FinderResult, to: OpenAccount, language: string): Matches {
  const { number, within, rows, more, message = '', isFilling: filling, isAlone: alone } = answer;
  const groups: Matches['groups'] = [];
  let last: MatchRow['from'] | undefined;
  for (const row of rows) {
    if (row.from !== last) {
      const heading = row.from === 'within' ? inWords(to, row.entry.target.type) : matchHeadings[row.from];
      groups.push({ heading, rows: [] });
    }
    groups.at(-1)?.rows.push(rowOf(row, to, language));
    last = row.from;
  }
  const inside = within && (within.target.name ?? within.target.id);
  return {
    type: 'matches',
    protocol: formProtocol,
    number,
    within: inside ?? null,
    groups,
    more,
    message,
    filling,
    alone,
  };
}

function rowOf(
  { key, entry, isEntered: opensList }: MatchRow,
  to: OpenAccount,
  language: string,
): Matches['groups'][number]['rows'][number] {
  const { name, who, how } = targetText(entry, language, nounOf(to, entry.target.type));
  return { key, name, who, how, opensList };
}

function inWords(to: OpenAccount, type: string): string {
  const label = labelOf(to, type);
  return `${label.charAt(0).toUpperCase()}${label.slice(1)}s`;
}
