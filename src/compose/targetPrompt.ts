import type { OpenAccount } from '../accounts/accountBook.ts';
import type { Clock } from '../base/clock.ts';
import type { AccountsFinder, AccountsQuery, AccountsResult } from '../customers/accountsFinder.ts';
import type { RecentTargets } from '../customers/recentTargets.ts';
import { placeholderWithin } from '../customers/targetLabels.ts';
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
import { onlyMatch, unclearText, type OnlyMatch } from './onlyMatch.ts';
import { checkTarget, type TargetCheck } from './targetCheck.ts';
import { startingRows } from './startingRows.ts';

/** Milliseconds that Enter waits for a list to be read: one from the disk, or a short one, on a busy machine too. */
const longestWait = 10_000;

/** What a prompt needs from outside. */
interface TargetPromptParts {
  readonly accounts: readonly OpenAccount[];
  /** Of the same accounts, and of this prompt alone, which disposes of it. */
  readonly finder: AccountsFinder;
  readonly recent: RecentTargets;
  readonly clock: Clock;
  /** What is asked for, short enough for the box. */
  readonly placeholder: string;
  /** The services that an account can be set up for, where there is none; empty: it cannot be set up from here. */
  readonly connectable: readonly string[];
  /** The prompt shows something else because of what the user did. */
  readonly onShow: () => void;
  /** A target was picked. */
  readonly onPicked: (picked: PickedTarget) => void;
  /** The user wants to set up an account instead. */
  readonly onConnect: () => void;
  /** What was chosen cannot be taken after all, and the rows say why. Returns what the box holds by now. */
  readonly onRefused: () => string;
  /** A target was entered or left. What was typed is replaced by `text`; returns what is typed then. */
  readonly onEntered: (text: string) => string;
}

/** What a prompt shows now. */
export interface PromptView {
  readonly rows: readonly PromptRow[];
  readonly isBusy: boolean;
  /** Why Enter chose nothing, the entered target, or how far the lists have been read. */
  readonly subtitle: string | undefined;
  readonly placeholder: string;
}

/**
 * The question whom a note is about, as a list over all accounts that follows what is typed; the editor's picker draws
 * it. It can be asked again after it was answered, and then begins where it was left.
 */
export class TargetPrompt {
  readonly #parts: TargetPromptParts;
  #query: AccountsQuery = { text: '', within: undefined };
  #result: AccountsResult;
  /** What was typed before a target was entered. */
  #textBefore = '';
  /** Instead of the result, until something else is typed: what became of the chosen row. */
  #checked: { readonly rows: readonly PromptRow[]; readonly isBusy: boolean } | undefined;
  #checking = new AbortController();
  /** Why Enter chose nothing, until something else is typed. */
  #unclear: string | undefined;
  #isDisposed = false;

  constructor(parts: TargetPromptParts) {
    this.#parts = parts;
    this.#result = parts.finder.find(this.#query);
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
    this.#find();
    const { parent, message, isFilling } = this.#result;
    const name = parent && (parent.entry.target.name ?? parent.entry.target.id);
    const [first, ...others] = this.#rows;
    const rows = first?.row === 'heading' ? others : this.#rows;
    return {
      // A heading is read aloud with the row below it.
      rows: this.#unclear === undefined ? this.#rows : [{ row: 'heading', label: this.#unclear }, ...rows],
      isBusy: this.#checked?.isBusy ?? isFilling,
      // Progress is no row: the list would jump with every page that is read.
      subtitle: this.#unclear ?? name ?? (isFilling ? message : undefined),
      placeholder: parent ? placeholderWithin(parent.open, parent.entry.target) : this.#parts.placeholder,
    };
  }

  /** The user typed: the box holds this text now. */
  type(text: string): void {
    this.#showQuery({ ...this.#query, text });
  }

  /**
   * Enter was pressed on this text, and it is not certain which row was meant: chooses the only one that fits, after a
   * moment if a list is still being read. False: there is none, which is shown; the text stays as it was.
   */
  chooseOnly(text: string): boolean {
    const typed = this.text;
    if (text !== typed) this.type(text);
    const match = this.#onlyMatch();
    if ('unclear' in match && match.isFinal) {
      this.#showUnclear(match.unclear, typed);
      return false;
    }
    if ('action' in match) this.choose(match.action);
    else void this.#chooseWhenRead();
    return true;
  }

  choose(action: RowAction): void {
    switch (action.does) {
      case 'take':
        this.#parts.onPicked(action.picked);
        break;
      case 'enter': {
        const { accountId, key } = action;
        this.#textBefore = this.text;
        this.#showQuery({ text: this.#parts.onEntered(''), within: { accountId, key } });
        break;
      }
      case 'check':
        void this.#check(action);
        break;
      case 'connect':
        this.#parts.onConnect();
        break;
    }
  }

  /** Leaves the entered target. False: there is none, so that Back means the question before this one. */
  back(): boolean {
    if (!this.isWithin) return false;
    this.#showQuery({ text: this.#parts.onEntered(this.#textBefore), within: undefined });
    return true;
  }

  /** The question is asked again: what became of the chosen row is old news. */
  again(): void {
    this.#showQuery(this.#query);
  }

  async togglePin(accountId: string, target: Target, isPinned: boolean): Promise<void> {
    const { recent, onShow } = this.#parts;
    await (isPinned ? recent.unpin(accountId, target) : recent.pin(accountId, target));
    if (!this.#isDisposed) onShow();
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#checking.abort();
    this.#parts.finder.dispose();
  }

  #find(): void {
    // A name that is read meanwhile would make the title jump.
    if (!this.#checked) this.#result = this.#parts.finder.find(this.#query);
  }

  get #rows(): readonly PromptRow[] {
    if (this.#checked) return this.#checked.rows;
    const { accounts, connectable } = this.#parts;
    const rows = resultRows(accounts, this.#result);
    return this.text.trim() === '' && !this.isWithin ? startingRows(rows, accounts, connectable) : rows;
  }

  #onlyMatch(): OnlyMatch {
    this.#find();
    return this.#checked
      ? { unclear: unclearText(this.#checked.rows.length, this.text), isFinal: true }
      : onlyMatch(this.#result, this.#rows);
  }

  /** `typed`: what the box holds by now. */
  #showUnclear(why: string, typed: string): void {
    if (typed !== this.text) this.type(typed);
    this.#unclear = why;
    this.#parts.onShow();
  }

  async #chooseWhenRead(): Promise<void> {
    this.#checking.abort();
    this.#checking = new AbortController();
    const { signal } = this.#checking;
    await this.#listsRead(signal);
    if (signal.aborted) return;
    const match = this.#onlyMatch();
    if ('action' in match) this.choose(match.action);
    else this.#showUnclear(match.unclear, this.#parts.onRefused());
  }

  /** Resolves when the lists have been read, when the signal aborts, and after {@link longestWait} at the latest. */
  async #listsRead(signal: AbortSignal): Promise<void> {
    const { finder, clock } = this.#parts;
    const end = new AbortController();
    const stop = finder.onChange(() => {
      if (!finder.find(this.#query).isFilling) end.abort();
    });
    await clock.wait(longestWait, AbortSignal.any([signal, end.signal])).catch(() => undefined);
    stop();
  }

  #showQuery(query: AccountsQuery): void {
    this.#checking.abort();
    this.#checked = undefined;
    this.#unclear = undefined;
    this.#query = query;
    this.#parts.onShow();
  }

  async #check(action: CheckAction): Promise<void> {
    const { accounts, onShow, onPicked, onRefused } = this.#parts;
    const { accountId, type, typed, known } = action;
    const open = accounts.find(({ account }) => account.id === accountId);
    if (!open) return;
    this.#unclear = undefined;
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
      onPicked({ accountId, target: check.target, notChecked: undefined });
      return;
    }
    const others = typedRows(accounts, this.text, false);
    this.#checked = { rows: [...checkRows(check, action), ...others], isBusy: false };
    onRefused();
    onShow();
  }
}
