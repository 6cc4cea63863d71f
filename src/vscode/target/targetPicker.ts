import * as vscode from '../editor.ts';
import type { OpenAccount } from '../../accounts/accountBook.ts';
import { Throttle } from '../../base/throttle.ts';
import { actionOf, type PickedTarget, type PromptRow } from '../../compose/promptRows.ts';
import { TargetPrompt, type PromptView, type SaidLine } from '../../compose/targetPrompt.ts';
import { AccountsFinder } from '../../customers/accountsFinder.ts';
import { typedTargetKey } from '../../customers/targetKey.ts';
import type { Reply, Step } from '../box/question.ts';
import type { StepBox } from '../box/stepBox.ts';
import type { NoteKind } from '../../model/note.ts';
import type { Services } from '../services.ts';
import { localDay } from '../times.ts';
import { targetItems, type TargetItem } from './targetItems.ts';
import { verbatim } from '../verbatim.ts';

/** More rows than anyone will scroll through. */
const maxRows = 100;

/** An index that is being filled changes four times a second (milliseconds). */
const refreshDelay = 500;

/** What of the product a picker needs. */
export type TargetPickerServices = Pick<Services, 'clock' | 'directories' | 'linked' | 'log' | 'recent'>;

/** What a picker asks. */
export interface TargetQuestion {
  readonly title: string;
  /** Short enough for the box; see {@link TargetPrompt}. */
  readonly placeholder: string;
  readonly accounts: readonly OpenAccount[];
  /** The address of the file that it is about, whose folder may be linked to somebody; undefined: the one in front. */
  readonly file?: string | undefined;
  /** As in {@link TargetPrompt}. */
  readonly connectable: readonly string[];
  /** As which kind a whole note in one line is logged; undefined: the box only names somebody. */
  readonly lineKind?: NoteKind | undefined;
  /** Called at every change while the box holds a note in one line, and once with '' when it does no more. */
  readonly onLine?: ((typed: string) => void) | undefined;
}

/** Whom a note is about, with what was said of them in the same line; or that an account is to be set up first. */
export type TargetAnswer = { readonly picked: PickedTarget; readonly said: SaidLine | undefined } | 'connect';

/** Draws a {@link TargetPrompt} in the box of a command, as often as it is asked. */
export class TargetPicker {
  readonly #question: TargetQuestion;
  readonly #prompt: TargetPrompt;
  readonly #closed = new AbortController();
  #stepNumber = 1;
  #step: Step<TargetItem, TargetAnswer> | undefined;
  #shown: readonly TargetItem[] = [];
  #lineTyped = '';
  /** Who was picked last. */
  #picked: PickedTarget | undefined;

  constructor(services: TargetPickerServices, question: TargetQuestion) {
    this.#question = question;
    const { accounts, file, lineKind } = question;
    const { clock, log, recent } = services;
    const workspaceNames = (vscode.workspace.workspaceFolders ?? []).map(({ name }) => name);
    const linked = (accountId: string) => services.linked(accountId, file);
    const finder = new AccountsFinder({ ...services, linked, accounts, workspaceNames, maxRows });
    this.#prompt = new TargetPrompt({
      ...question,
      finder,
      recent,
      clock,
      log,
      lines: lineKind && { kind: lineKind, today: () => localDay(clock.now()) },
      onShow: () => this.#show(),
      onPicked: (picked, said) => {
        this.#picked = picked;
        this.#step?.answer({ reply: 'value', value: { picked, said } });
      },
      onConnect: () => this.#step?.answer({ reply: 'value', value: 'connect' }),
      onRefused: () => {
        this.#step?.refuse();
        return this.#step?.text() ?? '';
      },
      onEntered: (text) => this.#step?.restart(text) ?? text,
    });
    const moreMatches = new Throttle({
      clock,
      delay: () => refreshDelay,
      act: () => this.#refresh(),
      closed: this.#closed.signal,
    });
    finder.onChange(() => (this.#prompt.isWithin ? this.#show() : moreMatches.changed()));
  }

  /** `step` counts from 1. Asked again, it begins with the text, the rows and the row of the last answer. */
  async ask(box: StepBox, step: number): Promise<Reply<TargetAnswer>> {
    this.#stepNumber = step;
    this.#step = undefined;
    this.#shown = [];
    this.#prompt.again();
    // A row that was pinned looks different, and means the same.
    const meaningOf = ({ row }: TargetItem) => actionOf(row) ?? row;
    const options = { value: this.#prompt.text, step, meaningOf };
    return await box.ask<TargetItem, TargetAnswer>(options, (begun) => {
      this.#step = begun;
      this.#show();
      begun.highlight(this.#shown.find(({ row }) => this.#isPicked(row)));
      return {
        typed: (text) => this.#typed(text),
        entered: (text, row) => this.#entered(text, row),
        pressed: () => {
          if (!this.#prompt.back()) begun.answer({ reply: 'back' });
        },
        pressedOnRow: ({ row }) => {
          if (row.row === 'target' && row.isPinned !== undefined)
            void this.#prompt.togglePin(row.accountId, row.entry.target, row.isPinned);
        },
      };
    });
  }

  dispose(): void {
    this.#closed.abort();
    this.#prompt.dispose();
  }

  #typed(text: string): void {
    this.#prompt.type(text);
    const typed = this.#prompt.line ? text : '';
    if (typed !== this.#lineTyped) this.#question.onLine?.(typed);
    this.#lineTyped = typed;
  }

  #entered(text: string, item: TargetItem | undefined): boolean {
    if (!item) return this.#prompt.chooseOnly(text);
    const action = actionOf(item.row);
    if (action) this.#prompt.choose(action);
    return action !== undefined;
  }

  #isPicked(row: PromptRow): boolean {
    const picked = this.#picked;
    if (!picked || row.row !== 'target' || row.accountId !== picked.accountId) return false;
    return typedTargetKey(row.entry.target) === typedTargetKey(picked.target);
  }

  #show(): void {
    const { rows } = this.#showHead();
    const isSame = JSON.stringify(rows) === JSON.stringify(this.#shown.map(({ row }) => row));
    // The same rows for another text answer that text.
    if (!isSame) this.#shown = targetItems(rows, this.#question.accounts);
    this.#step?.show(this.#shown, this.#prompt.text);
  }

  #showHead(): PromptView {
    const { view, isWithin } = this.#prompt;
    this.#step?.head({
      title: verbatim([this.#question.title, view.subtitle].filter((part) => part !== undefined).join(' · ')),
      placeholder: verbatim(view.placeholder),
      buttons: this.#stepNumber > 1 || isWithin ? [vscode.QuickInputButtons.Back] : [],
      busy: view.isBusy,
    });
    return view;
  }

  /** More was found meanwhile. The list stays as it is for a user who has moved on to another row. */
  #refresh(): void {
    if (this.#prompt.showsCheck || this.#prompt.isWithin) return;
    const active = this.#step?.active();
    const first = this.#shown.find(({ row }) => actionOf(row) !== undefined);
    if (active !== undefined && active !== first) this.#showHead();
    else this.#show();
  }
}
