import type { OpenAccount } from '../accounts/accountBook.ts';
import type { PickedTarget } from '../compose/promptRows.ts';
import type { SaidLine } from '../compose/targetPrompt.ts';
import type { NoteKind } from '../model/note.ts';
import { onAnswer, type Reply } from './ask.ts';
import { lookAtRepository } from './folders/lookAtRepository.ts';
import type { Services } from './services.ts';
import { TargetPicker, type TargetPickerServices } from './target/targetPicker.ts';
import * as words from '../words/palette.ts';

type PickTargetServices = TargetPickerServices &
  Pick<Services, 'box' | 'kinds' | 'folderLinks' | 'openFolders' | 'repositories'>;

export type { PickedTarget } from '../compose/promptRows.ts';

/** The name of whoever was picked, or the id where there is no name; '' for nobody. */
export function recipientName(picked: PickedTarget | undefined): string {
  return picked?.target.name ?? picked?.target.id ?? '';
}

/** `Acme Corp · Work`: whom a note is about, and in which account. */
export function recipientText(picked: PickedTarget | undefined, to: OpenAccount | undefined): string {
  const account = to?.account.label ?? '';
  const say = picked?.notChecked === undefined ? words.recipient : words.recipientUnchecked;
  return say(recipientName(picked), account);
}

/** A command's answers so far about whom a note is for. */
export interface RecipientAnswers {
  to: OpenAccount | undefined;
  /** Belongs to the account `to`. */
  picked: PickedTarget | undefined;
  /** The note that stood in the same line. */
  said: SaidLine | undefined;
  /** The user wants to set up an account instead. */
  connects: boolean;
}

/** No question about a recipient is answered yet. */
export const noRecipient: RecipientAnswers = {
  to: undefined,
  picked: undefined,
  said: undefined,
  connects: false,
};

/** How a command asks whom it is about. */
interface RecipientOptions {
  readonly command: string;
  readonly placeholder: string;
  readonly accounts: readonly OpenAccount[];
  /** As in {@link TargetQuestion}. */
  readonly file?: string;
  /** Whether an account can be set up from here, where there is none. */
  readonly canConnect?: boolean;
  /** As in {@link TargetQuestion}. */
  readonly lineKind?: NoteKind;
  readonly onLine?: (typed: string) => void;
}

/**
 * Asks whom a note is about, in all accounts at once: a pinned or recent customer, one of the indexes that matches what
 * is typed, or what one account finds by it. The customer is read from its service before the question is answered, so
 * that the next step can show the name. The answers go into `answers`.
 */
export function recipientQuestion(
  services: PickTargetServices,
  { command, canConnect = false, ...question }: RecipientOptions,
  answers: RecipientAnswers,
): (step: number) => Promise<Reply<unknown>> {
  let picker: TargetPicker | undefined;
  return async (step) => {
    await Promise.all([services.recent.load(), lookAtRepository(services, question.file)]);
    const connectable = services.kinds.flatMap(({ title, keyLabel }) =>
      keyLabel === undefined ? [] : [title],
    );
    if (!picker) {
      const made = new TargetPicker(services, {
        ...question,
        title: command,
        connectable: canConnect ? connectable : [],
      });
      services.box.onClosed(() => made.dispose());
      picker = made;
    }
    return await onAnswer(picker.ask(services.box, step), (answer) => {
      answers.connects = answer === 'connect';
      if (answer === 'connect') return;
      const { picked, said } = answer;
      answers.picked = picked;
      answers.said = said;
      answers.to = question.accounts.find(({ account }) => account.id === picked.accountId);
    });
  };
}
