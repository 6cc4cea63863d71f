import * as vscode from '../editor.ts';
import type { OpenAccount } from '../../accounts/accountBook.ts';
import { Throttle } from '../../base/throttle.ts';
import { actionOf, type PickedTarget } from '../../compose/promptRows.ts';
import { TargetPrompt, type PromptView } from '../../compose/targetPrompt.ts';
import { TargetFinder } from '../../customers/targetFinder.ts';
import type { Reply } from '../ask.ts';
import type { Services } from '../services.ts';
import { PickerRows } from './pickerRows.ts';
import { targetItem, type TargetItem } from './targetItems.ts';
import { verbatim } from '../verbatim.ts';

/** More rows than anyone will scroll through. */
const maxRows = 100;

/** An index that is being filled changes four times a second (milliseconds). */
const refreshDelay = 500;

/** What of the product a picker needs. */
export type TargetPickerServices = Pick<Services, 'clock' | 'directories' | 'log' | 'recent'>;

/** Draws a {@link TargetPrompt} with the editor's picker. */
export class TargetPicker {
  readonly #open: OpenAccount;
  readonly #title: string;
  readonly #step: number;
  readonly #pick = vscode.window.createQuickPick<TargetItem>();
  readonly #rows: PickerRows<TargetItem>;
  readonly #prompt: TargetPrompt;
  readonly #closed = new AbortController();
  #resolve: (reply: Reply<PickedTarget>) => void = () => undefined;

  constructor(services: TargetPickerServices, title: string, open: OpenAccount, step: number) {
    this.#open = open;
    this.#title = title;
    this.#step = step;
    this.#rows = new PickerRows(this.#pick, services.clock);
    const finder = new TargetFinder({ ...services, open, type: undefined, maxRows });
    this.#prompt = new TargetPrompt({
      open,
      finder,
      recent: services.recent,
      onShow: () => this.#show('user'),
      onPicked: (picked) => this.#answer({ reply: 'value', value: picked }),
    });
    const moreMatches = new Throttle({
      clock: services.clock,
      delay: () => refreshDelay,
      act: () => this.#refresh(),
      closed: this.#closed.signal,
    });
    finder.onChange(() => (this.#prompt.isWithin ? this.#show('user') : moreMatches.changed()));
  }

  ask(): Promise<Reply<PickedTarget>> {
    const pick = this.#pick;
    pick.ignoreFocusOut = true;
    pick.step = this.#step;
    // Keeps the best row first. The option is undocumented; an editor that does not know it moves the rows that match
    // letter by letter to the top.
    Reflect.set(pick, 'sortByLabel', false);
    this.#show('user');
    pick.onDidChangeValue((value) => {
      // The editor also reports values that were set here.
      if (value !== this.#prompt.text) this.#prompt.type(value);
    });
    pick.onDidChangeActive(([active]) => this.#rows.becameActive(active));
    pick.onDidTriggerItemButton(({ item: { row } }) => {
      if (row.row === 'target' && row.isPinned !== undefined)
        void this.#prompt.togglePin(row.entry.target, row.isPinned);
    });
    pick.onDidAccept(() => this.#accept());
    pick.onDidTriggerButton(() => {
      if (!this.#prompt.back()) this.#answer({ reply: 'back' });
    });
    pick.onDidHide(() => this.#answer({ reply: 'closed' }));
    return new Promise((resolve) => {
      this.#resolve = resolve;
      pick.show();
    });
  }

  #accept(): void {
    const item = this.#rows.accepted(this.#open.kind.capabilities.targets.length);
    const action = item && actionOf(item.row);
    if (action) this.#prompt.choose(action);
  }

  #answer(reply: Reply<PickedTarget>): void {
    this.#closed.abort();
    this.#prompt.dispose();
    this.#resolve(reply);
    this.#pick.dispose();
  }

  #show(cause: 'user' | 'search'): void {
    const { rows, isBusy } = this.#showHead();
    this.#pick.busy = isBusy;
    if (this.#pick.value !== this.#prompt.text) this.#pick.value = this.#prompt.text;
    this.#rows.show(
      rows.map((row) => targetItem(row, this.#open)),
      cause,
    );
  }

  #showHead(): PromptView {
    const { view, isWithin } = this.#prompt;
    const title = verbatim([this.#title, view.subtitle].filter((part) => part !== undefined).join(' · '));
    if (title !== this.#pick.title) this.#pick.title = title;
    const placeholder = verbatim(view.placeholder);
    if (placeholder !== this.#pick.placeholder) this.#pick.placeholder = placeholder;
    const buttons = this.#step > 1 || isWithin ? [vscode.QuickInputButtons.Back] : [];
    if (buttons.length !== this.#pick.buttons.length) this.#pick.buttons = buttons;
    return view;
  }

  /** More was found meanwhile. The list stays as it is for a user who has moved on to another row. */
  #refresh(): void {
    if (this.#prompt.showsCheck || this.#prompt.isWithin) return;
    const [active] = this.#pick.activeItems;
    if (active !== undefined && active !== this.#rows.firstChoosable) this.#showHead();
    else this.#show('search');
  }
}
