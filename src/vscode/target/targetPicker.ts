import * as vscode from '../editor.ts';
import type { OpenAccount } from '../../accounts/accountBook.ts';
import { Throttle } from '../../base/throttle.ts';
import { actionOf, type PickedTarget } from '../../compose/promptRows.ts';
import { TargetPrompt, type PromptView } from '../../compose/targetPrompt.ts';
import { TargetFinder } from '../../customers/targetFinder.ts';
import type { Reply, Step } from '../box/question.ts';
import type { StepBox } from '../box/stepBox.ts';
import type { Services } from '../services.ts';
import { targetItems, type TargetItem } from './targetItems.ts';
import { verbatim } from '../verbatim.ts';

/** More rows than anyone will scroll through. */
const maxRows = 100;

/** An index that is being filled changes four times a second (milliseconds). */
const refreshDelay = 500;

/** What of the product a picker needs. */
export type TargetPickerServices = Pick<Services, 'clock' | 'directories' | 'log' | 'recent'>;

/** Draws a {@link TargetPrompt} in the box of a command. */
export class TargetPicker {
  readonly #open: OpenAccount;
  readonly #title: string;
  readonly #stepNumber: number;
  readonly #prompt: TargetPrompt;
  readonly #closed = new AbortController();
  #step: Step<TargetItem, PickedTarget> | undefined;
  #shown: readonly TargetItem[] = [];

  /** `typed`: what the box holds at first. */
  constructor(
    services: TargetPickerServices,
    { title, open, step, typed }: { title: string; open: OpenAccount; step: number; typed: string },
  ) {
    this.#open = open;
    this.#title = title;
    this.#stepNumber = step;
    const finder = new TargetFinder({ ...services, open, type: undefined, maxRows });
    this.#prompt = new TargetPrompt({
      open,
      finder,
      recent: services.recent,
      clock: services.clock,
      onShow: () => this.#show(),
      onPicked: (picked) => this.#step?.answer({ reply: 'value', value: picked }),
      onRefused: () => {
        this.#step?.refuse();
        return this.#step?.text() ?? '';
      },
      onEntered: (text) => this.#step?.restart(text) ?? text,
    });
    const moreMatches = new Throttle({
      clock: services.clock,
      delay: () => refreshDelay,
      act: () => this.#refresh(),
      closed: this.#closed.signal,
    });
    finder.onChange(() => (this.#prompt.isWithin ? this.#show() : moreMatches.changed()));
    this.#prompt.type(typed);
  }

  /** What was typed to find the target that was picked. */
  get searchedFor(): string {
    return this.#prompt.searchedFor;
  }

  async ask(box: StepBox): Promise<Reply<PickedTarget>> {
    try {
      // A row that was pinned looks different, and means the same.
      const meaningOf = ({ row }: TargetItem) => actionOf(row) ?? row;
      const options = { value: this.#prompt.text, step: this.#stepNumber, meaningOf };
      return await box.ask<TargetItem, PickedTarget>(options, (step) => {
        this.#step = step;
        this.#show();
        return {
          typed: (text) => this.#prompt.type(text),
          entered: (text, row) => this.#entered(text, row),
          pressed: () => {
            if (!this.#prompt.back()) step.answer({ reply: 'back' });
          },
          pressedOnRow: ({ row }) => {
            if (row.row === 'target' && row.isPinned !== undefined)
              void this.#prompt.togglePin(row.entry.target, row.isPinned);
          },
        };
      });
    } finally {
      this.#closed.abort();
      this.#prompt.dispose();
    }
  }

  #entered(text: string, item: TargetItem | undefined): boolean {
    if (!item) return this.#prompt.chooseOnly(text);
    const action = actionOf(item.row);
    if (action) this.#prompt.choose(action);
    return action !== undefined;
  }

  #show(): void {
    const { rows } = this.#showHead();
    const isSame = JSON.stringify(rows) === JSON.stringify(this.#shown.map(({ row }) => row));
    // The same rows for another text answer that text.
    if (!isSame) this.#shown = targetItems(rows, this.#open);
    this.#step?.show(this.#shown, this.#prompt.text);
  }

  #showHead(): PromptView {
    const { view, isWithin } = this.#prompt;
    this.#step?.head({
      title: verbatim([this.#title, view.subtitle].filter((part) => part !== undefined).join(' · ')),
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
