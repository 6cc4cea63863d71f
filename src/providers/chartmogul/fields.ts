import type { Account, AccountField } from '../../model/account.ts';
import { Failure } from '../../base/failure.ts';
import { baseUrlField, baseUrlProblem, normaliseBaseUrl } from '../baseUrl.ts';
import { emailProblem } from '../../model/email.ts';

const defaultBaseUrl = 'https://api.chartmogul.com/v1';

/** Where notes lie: the documented path, and the one that is to follow it (docs/api/chartmogul.md, section 1). */
const collections = ['customer_notes', 'notes'] as const;

/** What a ChartMogul account is asked for. */
export const chartmogulFields: readonly AccountField[] = [
  baseUrlField(
    'Where the API answers; leave it as it is unless you use a stand-in for tests.',
    defaultBaseUrl,
    defaultBaseUrl,
  ),
  {
    id: 'authorEmail',
    label: 'Author e-mail',
    description:
      'Team member in whose name notes are logged; empty: ChartMogul takes the owner of the key (assumed).',
    placeholder: 'ann@example.com',
    fallback: '',
    problem: (value) => (value === '' ? undefined : emailProblem(value)),
  },
  {
    id: 'collection',
    label: 'API path',
    description: 'Which of its two collections of notes the API is asked for.',
    placeholder: 'customer_notes',
    fallback: 'customer_notes',
    choices: [
      {
        value: 'customer_notes',
        label: 'customer_notes',
        detail: 'The documented one; right for most accounts',
      },
      { value: 'notes', label: 'notes', detail: 'The newer one, which is to take its place' },
    ],
    problem: (value) => (collectionOf(value) === undefined ? 'Choose customer_notes or notes.' : undefined),
  },
];

/** The fields of an account, checked once more: settings can be edited by hand. */
export interface ChartmogulSettings {
  /** Without a slash at its end. */
  readonly baseUrl: string;
  readonly collection: (typeof collections)[number];
  readonly authorEmail: string | undefined;
}

/** Throws Failure `invalid` (field `account`) when the account's settings cannot be used. */
export function settingsOf(account: Account): ChartmogulSettings {
  const baseUrl = baseUrlOf(account);
  const collection = collectionOf(account.fields['collection'] ?? 'customer_notes');
  const problem =
    baseUrlProblem(baseUrl) ?? (collection === undefined ? 'Its API path is unknown.' : undefined);
  if (problem !== undefined || collection === undefined)
    throw new Failure('invalid', `The account “${account.label}” cannot be used. ${problem ?? ''}`, {
      field: 'account',
    });
  const authorEmail = account.fields['authorEmail']?.trim() ?? '';
  return {
    baseUrl: normaliseBaseUrl(baseUrl),
    collection,
    authorEmail: authorEmail === '' ? undefined : authorEmail,
  };
}

/** As typed, or the default. */
export function baseUrlOf(account: Account): string {
  const typed = account.fields['baseUrl']?.trim() ?? '';
  return typed === '' ? defaultBaseUrl : typed;
}

function collectionOf(value: string): (typeof collections)[number] | undefined {
  return collections.find((each) => each === value);
}
