import * as vscode from './editor.ts';
import type { Reply } from './box/question.ts';
import type { StepBox } from './box/stepBox.ts';
import { fold } from '../base/fold.ts';
import { unclearText } from '../compose/onlyMatch.ts';
import { constant, verbatim } from './verbatim.ts';

export type { Reply } from './box/question.ts';

/** A question for a line of text; `step` counts from 1. */
interface TextQuestion {
  readonly title: string;
  readonly prompt: string;
  readonly placeholder?: string;
  readonly value?: string;
  readonly step?: number;
  /** Further buttons; pressing one leaves the question. */
  readonly buttons?: readonly {
    readonly button: vscode.QuickInputButton;
    readonly pressed: (value: string) => void;
  }[];
  /** One sentence that says what is wrong with the value; undefined: nothing. */
  readonly problem?: (value: string) => string | undefined;
  /** Called at every change, so that nothing typed is lost. */
  readonly typed?: (value: string) => void;
}

/** A question for a key or a password. */
interface MaskedQuestion extends Pick<TextQuestion, 'title' | 'prompt' | 'step' | 'problem' | 'buttons'> {
  /**
   * Finds out whether the value will do, while the box stays: one sentence that says what is wrong, or undefined. What is
   * typed meanwhile aborts it.
   */
  readonly check?: (value: string, signal: AbortSignal) => Promise<string | undefined>;
}

/** A question for one of several things. */
interface ChoiceQuestion<T> {
  readonly title: string;
  readonly placeholder: string;
  readonly items: readonly (vscode.QuickPickItem & { readonly value: T })[];
  readonly step?: number;
}

const closed = { reply: 'closed' } as const;

/** More letters than fit a row are cut. */
const rowLength = 72;

/** Asks for a line of text. Below it stands what is asked, or what is wrong with the text. */
export function askText(box: StepBox, question: TextQuestion): Promise<Reply<string>> {
  const own = question.buttons ?? [];
  return box.ask<vscode.QuickPickItem, string>(question, ({ head, show, answer, text }) => {
    const prompt = sentenceRow(question.prompt);
    let isProblemShown = false;
    head({
      title: verbatim(question.title),
      placeholder: question.placeholder === undefined ? undefined : verbatim(question.placeholder),
      buttons: [...backTo(question.step), ...own.map(({ button }) => button)],
      busy: false,
    });
    show([prompt]);
    return {
      typed: (value) => {
        if (isProblemShown) show([prompt]);
        isProblemShown = false;
        question.typed?.(value);
      },
      entered: (value) => {
        const typed = text();
        // More may have been typed since Enter, which is for the next question.
        if (value !== typed) question.typed?.(value);
        const problem = question.problem?.(value);
        if (problem === undefined) {
          answer({ reply: 'value', value });
          return true;
        }
        if (value !== typed) question.typed?.(typed);
        isProblemShown = true;
        show([problemRow(problem)]);
        return false;
      },
      pressed: (pressed) => {
        const value = text();
        answer(pressed === vscode.QuickInputButtons.Back ? { reply: 'back' } : closed);
        own.find(({ button }) => button === pressed)?.pressed(value);
      },
    };
  });
}

/** A sentence that cannot be chosen. The editor's own filter would hide it at the first key. */
function sentenceRow(sentence: string): vscode.QuickPickItem {
  const [, first, others] = /^(.{1,72}?[.:;]) (.+)$/s.exec(sentence) ?? [];
  return sentence.length <= rowLength || first === undefined || others === undefined
    ? { label: verbatim(sentence), alwaysShow: true }
    : { label: verbatim(first), detail: verbatim(others), alwaysShow: true };
}

function problemRow(problem: string): vscode.QuickPickItem {
  const { label, ...others } = sentenceRow(problem);
  return { ...others, label: constant`$(error) ${label}` };
}

function backTo(step = 1): readonly vscode.QuickInputButton[] {
  return step > 1 ? [vscode.QuickInputButtons.Back] : [];
}

/** Asks for a text that is masked, in a box of its own: the editor masks no other. */
export function askMasked(box: StepBox, question: MaskedQuestion): Promise<Reply<string>> {
  if (box.wasClosed()) return Promise.resolve(closed);
  box.close();
  const input = vscode.window.createInputBox();
  input.title = verbatim(question.title);
  input.prompt = verbatim(question.prompt);
  input.password = true;
  input.step = question.step;
  // People look things up while they type.
  input.ignoreFocusOut = true;
  const own = question.buttons ?? [];
  input.buttons = [...backTo(question.step), ...own.map(({ button }) => button)];
  const { promise, resolve, reject } = Promise.withResolvers<Reply<string>>();
  let checking = new AbortController();
  const answer = (reply: Reply<string>) => {
    checking.abort();
    resolve(reply);
    input.dispose();
  };
  const accept = async (value: string) => {
    checking.abort();
    checking = new AbortController();
    const { signal } = checking;
    let problem = question.problem?.(value);
    if (problem === undefined && question.check) {
      input.busy = true;
      problem = await question.check(value, signal);
      if (signal.aborted) return;
      input.busy = false;
    }
    if (problem === undefined) answer({ reply: 'value', value });
    else input.validationMessage = verbatim(problem);
  };
  input.onDidChangeValue(() => {
    checking.abort();
    input.busy = false;
    input.validationMessage = undefined;
  });
  input.onDidAccept(() => {
    accept(input.value).catch((error: unknown) => {
      reject(error);
      input.dispose();
    });
  });
  input.onDidTriggerButton((pressed) => {
    answer(pressed === vscode.QuickInputButtons.Back ? { reply: 'back' } : closed);
    own.find(({ button }) => button === pressed)?.pressed('');
  });
  input.onDidHide(() => answer(closed));
  input.show();
  return promise;
}

/** Asks which of several things is meant. Enter means the highlighted one, or the only one that fits what is typed. */
export function askChoice<T>(box: StepBox, question: ChoiceQuestion<T>): Promise<Reply<T>> {
  const { items, step } = question;
  return box.ask<vscode.QuickPickItem & { readonly value: T }, T>({ step }, ({ head, show, answer }) => {
    const headed = (title: string) =>
      head({
        title: verbatim(title),
        placeholder: verbatim(question.placeholder),
        buttons: backTo(step),
        busy: false,
      });
    headed(question.title);
    show(items);
    return {
      typed: () => headed(question.title),
      entered: (text, row) => {
        const fitting = row ? [row] : text.trim() === '' ? [] : items.filter((item) => fits(item, text));
        const [only, ...others] = fitting;
        const isClear = only !== undefined && others.length === 0;
        if (isClear) answer({ reply: 'value', value: only.value });
        else headed(`${question.title} · ${unclearText(fitting.length, text)}`);
        return isClear;
      },
      pressed: () => answer({ reply: 'back' }),
    };
  });
}

function fits({ label, description }: vscode.QuickPickItem, text: string): boolean {
  return fold(`${label}\n${description ?? ''}`).includes(fold(text).trim());
}

/** Calls `store` with the value of the reply, if there is one, and returns the reply. */
export async function onAnswer<T>(question: Promise<Reply<T>>, store: (value: T) => void): Promise<Reply<T>> {
  const reply = await question;
  if (reply.reply === 'value') store(reply.value);
  return reply;
}

/** Asks a single question, then closes the box. Undefined: the user closed it. */
export async function askOnce<T>(box: StepBox, ask: () => Promise<Reply<T>>): Promise<T | undefined> {
  let answer: T | undefined;
  await askInTurn(box, [() => onAnswer(ask(), (value) => (answer = value))]);
  return answer;
}

/** One question of a series; undefined: it is skipped. `step`: 1 more than the questions answered so far. */
export type Question = (step: number) => Promise<Reply<unknown>> | undefined;

/**
 * Asks one question after the other, then closes the box; Back returns to the last answered one. False: the user closed
 * a question.
 */
export async function askInTurn(box: StepBox, questions: readonly Question[]): Promise<boolean> {
  try {
    return (await askSeries(questions, 1)) === 'answered';
  } finally {
    box.close();
  }
}

/**
 * Asks one question after the other; Back returns to the last answered one. `back`: there is none, but questions came
 * before this series. `firstStep`: 1 more than their number.
 */
export async function askSeries(
  questions: readonly Question[],
  firstStep: number,
): Promise<'answered' | 'closed' | 'back'> {
  /** Indexes of the answered questions. */
  const answered: number[] = [];
  let next = 0;
  for (;;) {
    const question = questions[next];
    if (!question) return 'answered';
    const pending = question(firstStep + answered.length);
    const reply = pending && (await pending);
    if (reply?.reply === 'closed') return 'closed';
    if (reply?.reply === 'back') {
      const last = answered.pop();
      if (last === undefined && firstStep > 1) return 'back';
      next = last ?? 0;
      continue;
    }
    if (reply) answered.push(next);
    next += 1;
  }
}
