import type { OpenAccount } from '../accounts/accountBook.ts';
import { withoutEdges } from '../base/withoutEdges.ts';
import { emailOf } from '../model/email.ts';

/**
 * Whether the typed text looks like an id: an e-mail address, or one word with a digit in it. Only such text is looked
 * up in the service while the user types; a name costs no request.
 */
export function looksLikeId(typed: string): boolean {
  const word = withoutEdges(typed);
  return emailOf(word) !== undefined || (/^\S{3,}$/.test(word) && /\d/.test(word) && !/^\w+:\/\//.test(word));
}

/**
 * Whether the typed text names exactly one target of this type (of any type where it is undefined), so that targets
 * that only resemble it come after it.
 */
export function isExactTarget({ kind, provider }: OpenAccount, value: string, type?: string): boolean {
  const typed = withoutEdges(value);
  if (emailOf(typed) !== undefined) return true;
  const types = type === undefined ? kind.capabilities.targets.map((each) => each.type) : [type];
  return types.some((each) => provider.targetOffline(each, typed) !== undefined);
}
