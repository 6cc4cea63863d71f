import type * as vscode from 'vscode';
import { EventEmitter } from './events.ts';

/** What an input box and a picker share: the code under test sets its fields, the test acts as the user. */
abstract class QuickInput {
  title: string | undefined;
  placeholder: string | undefined;
  prompt: string | undefined;
  value = '';
  step: number | undefined;
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
  readonly onDidAccept = this.#accepted.event;
  readonly onDidChangeValue = this.#typed.event;
  readonly onDidTriggerButton = this.#button.event;
  readonly onDidHide = this.#hidden.event;

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
    this.value = value;
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
  validationMessage: string | vscode.InputBoxValidationMessage | undefined;
  valueSelection: readonly [number, number] | undefined;
}

/** The editor's picker. It filters nothing: a test sees the rows that the code under test gives. */
export class QuickPick<T extends vscode.QuickPickItem> extends QuickInput {
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

  /** The labels of the rows, from top to bottom. */
  get labels(): readonly string[] {
    return this.items.map(({ label }) => label);
  }

  /** Goes to the row whose label has this text and presses Enter. Throws when there is none. */
  choose(label: string): void {
    const item = this.row(label);
    this.activeItems = [item];
    this.#active.fire([item]);
    this.selectedItems = [item];
    this.#selected.fire([item]);
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
