import * as vscode from '../editor.ts';
import type { EditorText } from '../verbatim.ts';
import { setHead, type AskOptions, type Question, type Reply, type Step } from './question.ts';
import { ShownRows } from './shownRows.ts';
import { TypedText } from './typedText.ts';

type Pick = ReturnType<typeof vscode.window.createQuickPick>;

/** The question that waits for its answer. */
interface Running extends Omit<Question<vscode.QuickPickItem>, 'pressedOnRow'> {
  readonly key: object;
  readonly pressedOnRow: (row: vscode.QuickPickItem) => void;
  readonly close: () => void;
}

/** Milliseconds without a key after which setting the box right is unlikely to meet one. */
const typingPause = 200;

/**
 * The editor's picker for all questions of one command: one box that is shown once and asks one question after the
 * other. What is typed before a question is ready, Enter included, is kept for it.
 */
export class StepBox {
  readonly #wait: (ms: number) => Promise<unknown>;
  readonly #typed = new TypedText((value) => {
    if (this.#pick) this.#pick.value = value;
  });
  readonly #rows = new ShownRows(() => this.#drawn());
  #pick: Pick | undefined;
  #running: Running | undefined;
  /** What the running question has taken for its answer. */
  #taken: string | undefined;
  /** The texts on which Enter was pressed when no question could answer it. */
  #enters: readonly string[] = [];
  /** The row that the editor named with the Enter that follows. */
  #chosen: vscode.QuickPickItem | undefined;
  /** Waits for Enter while nothing is asked. */
  #onEnter: ((isPressed: boolean) => void) | undefined;
  /** The user closed the box while nothing was asked. */
  #isClosed = false;
  readonly #closedListeners = new Set<() => void>();
  /** How often the box has said what it holds. */
  #changes = 0;
  #isSettling = false;

  /** `wait`: resolves after so many milliseconds. */
  constructor(wait: (ms: number) => Promise<unknown>) {
    this.#wait = wait;
  }

  /** Shows the box before it is known what is asked. */
  open(title: EditorText): void {
    const pick = this.#opened();
    pick.title = title;
    pick.busy = true;
    pick.show();
  }

  /** Closes the box; the next question opens another one. */
  close(): void {
    const pick = this.#pick;
    this.#pick = undefined;
    this.#isClosed = false;
    this.#forget();
    pick?.dispose();
  }

  /** Calls `listener` once, when the box is closed next, by the user or by {@link close}. */
  onClosed(listener: () => void): void {
    this.#closedListeners.add(listener);
  }

  /**
   * Keeps the box with what was typed until Enter is pressed, which then answers no question. Resolves to false when
   * the box is closed instead, or is not shown.
   */
  waitForEnter(title: EditorText): Promise<boolean> {
    const pick = this.#pick;
    if (pick === undefined) return Promise.resolve(false);
    pick.title = title;
    pick.busy = false;
    const { promise, resolve } = Promise.withResolvers<boolean>();
    this.#onEnter = (isPressed) => {
      this.#onEnter = undefined;
      pick.busy = isPressed;
      resolve(isPressed);
    };
    return promise;
  }

  /** Asks a question. */
  ask<T extends vscode.QuickPickItem, R>(
    { value = '', step, meaningOf = (row) => row }: AskOptions<T>,
    start: (step: Step<T, R>) => Question<T>,
  ): Promise<Reply<R>> {
    if (this.wasClosed()) return Promise.resolve({ reply: 'closed' });
    const isShown = this.#pick !== undefined;
    const pick = this.#opened();
    pick.step = step;
    this.#begin(value);
    const { promise, resolve } = Promise.withResolvers<Reply<R>>();
    const answer = (reply: Reply<R>): void => {
      if (this.#running !== running) return;
      this.#running = undefined;
      this.#drop(reply.reply === 'value' ? (this.#taken ?? this.text) : this.text);
      resolve(reply);
    };
    let shown: readonly T[] | undefined;
    const own = (row: vscode.QuickPickItem | undefined) => shown?.find((each) => each === row);
    const key = {};
    const question = start({
      text: () => this.text,
      active: () => own(pick.activeItems[0]),
      head: (head) => setHead(pick, head),
      show: (rows, text) => {
        if (rows === shown) {
          this.#rows.answer(text);
          return;
        }
        shown = rows;
        pick.items = rows;
        const meaningAt = (position: number) => {
          const row = rows[position];
          return row && JSON.stringify(meaningOf(row));
        };
        this.#rows.set({ meaningAt, of: key, text });
      },
      highlight: (row) => {
        if (row) pick.activeItems = [row];
      },
      restart: (text) => {
        this.#drop(this.#taken ?? this.text);
        this.#begin(text);
        return this.text;
      },
      refuse: () => this.#refuse(),
      answer,
    });
    const running: Running = {
      key,
      typed: question.typed,
      entered: (text, row) => question.entered(text, own(row)),
      pressed: question.pressed,
      pressedOnRow: (row) => {
        const ownRow = own(row);
        if (ownRow) question.pressedOnRow?.(ownRow);
      },
      close: () => answer({ reply: 'closed' }),
    };
    this.#running = running;
    // One that the user has just closed must not come back.
    if (!isShown) pick.show();
    this.#resume(running, value);
    return promise;
  }

  /** Whether the user has closed the box when nothing was asked, which answers the next question, and that one only. */
  wasClosed(): boolean {
    const wasClosed = this.#isClosed;
    this.#isClosed = false;
    return wasClosed;
  }

  /** What is typed for the question that is asked now, or next. */
  get text(): string {
    return this.#typed.text;
  }

  /** Passes on what was typed before the question was ready. */
  #resume(running: Running, value: string): void {
    if (this.text !== value) running.typed(this.text);
    const [first, ...others] = this.#enters;
    this.#enters = others;
    if (first !== undefined) this.#enter(running, first, undefined);
  }

  #opened(): Pick {
    if (this.#pick) return this.#pick;
    const pick = vscode.window.createQuickPick();
    this.#pick = pick;
    pick.ignoreFocusOut = true;
    pick.matchOnDescription = true;
    // Keeps the best row first. The option is undocumented; an editor that does not know it moves the rows that match
    // letter by letter to the top.
    Reflect.set(pick, 'sortByLabel', false);
    pick.onDidChangeValue((value) => this.#holds(value));
    pick.onDidChangeSelection(([row]) => (this.#chosen = row));
    pick.onDidAccept(() => this.#accepted(pick));
    pick.onDidTriggerButton((button) => this.#running?.pressed(button));
    pick.onDidTriggerItemButton(({ item }) => this.#running?.pressedOnRow(item));
    pick.onDidHide(() => {
      if (pick !== this.#pick) return;
      this.#isClosed = this.#running === undefined;
      this.#pick = undefined;
      this.#forget();
      pick.dispose();
    });
    return pick;
  }

  #forget(): void {
    const listeners = [...this.#closedListeners];
    this.#closedListeners.clear();
    this.#onEnter?.(false);
    this.#running?.close();
    this.#refuse();
    this.#typed.reset();
    for (const listener of listeners) listener();
  }

  #holds(value: string): void {
    this.#changes += 1;
    const before = this.text;
    this.#typed.held(value);
    if (!this.#typed.isSettled) void this.#settleInPause();
    const { text } = this;
    if (text === before) return;
    this.#enters = this.#enters.filter((each) => text.startsWith(each));
    if (this.#taken !== undefined) {
      // More of it is for the next question. Anything else takes it back.
      if (text.startsWith(this.#taken)) return;
      this.#refuse();
    }
    this.#running?.typed(text);
  }

  #accepted(pick: Pick): void {
    const row = this.#chosen;
    this.#chosen = undefined;
    const { text } = this;
    if (this.#onEnter) {
      this.#onEnter(true);
      return;
    }
    if (!this.#running || this.#taken !== undefined) {
      this.#enters = [...this.#enters, text];
      return;
    }
    const at = row === undefined ? -1 : pick.items.indexOf(row);
    const isCertain = this.#rows.isCertain(at, this.#running.key, text);
    this.#enter(this.#running, text, isCertain ? row : undefined);
  }

  #enter(running: Running, text: string, row: vscode.QuickPickItem | undefined): void {
    this.#taken = text;
    if (!running.entered(text, row) && this.#running === running) this.#refuse();
  }

  #refuse(): void {
    this.#taken = undefined;
    this.#enters = [];
  }

  /** The text begins with an answer; what follows is for the next question. */
  #drop(answer: string): void {
    this.#enters = this.#enters.flatMap((each) =>
      each.startsWith(answer) ? [each.slice(answer.length)] : [],
    );
    this.#taken = undefined;
    this.#typed.next(answer.length, '');
  }

  /** A question begins with this value, and what was typed ahead. */
  #begin(value: string): void {
    const isAhead = this.text !== '';
    this.#enters = this.#enters.map((each) => value + each);
    this.#typed.next(0, value);
    // Whoever types ahead is typing just now.
    if (isAhead) void this.#settleInPause();
    else this.#typed.settle();
  }

  async #settleInPause(): Promise<void> {
    if (this.#isSettling) return;
    this.#isSettling = true;
    for (let seen = -1; seen !== this.#changes; await this.#wait(typingPause)) seen = this.#changes;
    this.#isSettling = false;
    if (this.#pick) this.#typed.settle();
  }

  /** Resolves when the editor has drawn what it was told so far: it does what it is told in order. */
  async #drawn(): Promise<void> {
    // It is told at the end of this turn.
    await this.#wait(0);
    await vscode.commands.executeCommand('setContext', 'notelog.asks', true);
  }
}
