import type * as vscode from '../editor.ts';
import type { EditorText } from '../verbatim.ts';

/** The reply to one question of several. `back`: to the question before; `closed`: without an answer. */
export type Reply<T> =
  { readonly reply: 'value'; readonly value: T } | { readonly reply: 'back' } | { readonly reply: 'closed' };

/** What the box shows above the rows. */
export interface StepHead {
  readonly title: EditorText;
  readonly placeholder: EditorText | undefined;
  readonly buttons: readonly vscode.QuickInputButton[];
  readonly busy: boolean;
}

/** How a question begins. */
export interface AskOptions<T extends vscode.QuickPickItem> {
  /** The text; default: none. */
  readonly value?: string | undefined;
  /** Counts from 1. */
  readonly step?: number | undefined;
  /** What choosing a row means; default: all that it shows. Rows that mean the same may look different. */
  readonly meaningOf?: (row: T) => unknown;
}

/** A question, as the box tells it what the user does. */
export interface Question<T extends vscode.QuickPickItem> {
  /** The text has changed. */
  readonly typed: (text: string) => void;
  /**
   * Enter was pressed on `text`. `row`: the highlighted one, if it certainly answers this text. True: the text is an
   * answer, and what is typed from now on belongs to the next question, unless {@link Step.refuse} is called.
   */
  readonly entered: (text: string, row: T | undefined) => boolean;
  readonly pressed: (button: vscode.QuickInputButton) => void;
  /** A button of a row was pressed. */
  readonly pressedOnRow?: (row: T) => void;
}

/** The box as a question has it until it is answered. */
export interface Step<T extends vscode.QuickPickItem, R> {
  /** What is typed for this question. */
  readonly text: () => string;
  /** The row that the editor highlights, as far as it has said. */
  readonly active: () => T | undefined;
  readonly head: (head: StepHead) => void;
  /**
   * `text`: what the rows answer; undefined: the editor itself hides those that do not fit. The same rows again are not
   * drawn again.
   */
  readonly show: (rows: readonly T[], text?: string) => void;
  /** Highlights one of the shown rows. */
  readonly highlight: (row: T | undefined) => void;
  /** Begins anew with this text, as a next question would. Returns it, with what was typed ahead. */
  readonly restart: (text: string) => string;
  /** The text that was taken is no answer after all: it stays, with whatever was typed since. */
  readonly refuse: () => void;
  readonly answer: (reply: Reply<R>) => void;
}

/** As much of the editor's picker as has to do with the head. */
type Headed = Pick<
  ReturnType<typeof vscode.window.createQuickPick>,
  'title' | 'placeholder' | 'busy' | 'buttons'
>;

/** Shows the head; what has not changed is not set. */
export function setHead(pick: Headed, { title, placeholder, buttons, busy }: StepHead): void {
  if (pick.title !== title) pick.title = title;
  if (pick.placeholder !== placeholder) pick.placeholder = placeholder;
  if (pick.busy !== busy) pick.busy = busy;
  const isSame =
    buttons.length === pick.buttons.length && buttons.every((each, at) => each === pick.buttons[at]);
  if (!isSame) pick.buttons = buttons;
}
