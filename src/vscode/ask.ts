import * as vscode from './editor.ts';
import { verbatim } from './verbatim.ts';

/** The reply to one question of several. `back`: to the question before; `closed`: without an answer. */
export type Reply<T> =
  { readonly reply: 'value'; readonly value: T } | { readonly reply: 'back' } | { readonly reply: 'closed' };

/** A question for a line of text; `step` counts from 1. */
interface TextQuestion {
  readonly title: string;
  readonly prompt: string;
  readonly placeholder?: string;
  readonly value?: string;
  readonly masked?: boolean;
  readonly step?: number;
  readonly totalSteps?: number;
  /** Further buttons; pressing one leaves the question. */
  readonly buttons?: readonly {
    readonly button: vscode.QuickInputButton;
    readonly pressed: (value: string) => void;
  }[];
  /** One sentence that says what is wrong with the value; undefined: nothing. */
  readonly problem?: (value: string) => string | undefined;
  /** Called at every change, so that nothing typed is lost. Never set for masked questions. */
  readonly typed?: (value: string) => void;
}

/** A question for one of several things, listed by the editor's picker. */
interface ChoiceQuestion<T> {
  readonly title: string;
  readonly placeholder: string;
  readonly items: readonly (vscode.QuickPickItem & { readonly value: T })[];
  readonly step?: number;
  readonly totalSteps?: number;
}

const closed = { reply: 'closed' } as const;

/** Asks for a line of text. Stays open when the focus goes elsewhere: people look things up while they type. */
export function askText(question: TextQuestion): Promise<Reply<string>> {
  const input = vscode.window.createInputBox();
  input.title = verbatim(question.title);
  input.prompt = verbatim(question.prompt);
  input.placeholder = question.placeholder === undefined ? undefined : verbatim(question.placeholder);
  input.value = question.value ?? '';
  input.password = question.masked ?? false;
  input.step = question.step;
  input.totalSteps = question.totalSteps;
  input.ignoreFocusOut = true;
  const own = question.buttons ?? [];
  const back = (question.step ?? 1) > 1 ? [vscode.QuickInputButtons.Back] : [];
  input.buttons = [...back, ...own.map(({ button }) => button)];
  return new Promise((resolve) => {
    const answer = (reply: Reply<string>) => {
      resolve(reply);
      input.dispose();
    };
    input.onDidChangeValue((value) => {
      input.validationMessage = undefined;
      question.typed?.(value);
    });
    input.onDidAccept(() => {
      const problem = question.problem?.(input.value);
      if (problem === undefined) answer({ reply: 'value', value: input.value });
      else input.validationMessage = verbatim(problem);
    });
    input.onDidTriggerButton((pressed) => {
      if (pressed === vscode.QuickInputButtons.Back) {
        answer({ reply: 'back' });
        return;
      }
      const { value } = input;
      answer(closed);
      own.find(({ button }) => button === pressed)?.pressed(value);
    });
    input.onDidHide(() => answer(closed));
    input.show();
  });
}

export function askChoice<T>(question: ChoiceQuestion<T>): Promise<Reply<T>> {
  const pick = vscode.window.createQuickPick<vscode.QuickPickItem & { readonly value: T }>();
  pick.title = verbatim(question.title);
  pick.placeholder = verbatim(question.placeholder);
  pick.items = question.items;
  pick.step = question.step;
  pick.totalSteps = question.totalSteps;
  pick.matchOnDescription = true;
  pick.ignoreFocusOut = true;
  pick.buttons = (question.step ?? 1) > 1 ? [vscode.QuickInputButtons.Back] : [];
  return new Promise((resolve) => {
    const answer = (reply: Reply<T>) => {
      resolve(reply);
      pick.dispose();
    };
    pick.onDidAccept(() => {
      const [chosen] = pick.selectedItems;
      if (chosen) answer({ reply: 'value', value: chosen.value });
    });
    pick.onDidTriggerButton(() => answer({ reply: 'back' }));
    pick.onDidHide(() => answer(closed));
    pick.show();
  });
}

/** Calls `store` with the value of the reply, if there is one, and returns the reply. */
export async function onAnswer<T>(question: Promise<Reply<T>>, store: (value: T) => void): Promise<Reply<T>> {
  const reply = await question;
  if (reply.reply === 'value') store(reply.value);
  return reply;
}

/** One question of a series; undefined: it is skipped. `step`: 1 more than the questions answered so far. */
export type Question = (step: number) => Promise<Reply<unknown>> | undefined;

/** Asks one question after the other; Back returns to the last answered one. False: the user closed a question. */
export async function askInTurn(questions: readonly Question[]): Promise<boolean> {
  /** Indexes of the answered questions. */
  const answered: number[] = [];
  let next = 0;
  for (;;) {
    const question = questions[next];
    if (!question) return true;
    const pending = question(answered.length + 1);
    const reply = pending && (await pending);
    if (reply?.reply === 'closed') return false;
    if (reply?.reply === 'back') {
      next = answered.pop() ?? 0;
      continue;
    }
    if (reply) answered.push(next);
    next += 1;
  }
}
