import * as vscode from 'vscode';
import { strayKeys, withoutStrayKeys, type StrayKey } from '../accounts/strayKeys.ts';
import { Failure } from '../base/failure.ts';
import { keepKey } from './commands/keepKey.ts';
import { atKeyring } from './keyringWait.ts';
import type { Services } from './services.ts';
import { verbatim } from './verbatim.ts';

/** Tells of a key that somebody wrote into the settings, once a session, and offers to put it where keys belong. */
export class StrayKeyNotice {
  readonly #services: Services;
  readonly #told = new Set<string>();

  constructor(services: Services) {
    this.#services = services;
  }

  /** Looks at the settings as they are now. Never rejects. */
  async look(): Promise<void> {
    const found = strayKeys(this.#services.settings.accounts());
    for (const { value } of found) this.#services.addSecret(value);
    for (const stray of found) {
      const name = JSON.stringify([stray.accountId, stray.name]);
      if (this.#told.has(name)) continue;
      this.#told.add(name);
      try {
        await this.#tell(stray);
      } catch (error) {
        if (error instanceof vscode.CancellationError) continue;
        this.#services.log.error('A key in the settings could not be moved', error);
        const why = Failure.is(error) ? error.message : 'The settings could not be written.';
        void vscode.window.showErrorMessage(verbatim(`${why} The key is still in the settings.`));
      }
    }
  }

  async #tell(stray: StrayKey): Promise<void> {
    const open = this.#services.book.find(stray.accountId ?? '');
    const of = open ? ` of ${open.account.label}` : '';
    const move = 'Move to Keyring';
    const remove = 'Remove from Settings';
    const chosen = await vscode.window.showWarningMessage(
      verbatim(
        `The setting notelog.accounts holds a key (“${stray.name}”${of}). It is not used: settings are plain files, which are synced and backed up.`,
      ),
      ...(open?.kind.keyLabel === undefined ? [remove] : [move, remove]),
    );
    if (chosen === undefined) return;
    if (chosen === move && !(await this.#moved(stray))) return;
    await this.#remove(stray);
    const label = open?.account.label ?? 'the account';
    const done =
      chosen === move
        ? `${label} has its key in the keyring, and the settings hold it no longer.`
        : 'The key is removed from the settings.';
    void vscode.window.showInformationMessage(
      verbatim(`${done} Copies of the settings may still hold it; a new key is safer.`),
    );
  }

  /** A key that the keyring holds already stays: it was entered on purpose. */
  async #moved({ accountId, value }: StrayKey): Promise<boolean> {
    const { book, keys } = this.#services;
    const open = book.find(accountId ?? '');
    const origin = open?.kind.origin(open.account);
    if (!open || origin === undefined) return false;
    const found = await atKeyring((patience) => keys.look(open.account.id, origin, patience));
    if (found.state === 'there') return true;
    const kept = await keepKey(this.#services, 'Move Key', open.account, value, origin);
    if (kept !== undefined) this.#services.delivery.wake('account', open.account.id);
    return kept !== undefined;
  }

  async #remove(stray: StrayKey): Promise<void> {
    const { settings } = this.#services;
    const isThis = (each: StrayKey) => each.accountId === stray.accountId && each.name === stray.name;
    await settings.saveAccounts(withoutStrayKeys(settings.accounts(), isThis));
    this.#told.delete(JSON.stringify([stray.accountId, stray.name]));
  }
}
