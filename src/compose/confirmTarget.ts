import type { OpenAccount } from '../accounts/accountBook.ts';
import { Failure } from '../base/failure.ts';
import type { Target } from '../model/note.ts';
import { goneCustomer } from '../words/form.ts';

/** What the service says of a target that was chosen. */
export type Confirmation =
  /** `target`: as the service names it now. */
  | { readonly state: 'confirmed'; readonly target: Target }
  /** The service could not be asked; the note may be logged, and waits if need be. */
  | { readonly state: 'unconfirmed'; readonly message: string }
  /** The service has it no more. */
  | { readonly state: 'gone'; readonly message: string };

/**
 * Asks the service whether it has a target, and what it calls it: a list on this machine may be old. One that lies where
 * an id alone does not lead is not asked for. Rejects only with Failure `cancelled`.
 */
export async function confirmTarget(
  { provider, kind }: OpenAccount,
  target: Target,
  signal: AbortSignal,
): Promise<Confirmation> {
  if (target.scope !== undefined) return { state: 'confirmed', target };
  try {
    const found = await provider.findTargets(target.type, target.id, signal);
    const [only, ...others] = found;
    const same = found.find(({ id }) => id === target.id) ?? (others.length === 0 ? only : undefined);
    if (!same) return { state: 'gone', message: goneCustomer(kind.title) };
    return { state: 'confirmed', target: withName(same, same.id === target.id ? target.name : undefined) };
  } catch (error) {
    if (!Failure.is(error) || error.reason === 'cancelled') throw error;
    return { state: isAboutTarget(error) ? 'gone' : 'unconfirmed', message: error.message };
  }
}

/** Whether the failure says something of the target, and not only that nobody could be asked. */
export function isAboutTarget({ reason }: Failure): boolean {
  return reason === 'notFound' || reason === 'invalid';
}

/** Not every answer has the name. */
function withName(target: Target, known: string | undefined): Target {
  return target.name !== undefined || known === undefined ? target : { ...target, name: known };
}
