import type * as vscode from 'vscode';
import { settle } from '../fakeClock.ts';
import { EventEmitter } from './events.ts';

/** What an input box and a picker share: the code under test sets its fields, the test acts as the user. */
abstract class QuickInput {
  title: string | undefined;
  placeholder: string | undefined;
  totalSteps: number | undefined;
  busy = false;
  enabled = true;
  ignoreFocusOut = false;
  buttons: readonly vscode.QuickInputButton[] = [];
  isShown = false;
  isDisposed = false;
  readonly #accepted = new EventEmitter<void>();
  readonly #typed = new EventEmitter<string>();
  readonly #button = new EventEmitter<vscode.QuickInputButton>();
  readonly #hidden = new EventEmitter<void>();
  #value = '';
  readonly onDidAccept = this.#accepted.event;
  readonly onDidChangeValue = this.#typed.event;
  readonly onDidTriggerButton = this.#button.event;
  readonly onDidHide = this.#hidden.event;

  get value(): string {
    return this.#value;
  }

  /** Set by the code under test; the editor reports this, too. */
  set value(value: string) {
    if (value !== this.#value) this.type(value);
  }

  show(): void {
    this.isShown = true;
  }

  hide(): void {
    if (!this.isShown) return;
    this.isShown = false;
    this.#hidden.fire();
  }

  dispose(): void {
    this.hide();
    this.isDisposed = true;
  }

  /** Types over what is in the box. */
  type(value: string): this {
    this.#value = value;
    this.#typed.fire(value);
    return this;
  }

  /** Presses Enter. */
  enter(): void {
    this.#accepted.fire();
  }

  /** Presses a button of the title. */
  press(button: vscode.QuickInputButton): void {
    this.#button.fire(button);
  }

  /** Presses Escape. */
  escape(): void {
    this.hide();
  }
}

/** The editor's input box. */
export class InputBox extends QuickInput {
  password = false;
  prompt: string | undefined;
  step: number | undefined;
  validationMessage: string | vscode.InputBoxValidationMessage | undefined;
  valueSelection: readonly [number, number] | undefined;
}

/**
 * The editor's picker. It filters nothing: a test sees the rows that the code under test gives. `onQuestion` is called
 * when another question is asked in it, which sets its step.
 */
export class QuickPick<T extends vscode.QuickPickItem> extends QuickInput {
  readonly #onQuestion: () => void;
  #step: number | undefined;
  items: readonly T[] = [];
  activeItems: readonly T[] = [];
  selectedItems: readonly T[] = [];
  canSelectMany = false;
  matchOnDescription = false;
  matchOnDetail = false;
  keepScrollPosition = false;
  readonly #active = new EventEmitter<readonly T[]>();
  readonly #selected = new EventEmitter<readonly T[]>();
  readonly #itemButton = new EventEmitter<vscode.QuickPickItemButtonEvent<T>>();
  readonly onDidChangeActive = this.#active.event;
  readonly onDidChangeSelection = this.#selected.event;
  readonly onDidTriggerItemButton = this.#itemButton.event;

  constructor(onQuestion: () => void) {
    super();
    this.#onQuestion = onQuestion;
  }

  get step(): number | undefined {
    return this.#step;
  }

  set step(step: number | undefined) {
    this.#step = step;
    this.#onQuestion();
  }

  /** The sentence below a question for a text. */
  get prompt(): string {
    const [row] = this.items;
    return [row?.label, row?.detail].filter((part) => part !== undefined).join(' ');
  }

  /** The same where it says what is wrong with the text. */
  get validationMessage(): string | undefined {
    return this.prompt.startsWith('$(error) ') ? this.prompt.slice('$(error) '.length) : undefined;
  }

  /** The labels of the rows, from top to bottom. */
  get labels(): readonly string[] {
    return this.items.map(({ label }) => label);
  }

  /** Goes to the row whose label has this text, when it is drawn, and presses Enter. Throws when there is none. */
  async choose(label: string): Promise<void> {
    await settle();
    this.enterAt(this.items.indexOf(this.row(label)));
  }

  /**
   * Presses Enter while the editor highlights the row at this position of the list that it has drawn. It names
   * whatever stands there now.
   */
  enterAt(position: number): void {
    const items = this.items.slice(position, position + 1);
    this.activeItems = items;
    this.#active.fire(items);
    this.selectedItems = items;
    this.#selected.fire(items);
    this.enter();
  }

  /** The first row whose label has this text. Throws when there is none. */
  row(label: string): T {
    const item = this.items.find((each) => each.label.includes(label));
    if (!item) throw new Error(`No row “${label}” among ${JSON.stringify(this.labels)}`);
    return item;
  }

  /** Presses the first button of a row. */
  pressOnRow(label: string): void {
    const item = this.row(label);
    const [button] = item.buttons ?? [];
    if (!button) throw new Error(`The row “${label}” has no button`);
    this.#itemButton.fire({ item, button });
  }
}
