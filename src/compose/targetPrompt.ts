import type { OpenAccount } from '../accounts/accountBook.ts';
import type { RecentTargets } from '../customers/recentTargets.ts';
import type { TargetFinder, TargetQuery, TargetResult } from '../customers/targetFinder.ts';
import { searchedByName } from '../customers/targetLabels.ts';
import type { Target } from '../model/note.ts';
import {
  checkRows,
  resultRows,
  typedRows,
  type CheckAction,
  type PickedTarget,
  type PromptRow,
  type RowAction,
} from './promptRows.ts';
import { checkTarget, type TargetCheck } from './targetCheck.ts';

/** What a prompt needs from outside. */
interface TargetPromptParts {
  readonly open: OpenAccount;
  /** Of the same account, and of this prompt alone, which disposes of it. */
  readonly finder: TargetFinder;
  readonly recent: RecentTargets;
  /** The prompt shows something else because of what the user did. */
  readonly onShow: () => void;
  /** A target was picked; the prompt is done. */
  readonly onPicked: (picked: PickedTarget) => void;
}

/** What a prompt shows now. */
export interface PromptView {
  readonly rows: readonly PromptRow[];
  readonly isBusy: boolean;
  /** The entered target, or how far the list has been read. */
  readonly subtitle: string | undefined;
  readonly placeholder: string;
}

/** The question whom a note is about, as a list that follows what is typed; the editor's picker draws it. */
export class TargetPrompt {
  readonly #parts: TargetPromptParts;
  readonly #placeholder: string;
  #query: TargetQuery = { text: '', within: undefined };
  #result: TargetResult;
  /** What was typed before a target was entered. */
  #textBefore = '';
  /** Instead of the result, until something else is typed: what became of the chosen row. */
  #checked: { readonly rows: readonly PromptRow[]; readonly isBusy: boolean } | undefined;
  #checking = new AbortController();
  #isDisposed = false;

  constructor(parts: TargetPromptParts) {
    this.#parts = parts;
    const { finder, open } = parts;
    this.#result = finder.find(this.#query);
    const { targets } = open.kind.capabilities;
    const ids = targets.map(({ label, idLabel }) =>
      targets.length === 1 ? idLabel : `${label}: ${idLabel}`,
    );
    this.#placeholder = [...(finder.hasDirectory ? [searchedByName] : []), ...ids].join(', ');
  }

  /** What the box holds. */
  get text(): string {
    return this.#query.text;
  }

  get isWithin(): boolean {
    return this.#query.within !== undefined;
  }

  /** Whether it shows what became of the chosen row, which no search changes. */
  get showsCheck(): boolean {
    return this.#checked !== undefined;
  }

  get view(): PromptView {
    // A name that is read meanwhile would make the title jump.
    if (!this.#checked) this.#result = this.#parts.finder.find(this.#query);
    const { parent, message, isFilling } = this.#result;
    const name = parent && (parent.target.name ?? parent.target.id);
    return {
      rows: this.#checked?.rows ?? resultRows(this.#parts.open, this.#result),
      isBusy: this.#checked?.isBusy ?? isFilling,
      // Progress is no row: the list would jump with every page that is read.
      subtitle: name ?? (isFilling ? message : undefined),
      placeholder: name === undefined ? this.#placeholder : `What of ${name}?`,
    };
  }

  /** The user typed: the box holds this text now. */
  type(text: string): void {
    this.#showQuery({ ...this.#query, text });
  }

  choose(action: RowAction): void {
    switch (action.does) {
      case 'take':
        this.#parts.onPicked(action.picked);
        break;
      case 'enter':
        this.#textBefore = this.text;
        this.#showQuery({ text: '', within: action.key });
        break;
      case 'check':
        void this.#check(action);
        break;
    }
  }

  /** Leaves the entered target. False: there is none, so that Back means the question before this one. */
  back(): boolean {
    if (!this.isWithin) return false;
    this.#showQuery({ text: this.#textBefore, within: undefined });
    return true;
  }

  async togglePin(target: Target, isPinned: boolean): Promise<void> {
    const { recent, open, onShow } = this.#parts;
    const { id } = open.account;
    await (isPinned ? recent.unpin(id, target) : recent.pin(id, target));
    if (!this.#isDisposed) onShow();
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#checking.abort();
    this.#parts.finder.dispose();
  }

  #showQuery(query: TargetQuery): void {
    this.#checking.abort();
    this.#checked = undefined;
    this.#query = query;
    this.#parts.onShow();
  }

  async #check({ type, typed, known }: CheckAction): Promise<void> {
    const { open, onShow, onPicked } = this.#parts;
    this.#checking.abort();
    this.#checking = new AbortController();
    const { signal } = this.#checking;
    const message = `Reading ${known?.name ?? typed}…`;
    this.#checked = { rows: [{ row: 'message', state: 'busy', message }], isBusy: true };
    onShow();
    const check = await checkTarget(open, type, typed, signal).catch(
      (): TargetCheck | undefined => undefined,
    );
    if (signal.aborted || !check) return;
    if (check.state === 'checked') {
      onPicked({ target: check.target, notChecked: undefined });
      return;
    }
    this.#checked = { rows: [...checkRows(check, known), ...typedRows(open, this.text)], isBusy: false };
    onShow();
  }
}
