import * as vscode from './editor.ts';
import { Failure } from '../base/failure.ts';
import { foreignKind } from '../providers/extensions/foreignKind.ts';
import { readRegistration } from '../providers/extensions/registration.ts';
import { providersAreOff, providerThere } from '../words/start.ts';
import type { Services } from './services.ts';

/** The providers that other extensions bring, while the setting lets them. */
export class OtherProviders implements vscode.Disposable {
  readonly #services: Services;
  /** How to take each of them away. */
  readonly #registered = new Set<() => void>();
  readonly #redraw: () => void;
  readonly #listening: vscode.Disposable;

  /** `redraw`: called when what an account can do has changed. */
  constructor(services: Services, redraw: () => void) {
    this.#services = services;
    this.#redraw = redraw;
    this.#listening = vscode.workspace.onDidChangeConfiguration(() => {
      if (!services.settings.providersOfExtensions()) this.#removeAll();
    });
  }

  /** Failure `invalid`: the setting is off, what is given is no provider, or there is one with its id. */
  register(given: unknown): vscode.Disposable {
    const { settings, kinds, addKind, log } = this.#services;
    if (!settings.providersOfExtensions()) throw new Failure('invalid', providersAreOff());
    const registration = readRegistration(given);
    const { id } = registration;
    if (kinds.some((kind) => kind.id === id)) throw new Failure('invalid', providerThere(id));
    const removeKind = addKind(foreignKind(registration));
    const remove = () => {
      if (!this.#registered.delete(remove)) return;
      removeKind();
      log.info(`The provider ${id} is gone`);
      this.#changed();
    };
    this.#registered.add(remove);
    log.info(`The provider ${id} was registered`);
    this.#changed();
    return new vscode.Disposable(remove);
  }

  dispose(): void {
    this.#listening.dispose();
  }

  #removeAll(): void {
    for (const remove of [...this.#registered]) remove();
  }

  /** What waited for it goes on; what is shown of its accounts is another. */
  #changed(): void {
    const { delivery, tree } = this.#services;
    delivery.wake('account');
    void tree.refresh();
    this.#redraw();
  }
}
