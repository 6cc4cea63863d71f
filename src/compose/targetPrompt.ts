import type { OpenAccount } from '../accounts/accountBook.ts';
import type { Clock } from '../base/clock.ts';
import type { AccountsFinder, AccountsQuery, AccountsResult } from '../customers/accountsFinder.ts';
import type { RecentTargets } from '../customers/recentTargets.ts';
import { placeholderWithin } from '../customers/targetLabels.ts';
import type { NoteKind, Target } from '../model/note.ts';
import {
  lookUpRows,
  resultRows,
  typedRows,
  type CheckAction,
  type PickedTarget,
  type PromptRow,
  type RowAction,
} from './promptRows.ts';
import { onlyMatch, unclearText, type OnlyMatch } from './onlyMatch.ts';
import { lineRows } from './lineRows.ts';
import { lookUpTargets } from './lookUpTargets.ts';
import { parseOneLine, type OneLine } from './oneLine.ts';
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
  /** How a whole note in one line is read; undefined: what is typed only names somebody. */
  readonly lines: { readonly kind: NoteKind; readonly today: () => string } | undefined;
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
  #query: AccountsQuery = { text: '', within: undefined };
  /** The note that is typed in one line. */
  #line: OneLine | undefined;
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

  /** The note in one line that the box holds; undefined: only words that name somebody. */
  get line(): OneLine | undefined {
    return this.#line;
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
        this.#pick(action.picked, action.logs);
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
    if (this.#checked) return;
    this.#line = this.#readLine();
    this.#result = this.#parts.finder.find(this.#searched);
  }

  /** What is searched for: of a line, the words that say whom it is about. */
  get #searched(): AccountsQuery {
    const { text, within } = this.#query;
    return { text: this.#line?.who ?? text, within };
  }

  /** A colon or a duration may also be a part of somebody's name. */
  #readLine(): OneLine | undefined {
    const { lines } = this.#parts;
    const line = lines && !this.isWithin ? parseOneLine(this.text, lines.today()) : undefined;
    if (!line || this.#isName(this.text)) return undefined;
    const head = this.text.slice(0, this.text.indexOf(': ')).trim();
    return line.duration && this.#isName(head) ? { ...line, who: head, duration: undefined } : line;
  }

  #isName(text: string): boolean {
    const { rows } = this.#parts.finder.find({ text, within: undefined });
    return rows.some(({ fit }) => fit === 'exact');
  }

  #pick(picked: PickedTarget, logs = false): void {
    const line = this.#line;
    this.#parts.onPicked(picked, line && { line, typed: this.text, logs });
  }

  get #rows(): readonly PromptRow[] {
    if (this.#checked) return this.#checked.rows;
    const { accounts, connectable, lines } = this.#parts;
    if (this.#line && lines) return lineRows(accounts, this.#result, this.#line, lines.kind);
    const rows = resultRows(accounts, this.#result);
    return this.text.trim() === '' && !this.isWithin ? startingRows(rows, accounts, connectable) : rows;
  }

  #onlyMatch(): OnlyMatch {
    this.#find();
    if (this.#checked) return { unclear: unclearText(this.#checked.rows.length, this.text), isFinal: true };
    const rows = this.#rows;
    const log = rows.find((row) => row.row === 'log');
    return log ? { action: log.action } : onlyMatch(this.#result, rows);
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
      if (!finder.find(this.#searched).isFilling) end.abort();
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
    const { accounts, onShow, onRefused } = this.#parts;
    const { accountId, type, typed, known, logs } = action;
    const open = accounts.find(({ account }) => account.id === accountId);
    if (!open) return;
    this.#unclear = undefined;
    this.#checking.abort();
    this.#checking = new AbortController();
    const { signal } = this.#checking;
    const message = `Reading ${known?.name ?? typed}…`;
    this.#checked = { rows: [{ row: 'message', state: 'busy', message }], isBusy: true };
    onShow();
    const lookUp = await lookUpTargets(open, type, typed, signal).catch(() => undefined);
    if (signal.aborted || !lookUp) return;
    const [only, ...more] = lookUp.found ?? [];
    if (only && more.length === 0 && lookUp.unconfirmed === undefined) {
      this.#pick({ accountId, target: only, notChecked: undefined }, logs);
      return;
    }
    const others = typedRows(accounts, this.#searched.text, false);
    this.#checked = { rows: [...lookUpRows(lookUp, action), ...others], isBusy: false };
    onRefused();
    onShow();
  }
}
