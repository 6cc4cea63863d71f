import type { OpenAccount } from '../../accounts/accountBook.ts';
import type { Answer, FoundRow } from '../../compose/targetFinder.ts';
import { foundHeadings, labelOf, nounOf, targetText } from '../../customers/targetText.ts';
import { formProtocol, type Found } from '../../form/messages.ts';

/** An answer as the form shows it, with the same words as the palette's picker; `language` is a BCP 47 tag. */
export function foundOf(answer: Answer, to: OpenAccount, language: string): Found {
  const { number, within, rows, more, told = '', isFilling: filling, isAlone: alone } = answer;
  const groups: Found['groups'] = [];
  let last: FoundRow['from'] | undefined;
  for (const row of rows) {
    if (row.from !== last) {
      const heading = row.from === 'within' ? inWords(to, row.entry.target.type) : foundHeadings[row.from];
      groups.push({ heading, rows: [] });
    }
    groups.at(-1)?.rows.push(rowOf(row, to, language));
    last = row.from;
  }
  const inside = within && (within.target.name ?? within.target.id);
  return {
    type: 'found',
    protocol: formProtocol,
    number,
    within: inside ?? null,
    groups,
    more,
    told,
    filling,
    alone,
  };
}

function rowOf(
  { key, entry, isEntered: entered }: FoundRow,
  to: OpenAccount,
  language: string,
): Found['groups'][number]['rows'][number] {
  const { name, who, how } = targetText(entry, language, nounOf(to, entry.target.type));
  return { key, name, who, how, entered };
}

function inWords(to: OpenAccount, type: string): string {
  const label = labelOf(to, type);
  return `${label.charAt(0).toUpperCase()}${label.slice(1)}s`;
}
