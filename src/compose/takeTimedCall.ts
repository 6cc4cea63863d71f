import { typedTargetKey } from '../customers/targetKey.ts';
import type { Draft } from '../model/draft.ts';
import type { Composer } from './composer.ts';

/**
 * Puts a call that was timed into the draft in the form, if that is about the same customer and has no duration yet: it
 * is the note that was taken during the call. False: it is another one, and stays as it is.
 */
export function takeTimedCall(composer: Composer, { values, target }: Draft): boolean {
  const { draft, recipient, logging } = composer;
  const isSame =
    target !== undefined &&
    recipient.target !== undefined &&
    draft.values.account === values.account &&
    typedTargetKey(recipient.target) === typedTargetKey(target);
  if (!isSame || logging || draft.edits || draft.values.duration.trim() !== '') return false;
  composer.edit('kind', 'call');
  composer.edit('duration', values.duration);
  if (draft.values.occurredAt === '') composer.edit('occurredAt', values.occurredAt);
  return true;
}
