import * as vscode from '../editor.ts';
import { folderSuggestion } from '../../compose/folderSuggestion.ts';
import { draftIdOf } from '../document/draftUri.ts';
import { fileInFront } from '../fileInFront.ts';
import type { Services } from '../services.ts';

/**
 * Proposes the customer of the folder for an empty draft in the form, and another one when the user goes to a file of
 * another folder: never while the user is in the form or in the draft's document, who may be about to type.
 */
export class FormSuggestion {
  readonly #services: Services;
  /** Whether the form is on the screen: nothing is asked of a service for one that is not. */
  readonly #isVisible: () => boolean;
  /** The draft that was in the form last. */
  #draftId = '';

  constructor(services: Services, isVisible: () => boolean) {
    this.#services = services;
    this.#isVisible = isVisible;
    const { composer, context, folderLinks, formFocus } = services;
    const moved = () => {
      if (!formFocus.hasFocus && !isInDocument()) this.suggest();
    };
    composer.onChange(() => {
      if (composer.draft.id !== this.#draftId) this.suggest();
    });
    folderLinks.onChange(moved);
    formFocus.onLeft(moved);
    const { tabGroups } = vscode.window;
    context.subscriptions.push(
      tabGroups.onDidChangeTabs(moved),
      tabGroups.onDidChangeTabGroups(moved),
      vscode.workspace.onDidChangeWorkspaceFolders(moved),
    );
  }

  /** Proposes whom the folder in front is linked to. */
  suggest(): void {
    if (!this.#isVisible()) return;
    const { composer } = this.#services;
    this.#draftId = composer.draft.id;
    composer.recipient.suggest(folderSuggestion(this.#services, composer.account.account.id));
  }
}

function isInDocument(): boolean {
  const file = fileInFront();
  return file !== undefined && draftIdOf(file) !== undefined;
}
