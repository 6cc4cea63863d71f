import type { Account, AccountField } from '../../model/account.ts';
import { Failure } from '../../base/failure.ts';
import { baseUrlField, baseUrlProblem, normaliseBaseUrl } from '../baseUrl.ts';
import { withoutEdges } from '../../base/withoutEdges.ts';
import { emailOf, emailProblem } from '../../model/email.ts';
import { accountUnusable } from '../../words/providers.ts';
import * as words from './words.ts';

const defaultBaseUrl = 'https://api.chartmogul.com/v1';

/** The API paths of notes: the documented one, and its successor (docs/api/chartmogul.md, section 1). */
const collections = ['customer_notes', 'notes'] as const;

/** The fields of a ChartMogul account. */
export const chartmogulFields = (): readonly AccountField[] => [
  baseUrlField(words.baseUrl(), defaultBaseUrl, defaultBaseUrl),
  {
    id: 'authorEmail',
    label: words.authorLabel(),
    description: words.author(),
    placeholder: 'ann@example.com',
    fallback: '',
    problem: (value) => (withoutEdges(value) === '' ? undefined : emailProblem(value)),
    normalise: (value) => emailOf(value) ?? value,
  },
  {
    id: 'collection',
    label: words.collectionLabel(),
    description: words.collection(),
    placeholder: 'customer_notes',
    fallback: 'customer_notes',
    choices: [
      {
        value: 'customer_notes',
        label: 'customer_notes',
        detail: words.documentedCollection(),
      },
      { value: 'notes', label: 'notes', detail: words.newerCollection() },
    ],
    problem: (value) =>
      collectionOf(value) === undefined ? words.chooseCollection(...collections) : undefined,
  },
];

/** An account's fields after a check, because settings can be edited by hand. */
export interface ChartmogulSettings {
  /** Without a slash at the end. */
  readonly baseUrl: string;
  readonly collection: (typeof collections)[number];
  readonly authorEmail: string | undefined;
}

/** What it means when the collection of notes is not served, one sentence without full stop. */
export function notesNotServed({ collection }: Pick<ChartmogulSettings, 'collection'>): string {
  const others = collections.filter((each) => each !== collection).join(', ');
  return words.notesNotServed(collection, others);
}

/** Throws Failure `invalid` (field `account`) when the account's settings cannot be used. */
export function settingsOf(account: Account): ChartmogulSettings {
  const baseUrl = baseUrlOf(account);
  const collection = collectionOf(account.fields['collection'] ?? 'customer_notes');
  const problem =
    baseUrlProblem(baseUrl) ?? (collection === undefined ? words.unknownCollection() : undefined);
  if (problem !== undefined || collection === undefined)
    throw new Failure('invalid', accountUnusable(account.label, problem ?? ''), {
      field: 'account',
    });
  const authorEmail = withoutEdges(account.fields['authorEmail'] ?? '');
  return {
    baseUrl: normaliseBaseUrl(baseUrl),
    collection,
    authorEmail: authorEmail === '' ? undefined : (emailOf(authorEmail) ?? authorEmail),
  };
}

/** The base URL as typed, or the default. */
export function baseUrlOf(account: Account): string {
  const typed = withoutEdges(account.fields['baseUrl'] ?? '');
  return typed === '' ? defaultBaseUrl : typed;
}

function collectionOf(value: string): (typeof collections)[number] | undefined {
  return collections.find((each) => each === value);
}
