import * as vscode from './editor.ts';
import { findStrayKeys, withoutStrayKeys, type StrayKey } from '../accounts/strayKeys.ts';
import { Failure } from '../base/failure.ts';
import { keepKey } from './commands/keepKey.ts';
import { withKeyring } from './keyringWait.ts';
import type { Services } from './services.ts';
import { verbatim } from './verbatim.ts';
import * as words from '../words/keys.ts';

/** Warns of a key in the settings, once a session, and offers to move it to the keyring. */
export class StrayKeyNotice {
  readonly #services: Services;
  readonly #warned = new Set<string>();

  constructor(services: Services) {
    this.#services = services;
  }

  /** Checks the settings as they are now. Never rejects. */
  async check(): Promise<void> {
    const keys = findStrayKeys(this.#services.settings.accounts());
    for (const { value } of keys) this.#services.addSecret(value);
    for (const stray of keys) {
      const name = JSON.stringify([stray.accountId, stray.name]);
      if (this.#warned.has(name)) continue;
      this.#warned.add(name);
      try {
        await this.#warn(stray);
      } catch (error) {
        if (error instanceof vscode.CancellationError) continue;
        this.#services.log.error('A key in the settings could not be moved', error);
        const why = Failure.is(error) ? error.message : words.settingsNotWritten();
        void vscode.window.showErrorMessage(verbatim(words.stillInSettings(why)));
      }
    }
  }

  async #warn(stray: StrayKey): Promise<void> {
    const open = this.#services.book.find(stray.accountId ?? '');
    const move = words.moveToKeyring();
    const remove = words.removeFromSettings();
    const choice = await vscode.window.showWarningMessage(
      verbatim(words.keyInSettings(stray.name, open?.account.label)),
      ...(open?.kind.keyLabel === undefined ? [remove] : [move, remove]),
    );
    if (choice === undefined) return;
    if (choice === move && !(await this.#move(stray))) return;
    await this.#remove(stray);
    const done =
      choice === move && open ? words.movedFromSettings(open.account.label) : words.removedFromSettings();
    void vscode.window.showInformationMessage(verbatim(done));
  }

  /** False if the user gave up. A key that is in the keyring already stays there: it was entered on purpose. */
  async #move({ accountId, value }: StrayKey): Promise<boolean> {
    const { book, keys } = this.#services;
    const open = book.find(accountId ?? '');
    const origin = open?.kind.origin(open.account);
    if (!open || origin === undefined) return false;
    const lookup = await withKeyring((wait) => keys.find(open.account.id, origin, wait));
    if (lookup.state === 'there') return true;
    const place = await keepKey(this.#services, words.moveKey(), open.account, value, origin);
    if (place !== undefined) this.#services.delivery.wake('account', open.account.id);
    return place !== undefined;
  }

  async #remove(stray: StrayKey): Promise<void> {
    const { settings } = this.#services;
    const isThis = (each: StrayKey) => each.accountId === stray.accountId && each.name === stray.name;
    await settings.saveAccounts(withoutStrayKeys(settings.accounts(), isThis));
    this.#warned.delete(JSON.stringify([stray.accountId, stray.name]));
  }
}
