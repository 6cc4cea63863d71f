import type { OpenAccount } from '../accounts/accountBook.ts';
import type { PickedTarget } from '../compose/promptRows.ts';
import { onAnswer, type Question, type Reply } from './ask.ts';
import type { Services } from './services.ts';
import { pickAccount } from './pickAccount.ts';
import { TargetPicker, type TargetPickerServices } from './target/targetPicker.ts';

type PickTargetServices = TargetPickerServices & Pick<Services, 'box'>;

export type { PickedTarget } from '../compose/promptRows.ts';

/** The name of whoever was picked, or the id where there is no name; '' for nobody. */
export function recipientName(picked: PickedTarget | undefined): string {
  return picked?.target.name ?? picked?.target.id ?? '';
}

/** `Acme Corp · Work`: whom a note is about, and in which account. */
export function recipientText(picked: PickedTarget | undefined, to: OpenAccount | undefined): string {
  return `${recipientName(picked)} · ${to?.account.label ?? ''}${picked?.notChecked === undefined ? '' : ' (not checked)'}`;
}

/** What the question {@link pickTarget} is made of. */
interface TargetQuestion {
  readonly title: string;
  readonly open: OpenAccount;
  /** Counts from 1. */
  readonly step: number;
  /** What the box holds at first. */
  readonly typed: string;
}

/**
 * Asks whom a note is about: a pinned or recent customer, one of the account's index that matches what is typed, or an
 * id. The customer is read from the service before the question is answered, so that the next step can show the name.
 * `onPicked` also gets what was typed to find it.
 */
export async function pickTarget(
  services: PickTargetServices,
  question: TargetQuestion,
  onPicked: (picked: PickedTarget, typed: string) => void,
): Promise<Reply<PickedTarget>> {
  await services.recent.load();
  const picker = new TargetPicker(services, question);
  return await onAnswer(picker.ask(services.box), (picked) => onPicked(picked, picker.searchedFor));
}

/** A command's answers so far about whom a note is for. */
export interface RecipientAnswers {
  to: OpenAccount | undefined;
  /** Belongs to the account `to`. */
  picked: PickedTarget | undefined;
  /** What was typed to find `picked`; '' where nothing was. */
  typed: string;
}

/** No question about a recipient is answered yet. */
export const noRecipient: RecipientAnswers = { to: undefined, picked: undefined, typed: '' };

/**
 * Asks for an account, unless there is only one, and whom in it a note is about. The answers go into `answers`;
 * whoever was picked in one account is not kept for another.
 */
export function recipientQuestions(
  services: PickTargetServices,
  command: string,
  accounts: readonly OpenAccount[],
  answers: RecipientAnswers,
): readonly Question[] {
  const choose = (to: OpenAccount): void => {
    if (to.account.id !== answers.to?.account.id) Object.assign(answers, noRecipient);
    answers.to = to;
  };
  return [
    (step) => {
      const [only, ...others] = accounts;
      if (!only || others.length > 0) return pickAccount(services.box, command, accounts, step, choose);
      choose(only);
      return undefined;
    },
    (step) => {
      const { to, typed } = answers;
      if (!to) return undefined;
      const title = `${command} · ${to.account.label}`;
      return pickTarget(services, { title, open: to, step, typed }, (picked, text) => {
        answers.picked = picked;
        answers.typed = text;
      });
    },
  ];
}
