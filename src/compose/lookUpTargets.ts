import type { OpenAccount } from '../accounts/accountBook.ts';
import { Failure } from '../base/failure.ts';
import { typedTargetKey } from '../customers/targetKey.ts';
import type { Target } from '../model/note.ts';
import * as words from '../words/form.ts';
import { isAboutTarget } from './confirmTarget.ts';

/** Whom a text stands for, as the service says. */
export type LookUp =
  /** One at least. `unconfirmed`: why the service could not be asked, so that they are as the text says. */
  | { readonly found: readonly Target[]; readonly unconfirmed: string | undefined }
  /** Nobody; one sentence. */
  | { readonly found: undefined; readonly unconfirmed?: undefined; readonly message: string };

/**
 * Asks the service for a text, as an id, an e-mail address or whatever it takes, of one type; of any where that is
 * undefined. Rejects only with Failure `cancelled`.
 */
export async function lookUpTargets(
  open: OpenAccount,
  type: string | undefined,
  text: string,
  signal: AbortSignal,
): Promise<LookUp> {
  const { provider, kind } = open;
  const types = type === undefined ? kind.capabilities.targets.map((each) => each.type) : [type];
  const found = new Map<string, Target>();
  const failures: Failure[] = [];
  for (const each of types) {
    try {
      for (const target of await provider.findTargets(each, text, signal))
        found.set(typedTargetKey(target), target);
    } catch (error) {
      if (!Failure.is(error) || error.reason === 'cancelled') throw error;
      failures.push(error);
    }
  }
  if (found.size > 0) return { found: [...found.values()], unconfirmed: undefined };
  const unasked = failures.find((failure) => !isAboutTarget(failure));
  const asTyped = unasked ? types.flatMap((each) => provider.targetOffline(each, text) ?? []) : [];
  if (unasked && asTyped.length > 0) return { found: asTyped, unconfirmed: unasked.message };
  return { found: undefined, message: whyNobody(open, text, failures) };
}

/** That nobody could be asked says more than that there is none, and that says more than how an id looks. */
function whyNobody({ kind }: OpenAccount, text: string, failures: readonly Failure[]): string {
  const unasked = failures.find((failure) => !isAboutTarget(failure));
  if (unasked) return words.hasToLookUp(unasked.message, kind.title);
  const [only, ...others] = failures;
  if (only && others.length === 0) return only.message;
  return words.nobodyBy(kind.title, text);
}
