import * as vscode from '../editor.ts';

/** Whether the focus is in the form, as its page has said last. */
export class FormFocus {
  #hasFocus = false;
  readonly #listeners = new Set<() => void>();

  get hasFocus(): boolean {
    return this.#hasFocus;
  }

  /** Called when the focus has left the form. */
  onLeft(listener: () => void): void {
    this.#listeners.add(listener);
  }

  /** Remembers where the focus is, and tells the editor: the form's key bindings ask for it. */
  async set(hasFocus: boolean): Promise<void> {
    const hasLeft = this.#hasFocus && !hasFocus;
    this.#hasFocus = hasFocus;
    if (hasLeft) for (const listener of this.#listeners) listener();
    await vscode.commands.executeCommand('setContext', 'notelog.formFocus', hasFocus);
  }
}
