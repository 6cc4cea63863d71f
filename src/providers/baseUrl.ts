import { withoutEdges } from '../base/withoutEdges.ts';
import { withoutEnd } from '../base/withoutEnd.ts';
import type { AccountField } from '../model/account.ts';
import * as words from '../words/providers.ts';

const onThisMachine = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/;

/** Whether a (parsed) address leads to this machine itself. */
export function isOnThisMachine({ hostname }: URL): boolean {
  return onThisMachine.test(hostname);
}

/**
 * What is wrong with a base URL, in one sentence; undefined when a key may be sent there. Plain http is for
 * this machine only (a sandbox), because the key goes along with every request.
 */
export function baseUrlProblem(value: string): string | undefined {
  const url = URL.parse(withoutEdges(value));
  if (url === null || !/^https?:\/\//i.test(withoutEdges(value))) return words.typeWholeAddress();
  if (url.username !== '' || url.password !== '') return words.leaveOutUser();
  if (/[?#]/.test(value)) return words.leaveOutQuery();
  if (url.protocol === 'http:' && !isOnThisMachine(url)) return words.onlyHttps();
  return undefined;
}

/** The address as it is stored: lower-case origin and path, no slash at the end. */
export function normaliseBaseUrl(value: string): string {
  const url = URL.parse(withoutEdges(value));
  return url === null
    ? withoutEdges(value)
    : `${url.origin}${withoutEnd(url.pathname, (each) => each === '/')}`;
}

/** The origin that a key may be sent to; undefined for an address that {@link baseUrlProblem} refuses. */
export function originOf(value: string): string | undefined {
  return baseUrlProblem(value) === undefined ? new URL(withoutEdges(value)).origin : undefined;
}

/** The field of an account that asks for the address of its API. `fallback`: the address when nothing is typed. */
export function baseUrlField(
  description: string,
  placeholder: string,
  fallback: string | undefined,
): AccountField {
  return {
    id: 'baseUrl',
    label: words.baseUrlLabel(),
    description,
    placeholder,
    fallback,
    problem: baseUrlProblem,
    normalise: normaliseBaseUrl,
  };
}
