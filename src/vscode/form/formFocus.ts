import * as vscode from '../editor.ts';

/** Whether the focus is in the form, as its page has said last. */
export class FormFocus {
  #hasFocus = false;

  get hasFocus(): boolean {
    return this.#hasFocus;
  }

  /** Remembers where the focus is, and tells the editor: the form's key bindings ask for it. */
  async set(hasFocus: boolean): Promise<void> {
    this.#hasFocus = hasFocus;
    await vscode.commands.executeCommand('setContext', 'notelog.formFocus', hasFocus);
  }
}
