import type { OpenAccount } from '../accounts/accountBook.ts';
import type { PickedTarget } from '../compose/promptRows.ts';
import { onAnswer, type Question, type Reply } from './ask.ts';
import type { Services } from './services.ts';
import { TargetPicker, type TargetPickerServices } from './target/targetPicker.ts';

type PickTargetServices = TargetPickerServices & Pick<Services, 'box'>;

export type { PickedTarget } from '../compose/promptRows.ts';

/** `Acme Corp · Work`: whom a note is about, and in which account. */
export function recipientText(picked: PickedTarget | undefined, to: OpenAccount | undefined): string {
  const name = picked?.target.name ?? picked?.target.id ?? '';
  return `${name} · ${to?.account.label ?? ''}${picked?.notChecked === undefined ? '' : ' (not checked)'}`;
}

/**
 * Asks whom a note is about: a pinned or recent customer, one of the account's index that matches what is typed, or an
 * id. The customer is read from the service before the question is answered, so that the next step can show the name.
 */
export async function pickTarget(
  services: PickTargetServices,
  title: string,
  to: OpenAccount,
  step: number,
  onPicked: (picked: PickedTarget) => void,
): Promise<Reply<PickedTarget>> {
  await services.recent.load();
  return await onAnswer(new TargetPicker(services, title, to, step).ask(services.box), onPicked);
}

/** A command's answers so far about whom a note is for; `picked` belongs to the account `to`. */
export interface RecipientAnswers {
  to: OpenAccount | undefined;
  picked: PickedTarget | undefined;
}

/** {@link pickTarget} as one question of several; it is skipped while there is no account. */
export function targetQuestion(
  services: PickTargetServices,
  command: string,
  answers: RecipientAnswers,
): Question {
  return (step) => {
    const { to } = answers;
    if (!to) return undefined;
    const title = `${command} · ${to.account.label}`;
    return pickTarget(services, title, to, step, (picked) => (answers.picked = picked));
  };
}
