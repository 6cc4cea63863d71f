import * as vscode from './editor.ts';
import type { Proposer } from '../agents/proposer.ts';
import type { Proposed } from '../proposals/proposing.ts';
import { noSuchApi } from '../words/start.ts';

/** Version 1 of the API, as docs/notelog.d.ts has it; a test holds the two together. */
interface Api {
  propose(note: unknown): Promise<Proposed>;
  status(id: unknown): Promise<Proposed | undefined>;
  readonly onDidChange: vscode.Event<Proposed>;
  registerProvider(provider: unknown): Promise<vscode.Disposable>;
}

/** What of the product the API is made of. */
interface Product {
  /** Proposes under the name that an extension gives itself. */
  proposer(caller: string): Proposer;
  /** Failure `invalid`. */
  registerProvider(provider: unknown): vscode.Disposable;
}

/** What other extensions get of this one. `load`: the product, which is loaded by the first call. */
export function extensionExports(load: () => Promise<Product>): {
  getApi(version: unknown, caller: unknown): Api;
} {
  return Object.freeze({
    getApi(version: unknown, caller: unknown) {
      if (version !== 1) throw new Error(noSuchApi());
      const changed = new vscode.EventEmitter<Proposed>();
      let proposer: Promise<Proposer> | undefined;
      const open = () =>
        (proposer ??= load().then(
          (product) => {
            const opened = product.proposer(String(caller));
            opened.onChange((each) => changed.fire(each));
            return opened;
          },
          (error: unknown) => {
            // The next call tries again.
            proposer = undefined;
            throw error;
          },
        ));
      return Object.freeze({
        propose: async (note: unknown) => await (await open()).propose(note),
        status: async (id: unknown) => await (await open()).status(String(id)),
        onDidChange: changed.event,
        registerProvider: async (provider: unknown) => (await load()).registerProvider(provider),
      });
    },
  });
}
