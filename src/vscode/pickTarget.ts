import type { OpenAccount } from '../accounts/accountBook.ts';
import type { PickedTarget } from '../compose/promptRows.ts';
import { keeping, type Question, type Reply } from './ask.ts';
import { TargetPicker, type TargetPickerServices } from './target/targetPicker.ts';

export type { PickedTarget } from '../compose/promptRows.ts';

/** `Acme Corp · Work`: whom a note is about, and in which account. */
export function recipient(picked: PickedTarget | undefined, to: OpenAccount | undefined): string {
  const name = picked?.target.name ?? picked?.target.id ?? '';
  return `${name} · ${to?.account.label ?? ''}${picked?.notChecked === undefined ? '' : ' (not checked)'}`;
}

/**
 * Asks whom a note is about: a pinned or recent customer, one that the account's index has for what is typed, or an id.
 * The customer is read from the service before the question is answered, so that the next step can show the name.
 */
export async function pickTarget(
  services: TargetPickerServices,
  title: string,
  to: OpenAccount,
  step: number,
  chosen: (picked: PickedTarget) => void,
): Promise<Reply<PickedTarget>> {
  await services.recent.load();
  return await keeping(new TargetPicker(services, title, to, step).ask(), chosen);
}

/** A command's answers so far to whom a note is about; `picked` is of the account `to`. */
export interface Addressed {
  to: OpenAccount | undefined;
  picked: PickedTarget | undefined;
}

/** {@link pickTarget} as one question of several; it is skipped while there is no account. */
export function targetQuestion(services: TargetPickerServices, what: string, answers: Addressed): Question {
  return (step) => {
    const { to } = answers;
    if (!to) return undefined;
    const title = `${what} · ${to.account.label}`;
    return pickTarget(services, title, to, step, (picked) => (answers.picked = picked));
  };
}
