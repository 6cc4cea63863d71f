import type { Account, AccountField } from '../../model/account.ts';
import { Failure } from '../../base/failure.ts';
import { baseUrlField, baseUrlProblem, normaliseBaseUrl } from '../baseUrl.ts';
import { withoutEdges } from '../../base/withoutEdges.ts';
import { emailOf, emailProblem } from '../../model/email.ts';

const defaultBaseUrl = 'https://api.chartmogul.com/v1';

/** The API paths of notes: the documented one, and its successor (docs/api/chartmogul.md, section 1). */
const collections = ['customer_notes', 'notes'] as const;

/** The fields of a ChartMogul account. */
export const chartmogulFields: readonly AccountField[] = [
  baseUrlField(
    'The address of the API. Leave it as it is unless you test against a stand-in.',
    defaultBaseUrl,
    defaultBaseUrl,
  ),
  {
    id: 'authorEmail',
    label: 'Author e-mail',
    description:
      'The team member in whose name notes are logged. If it is empty, ChartMogul probably uses the key’s owner.',
    placeholder: 'ann@example.com',
    fallback: '',
    problem: (value) => (withoutEdges(value) === '' ? undefined : emailProblem(value)),
    normalise: (value) => emailOf(value) ?? value,
  },
  {
    id: 'collection',
    label: 'API path',
    description: 'Which of the API’s two paths for notes is used.',
    placeholder: 'customer_notes',
    fallback: 'customer_notes',
    choices: [
      {
        value: 'customer_notes',
        label: 'customer_notes',
        detail: 'The documented one; right for most accounts',
      },
      { value: 'notes', label: 'notes', detail: 'The newer one, which is to replace it' },
    ],
    problem: (value) => (collectionOf(value) === undefined ? 'Choose customer_notes or notes.' : undefined),
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
  return `ChartMogul does not serve notes at the API path “${collection}”; edit the account, and choose the other path (${others}) or check the base URL`;
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
