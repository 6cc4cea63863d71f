import type { OpenAccount } from '../accounts/accountBook.ts';
import type { Log } from '../base/log.ts';
import { reading } from '../words/customers.ts';
import { unreadCustomer } from '../words/form.ts';
import { lookUpTargets, type LookUp } from './lookUpTargets.ts';
import { OneQuestion } from './oneQuestion.ts';
import { lookUpRows, type CheckAction, type PickedTarget, type PromptRow } from './promptRows.ts';

/** What a check needs from outside. */
interface RowCheckParts {
  readonly accounts: readonly OpenAccount[];
  readonly log: Log;
  /** {@link RowCheck.rows} are others now. */
  readonly onShow: () => void;
  /** The service has exactly one target, which is meant. */
  readonly onPicked: (picked: PickedTarget, logs: boolean) => void;
  /** What was chosen cannot be taken, or is a choice, as {@link RowCheck.rows} say from now on. */
  readonly onRefused: () => void;
}

/** What becomes of a row that was chosen and that the service is asked about. One at a time: the newest counts. */
export class RowCheck {
  readonly #parts: RowCheckParts;
  readonly #question = new OneQuestion();
  #shown: { readonly rows: readonly PromptRow[]; readonly isBusy: boolean } | undefined;

  constructor(parts: RowCheckParts) {
    this.#parts = parts;
  }

  /** What is shown instead of what was found; undefined: no row is being checked, and none was refused. */
  get rows(): readonly PromptRow[] | undefined {
    return this.#shown?.rows;
  }

  /** Whether the rows only say that the service is being asked. */
  get isBusy(): boolean {
    return this.#shown?.isBusy === true;
  }

  /** Asks the service about a row. */
  start(action: CheckAction): void {
    const { accounts, log, onShow } = this.#parts;
    const { accountId, type, typed, known } = action;
    const open = accounts.find(({ account }) => account.id === accountId);
    if (!open) return;
    const message = reading(known?.name ?? typed);
    this.#shown = { rows: [{ row: 'message', state: 'busy', message }], isBusy: true };
    let lookUp: LookUp | undefined;
    void this.#question.ask(
      open,
      async (signal) => {
        lookUp = await lookUpTargets(open, type, typed, signal);
      },
      (error) => {
        if (error !== undefined) log.error('The customer could not be read', error);
        this.#answered(action, lookUp ?? { found: undefined, message: unreadCustomer() });
      },
    );
    onShow();
  }

  /** Something else was done: an answer that is still to come does not count. */
  stop(): void {
    this.#question.stop();
    this.#shown = undefined;
  }

  #answered(action: CheckAction, lookUp: LookUp): void {
    const { onPicked, onRefused, onShow } = this.#parts;
    const [only, ...others] = lookUp.found ?? [];
    if (only && others.length === 0 && lookUp.unconfirmed === undefined) {
      const { accountId, logs = false } = action;
      onPicked({ accountId, target: only, notChecked: undefined }, logs);
      return;
    }
    this.#shown = { rows: lookUpRows(lookUp, action), isBusy: false };
    onRefused();
    onShow();
  }
}
