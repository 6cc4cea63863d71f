import type { OpenAccount } from '../accounts/accountBook.ts';
import type { PickedTarget } from '../compose/promptRows.ts';
import { keeping, type Question, type Reply } from './ask.ts';
import { TargetPicker, type TargetPickerServices } from './target/targetPicker.ts';

export type { PickedTarget } from '../compose/promptRows.ts';

/** `Acme Corp · Work`: whom a note goes to, and where. */
export function recipient(picked: PickedTarget | undefined, to: OpenAccount | undefined): string {
  const name = picked?.target.name ?? picked?.target.id ?? '';
  return `${name} · ${to?.account.label ?? ''}${picked?.notChecked === undefined ? '' : ' (not checked)'}`;
}

/**
 * Asks whom a note is about: pinned and recent ones, whoever the account's index has by what is typed, or an id.
 * Each is read from the service before the question is answered, so that what comes next can show the name.
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

/** What a command has been told of whom a note goes to; `picked` is of the account `to`. */
export interface Addressed {
  to: OpenAccount | undefined;
  picked: PickedTarget | undefined;
}

/** {@link pickTarget} as one question of several; there is nothing to ask as long as there is no account. */
export function targetQuestion(services: TargetPickerServices, what: string, answers: Addressed): Question {
  return (step) => {
    const { to } = answers;
    if (!to) return undefined;
    const title = `${what} · ${to.account.label}`;
    return pickTarget(services, title, to, step, (picked) => (answers.picked = picked));
  };
}
