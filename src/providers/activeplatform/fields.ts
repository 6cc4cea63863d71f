import type { Account, AccountField } from '../../model/account.ts';
import { Failure } from '../../base/failure.ts';
import { withoutEdges } from '../../base/withoutEdges.ts';
import { baseUrlField, baseUrlProblem, normaliseBaseUrl } from '../baseUrl.ts';
import { idDigits } from './entity.ts';
import { accountUnusable } from '../../words/providers.ts';
import * as words from './words.ts';

/** `quoted`: `data:…;base64,'…'` as documented. `rfc2397`: without the quotes. */
export type DataUrlForm = 'quoted' | 'rfc2397';

/** The fields of an ActivePlatform account. */
export const activeplatformFields = (): readonly AccountField[] => [
  {
    ...baseUrlField(words.baseUrl(), 'https://test.activeplatform.com', undefined),
    normalise: installationUrl,
  },
  {
    id: 'resellerId',
    label: words.resellerLabel(),
    description: words.reseller(),
    placeholder: '1',
    fallback: undefined,
    problem: (value) => (idDigits(value) === undefined ? words.typeReseller('1') : undefined),
  },
  {
    id: 'dataUrl',
    label: words.dataUrlLabel(),
    description: words.dataUrl(),
    placeholder: 'quoted',
    fallback: 'quoted',
    choices: [
      {
        value: 'quoted',
        label: words.asDocumented(),
        detail: words.withQuotes("data:application/pdf;base64,'…'"),
      },
      { value: 'rfc2397', label: 'RFC 2397', detail: words.withoutQuotes('data:application/pdf;base64,…') },
    ],
    problem: (value) =>
      dataUrlFormOf(value) === undefined ? words.chooseDataUrl('quoted', 'rfc2397') : undefined,
  },
];

/** An account's fields after a check, because settings can be edited by hand. */
export interface ActiveplatformSettings {
  /** The installation's address, without `/api/v3` and without a slash at the end. */
  readonly baseUrl: string;
  /** Digits. */
  readonly resellerId: string;
  readonly dataUrl: DataUrlForm;
}

/** Throws Failure `invalid` (field `account`) when the account's settings cannot be used. */
export function settingsOf(account: Account): ActiveplatformSettings {
  const baseUrl = account.fields['baseUrl'] ?? '';
  const resellerId = idDigits(account.fields['resellerId'] ?? '');
  const dataUrl = dataUrlFormOf(account.fields['dataUrl'] ?? 'quoted');
  const problem = baseUrlProblem(baseUrl);
  if (problem !== undefined || resellerId === undefined || dataUrl === undefined) {
    const reason =
      problem ?? (resellerId === undefined ? words.resellerIsNoNumber() : words.unknownDataUrl());
    throw new Failure('invalid', accountUnusable(account.label, reason), {
      field: 'account',
    });
  }
  return { baseUrl: installationUrl(baseUrl), resellerId, dataUrl };
}

/** Cuts off the API's own path, which every request adds again: people paste the address of a request. */
function installationUrl(value: string): string {
  return normaliseBaseUrl(value).replace(/\/api\/v3(\/.*)?$/s, '');
}

function dataUrlFormOf(value: string): DataUrlForm | undefined {
  const form = withoutEdges(value);
  return form === 'quoted' || form === 'rfc2397' ? form : undefined;
}
