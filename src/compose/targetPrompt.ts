import type { Log } from '../base/log.ts';
import type { AccountsQuery } from '../customers/accountsFinder.ts';
import type { RecentTargets } from '../customers/recentTargets.ts';
import { placeholderWithin } from '../customers/targetLabels.ts';
import type { Target } from '../model/note.ts';
import { unclearText, type OnlyMatch } from './onlyMatch.ts';
import type { OneLine } from './oneLine.ts';
import type { PickedTarget, PromptRow, RowAction } from './promptRows.ts';
import { PromptSearch, type PromptSearchParts } from './promptSearch.ts';
import { RowCheck } from './rowCheck.ts';

/** What a prompt needs from outside. */
interface TargetPromptParts extends PromptSearchParts {
  readonly recent: RecentTargets;
  readonly log: Log;
  /** What is asked for, short enough for the box. */
  readonly placeholder: string;
  /** The prompt shows something else because of what the user did. */
  readonly onShow: () => void;
  /** A target was picked. */
  readonly onPicked: (picked: PickedTarget, said: SaidLine | undefined) => void;
  /** The user wants to set up an account instead. */
  readonly onConnect: () => void;
  /** What was chosen cannot be taken after all, and the rows say why. Returns what the box holds by now. */
  readonly onRefused: () => string;
  /** A target was entered or left. What was typed is replaced by `text`; returns what is typed then. */
  readonly onEntered: (text: string) => string;
}

/** The note that stood in the box when its customer was picked. */
export interface SaidLine {
  readonly line: OneLine;
  /** All that was typed. */
  readonly typed: string;
  /** Whether it is to be logged at once. */
  readonly logs: boolean;
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
  readonly #search: PromptSearch;
  /** What became of the chosen row, until something else is typed. */
  readonly #check: RowCheck;
  /** What was typed before a target was entered. */
  #textBefore = '';
  /** Why Enter chose nothing, until something else is typed. */
  #unclear: string | undefined;
  /** Ends the wait of Enter for lists that are being read. */
  #waiting = new AbortController();
  #isDisposed = false;

  constructor(parts: TargetPromptParts) {
    this.#parts = parts;
    this.#search = new PromptSearch(parts);
    this.#check = new RowCheck({
      ...parts,
      onPicked: (picked, logs) => this.#pick(picked, logs),
      onRefused: () => void parts.onRefused(),
    });
  }

  /** What the box holds. */
  get text(): string {
    return this.#search.query.text;
  }

  /** The note in one line that the box holds; undefined: only words that name somebody. */
  get line(): OneLine | undefined {
    return this.#search.line;
  }

  get isWithin(): boolean {
    return this.#search.isWithin;
  }

  /** Whether it shows what became of the chosen row, which no search changes. */
  get showsCheck(): boolean {
    return this.#check.rows !== undefined;
  }

  get view(): PromptView {
    this.#find();
    const { parent, message, isFilling } = this.#search.result;
    const name = parent && (parent.entry.target.name ?? parent.entry.target.id);
    const all = this.#rows;
    const [first, ...others] = all;
    const rows = first?.row === 'heading' ? others : all;
    return {
      // A heading is read aloud with the row below it.
      rows: this.#unclear === undefined ? all : [{ row: 'heading', label: this.#unclear }, ...rows],
      isBusy: this.showsCheck ? this.#check.isBusy : isFilling,
      // Progress is no row: the list would jump with every page that is read.
      subtitle: this.#unclear ?? name ?? (isFilling ? message : undefined),
      placeholder: parent ? placeholderWithin(parent.open, parent.entry.target) : this.#parts.placeholder,
    };
  }

  /** The user typed: the box holds this text now. */
  type(text: string): void {
    this.#showQuery({ ...this.#search.query, text });
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
        this.#pick(action.picked, action.logs);
        break;
      case 'enter': {
        const { accountId, key } = action;
        this.#textBefore = this.text;
        this.#showQuery({ text: this.#parts.onEntered(''), within: { accountId, key } });
        break;
      }
      case 'check':
        this.#unclear = undefined;
        this.#waiting.abort();
        this.#check.start(action);
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
    this.#showQuery(this.#search.query);
  }

  async togglePin(accountId: string, target: Target, isPinned: boolean): Promise<void> {
    const { recent, onShow } = this.#parts;
    await (isPinned ? recent.unpin(accountId, target) : recent.pin(accountId, target));
    if (!this.#isDisposed) onShow();
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#waiting.abort();
    this.#check.stop();
    this.#search.dispose();
  }

  /** A name that is read while a row is checked would make the title jump. */
  #find(): void {
    if (!this.showsCheck) this.#search.find();
  }

  get #rows(): readonly PromptRow[] {
    const { rows, isBusy } = this.#check;
    if (!rows) return this.#search.rows;
    return isBusy ? rows : [...rows, ...this.#search.typedRows];
  }

  #pick(picked: PickedTarget, logs = false): void {
    const { line } = this;
    this.#parts.onPicked(picked, line && { line, typed: this.text, logs });
  }

  #onlyMatch(): OnlyMatch {
    this.#find();
    if (this.showsCheck) return { unclear: unclearText(this.#rows.length, this.text), isFinal: true };
    return this.#search.onlyMatch();
  }

  /** `typed`: what the box holds by now. */
  #showUnclear(why: string, typed: string): void {
    if (typed !== this.text) this.type(typed);
    this.#unclear = why;
    this.#parts.onShow();
  }

  async #chooseWhenRead(): Promise<void> {
    this.#waiting.abort();
    this.#waiting = new AbortController();
    const { signal } = this.#waiting;
    await this.#search.listsRead(signal);
    if (signal.aborted) return;
    const match = this.#onlyMatch();
    if ('action' in match) this.choose(match.action);
    else this.#showUnclear(match.unclear, this.#parts.onRefused());
  }

  #showQuery(query: AccountsQuery): void {
    this.#waiting.abort();
    this.#check.stop();
    this.#unclear = undefined;
    this.#search.query = query;
    this.#parts.onShow();
  }
}
