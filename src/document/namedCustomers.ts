import type { OpenAccount } from '../accounts/accountBook.ts';
import { namedBy } from '../compose/lineReading.ts';
import { AccountsFinder, type FoundTarget } from '../customers/accountsFinder.ts';
import type { TargetFinderParts } from '../customers/targetFinder.ts';
import type { Target } from '../model/note.ts';
import { nameOf } from './documentFront.ts';

/** What finding customers by a line of a document needs. */
export type NamedCustomersParts = Pick<TargetFinderParts, 'directories' | 'recent'>;

/** As many as a list of completions shows well. */
const maxRows = 50;

/** A name with the id behind it, which tells two of one name apart. */
const withId = /^(?<name>.*) \((?<id>[^\s()]+)\)$/su;

/** Finds the customers of one account whom a line of a document names. No service is asked. */
export class NamedCustomers {
  readonly account: OpenAccount;
  readonly #finder: AccountsFinder;

  constructor(parts: NamedCustomersParts, account: OpenAccount) {
    this.account = account;
    // Whom a line names does not depend on the folder.
    const linked = () => ({ ofThisFolder: [], ofRepository: [], ofOthers: [] });
    this.#finder = new AccountsFinder({ ...parts, linked, accounts: [account], workspaceNames: [], maxRows });
  }

  /** Called when more customers are known. Returns how to stop listening. */
  onChange(listener: () => void): () => void {
    return this.#finder.onChange(listener);
  }

  /** The one customer whose whole name, id or e-mail address a text is, or whose name and id. */
  named(text: string): Target | undefined {
    const { name, id } = withId.exec(text)?.groups ?? {};
    if (name !== undefined && id !== undefined) {
      const found = this.matching(id).find(
        ({ entry }) => entry.target.id === id && nameOf(entry.target) === name,
      );
      if (found) return found.entry.target;
    }
    const result = this.#finder.find({ text, within: undefined });
    const found = namedBy(result, text);
    if (found?.fit === 'exact') return found.entry.target;
    const isAmbiguous = result.rows.some(({ fit }) => fit === 'exact');
    return isAmbiguous ? undefined : this.#newCustomer(text);
  }

  /** Where no service is asked, any name is one. */
  #newCustomer(text: string): Target | undefined {
    const { kind, account, provider } = this.account;
    const [type] = kind.capabilities.targets;
    return type && kind.origin(account) === undefined ? provider.targetOffline(type.type, text) : undefined;
  }

  /** The customers that match what is typed; for '' pinned and recent ones. */
  matching(text: string): readonly FoundTarget[] {
    return this.#finder.find({ text, within: undefined }).rows;
  }

  /** What names exactly this customer in a document: the name, with the id where others are called so too. */
  textFor({ entry: { target } }: FoundTarget): string {
    const name = nameOf(target);
    const isOnly = this.named(name)?.id === target.id;
    return isOnly || name === target.id ? name : `${name} (${target.id})`;
  }

  dispose(): void {
    this.#finder.dispose();
  }
}
