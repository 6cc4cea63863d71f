import type { OpenAccount } from '../accounts/accountBook.ts';
import { typesWithin } from '../customers/directoryTypes.ts';
import { typedTargetKey } from '../customers/targetKey.ts';
import { TargetsWithin } from '../customers/targetsWithin.ts';
import type { DirectoryEntry } from '../model/directory.ts';
import type { Target } from '../model/note.ts';
import type { FormState } from './formState.ts';

/** As many of each type as a menu can show. */
const mostOfType = 100;

/** What the note can be about within a customer: the customer, and what is listed within it. */
export interface PartsNow {
  readonly customer: Target;
  readonly parts: readonly DirectoryEntry[];
  readonly isFilling: boolean;
  /** Why not all of them are there. */
  readonly problem: string | undefined;
}

/** Lists what is within the chosen customer, such as an account's subscriptions and orders; read when it is chosen. */
export class CustomerParts {
  readonly #form: FormState;
  #current:
    | {
        readonly of: OpenAccount;
        readonly customer: Target;
        readonly targets: TargetsWithin;
        readonly end: AbortController;
      }
    | undefined;

  constructor(form: FormState) {
    this.#form = form;
  }

  /** Undefined: nobody is chosen, or the service lists nothing within a customer. */
  get now(): PartsNow | undefined {
    const { draft, account } = this.#form;
    const customer = draft.customer ?? draft.target;
    const current = this.#current;
    if (!customer || current?.of !== account || !isSameTarget(current.customer, customer)) return undefined;
    const { targets } = current;
    const parts = targets.find('', mostOfType).flat();
    return { customer, parts, isFilling: targets.isLoading, problem: targets.problem };
  }

  /** Reads what is within the customer of the draft, if that is another one than before. */
  follow(): void {
    const { draft, account } = this.#form;
    const customer = draft.edits ? undefined : (draft.customer ?? draft.target);
    const current = this.#current;
    if (customer && current?.of === account && isSameTarget(current.customer, customer)) return;
    current?.end.abort();
    this.#current = undefined;
    const types = customer ? typesWithin(account, customer.type) : [];
    if (!customer || types.length === 0 || draft.values.account !== account.account.id) return;
    const end = new AbortController();
    const targets = new TargetsWithin(account, { target: customer }, types);
    this.#current = { of: account, customer, targets, end };
    void targets.load(end.signal, () => this.#form.changed());
  }

  /** Reads again what could not be read. */
  readAgain(): void {
    if (this.#current?.targets.problem === undefined) return;
    this.#current = undefined;
    this.follow();
  }

  /** The part of this key, or the customer itself; undefined: there is none. */
  find(key: string): Target | undefined {
    const { now } = this;
    if (!now) return undefined;
    if (typedTargetKey(now.customer) === key) return now.customer;
    return now.parts.find(({ target }) => typedTargetKey(target) === key)?.target;
  }
}

function isSameTarget(one: Target, other: Target): boolean {
  return typedTargetKey(one) === typedTargetKey(other);
}
