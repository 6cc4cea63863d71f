import type { OpenAccount } from '../../accounts/accountBook.ts';
import { lookUpKey, type FormResult } from '../../compose/formFinder.ts';
import { matchMarks } from '../../customers/matchMarks.ts';
import { questionOf } from '../../customers/question.ts';
import { rowHeading, rowNoun } from '../../customers/targetLabels.ts';
import { targetTexts } from '../../customers/targetText.ts';
import { formProtocol, type Matches } from '../../form/messages.ts';
import * as words from '../../words/form.ts';
import { shortName } from '../label.ts';

type Group = Matches['groups'][number];

/** A result as the form shows it, with the same words as the palette's picker; `language` is a BCP 47 tag. */
export function matchesOf(result: FormResult, to: OpenAccount, language: string): Matches {
  const { query, hasMore: more, message = '', isFilling: filling, lookUp } = result;
  const found = foundGroups(result, to, language);
  const groups: Group[] =
    lookUp === 'none'
      ? found
      : lookUp === 'first'
        ? [lookUpGroup(result, to), ...found]
        : [...found, lookUpGroup(result, to)];
  return {
    type: 'matches',
    protocol: formProtocol,
    number: query.number,
    text: query.text,
    groups,
    more,
    message,
    filling,
    first: result.enter ?? '',
    only: result.enterUnseen ?? '',
  };
}

function foundGroups({ query, rows }: FormResult, to: OpenAccount, language: string): Group[] {
  const groups: Group[] = [];
  const question = questionOf(query.text);
  const texts = targetTexts(
    rows.map(({ entry }) => entry),
    language,
    (type) => rowNoun(to, type),
  );
  for (const [index, row] of rows.entries()) {
    const heading = rowHeading(to, row, query.text);
    if (heading !== groups.at(-1)?.heading) groups.push({ heading, rows: [] });
    const { key, entry } = row;
    const { name = entry.target.id, who = '', how = '' } = texts[index] ?? {};
    const shown = { name: shortName(name), who: shortName(who) };
    const marks = matchMarks(entry, shown, question);
    groups.at(-1)?.rows.push({
      key,
      kind: 'target',
      ...shown,
      marks: marks.name.map(([from, to]) => ({ from, to })),
      whoMarks: marks.who.map(([from, to]) => ({ from, to })),
      how: shortName(how),
    });
  }
  return groups;
}

/** Where no service can be asked, a name that is not there is a new one. */
function lookUpGroup({ query, rows }: FormResult, { kind, account }: OpenAccount): Group {
  const text = shortName(query.text.trim());
  const asksService = kind.origin(account) !== undefined;
  const name = !asksService
    ? words.newCustomer(text)
    : rows.length === 0
      ? words.noMatchLookUp(text, account.label)
      : words.lookUp(text, account.label);
  return {
    heading: '',
    rows: [{ key: lookUpKey, kind: 'lookUp', name, marks: [], who: '', whoMarks: [], how: '' }],
  };
}
