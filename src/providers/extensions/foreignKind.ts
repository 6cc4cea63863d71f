import type { Capabilities } from '../../model/capabilities.ts';
import { baseUrlField } from '../baseUrl.ts';
import type { ProviderKind } from '../provider.ts';
import type { ServiceTraits } from '../service.ts';
import { originOfAccount, tenantOf } from './account.ts';
import { openForeign } from './foreignProvider.ts';
import type { Registration } from './registration.ts';
import * as words from './words.ts';

/** Requests a second, where the extension does not say. */
const usualRate = 5;

/** What another extension has registered, as a provider like ours. It takes no files, and changes no stored notes. */
export function foreignKind(registration: Registration): ProviderKind {
  const { id, title, address, settings = [], key, customerTypes } = registration;
  const capabilities: Capabilities = {
    kinds: registration.kinds,
    targets: customerTypes,
    attachments: 'none',
    author: registration.author,
    backDating: registration.backDating ?? false,
    longestText: registration.longestText,
    directory: registration.listCustomers
      ? customerTypes.map(({ type }) => ({ type, within: undefined }))
      : [],
    edit: false,
    remove: false,
    tasks: undefined,
  };
  const fields = settings.map(({ optional = false, ...field }) => ({
    ...field,
    fallback: optional ? '' : undefined,
    problem: (value: string) => (optional || value !== '' ? undefined : words.typeSomething()),
  }));
  return {
    id,
    title,
    capabilities,
    limits: { requestsPerSecond: registration.requestsPerSecond ?? usualRate, connections: 2 },
    accountFields: [baseUrlField(address.description, address.placeholder, undefined), ...fields],
    keyLabel: key.label,
    origin: originOfAccount,
    tenant: tenantOf,
    open: (context) => openForeign(registration, context, traitsOf(registration)),
  };
}

function traitsOf({ title, key, headers, parameters = {} }: Registration): ServiceTraits {
  return {
    title,
    keyName: key.label,
    headers: { accept: 'application/json', 'content-type': 'application/json', ...headers },
    authorize: (secret) => credential(key.sentAs, secret),
    fieldOf: (param) => (Object.hasOwn(parameters, param) ? parameters[param] : undefined),
    addressHint: words.checkAddress(),
    forbidden: words.forbidden(title),
  };
}

function credential(sentAs: Registration['key']['sentAs'], secret: string): Record<string, string> {
  if (sentAs === 'bearer') return { authorization: `Bearer ${secret}` };
  if (sentAs === 'basic') return { authorization: `Basic ${Buffer.from(`${secret}:`).toString('base64')}` };
  return { [sentAs.header.toLowerCase()]: secret };
}
