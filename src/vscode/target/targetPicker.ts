import * as vscode from 'vscode';
import type { OpenAccount } from '../../accounts/accountBook.ts';
import { checkTarget, type TargetCheck } from '../../compose/targetCheck.ts';
import { isExactTarget, TargetSearch } from '../../customers/targetSearch.ts';
import { searchedBy } from '../../customers/targetText.ts';
import type { Target } from '../../model/note.ts';
import type { DirectoryEntry } from '../../model/directory.ts';
import type { Reply } from '../ask.ts';
import type { Services } from '../services.ts';
import { Throttle } from '../../base/throttle.ts';
import { verbatim } from '../verbatim.ts';
import { Inside } from './inside.ts';
import { PickerRows } from './pickerRows.ts';
import {
  checkItems,
  matchItems,
  mostRows,
  tellingItem,
  typedItems,
  type PickedTarget,
  type TargetItem,
} from './targetItems.ts';

/** An index that fills changes four times a second (milliseconds). */
const refreshDelay = 500;

/** One question whom a note is about, as a list that follows what is typed. */
export class TargetPicker {
  readonly #services: Services;
  readonly #to: OpenAccount;
  readonly #pick = vscode.window.createQuickPick<TargetItem>();
  readonly #rows: PickerRows;
  readonly #title: string;
  readonly #placeholder: string;
  readonly #step: number;
  readonly #search: TargetSearch;
  readonly #closed = new AbortController();
  /** Ends what is being read from the service. */
  #reading = new AbortController();
  /** Ends what is being listed. */
  #listing = new AbortController();
  #inside: Inside | undefined;
  /** What was typed before that was entered. */
  #typedBefore = '';
  /** What the rows are for: the editor tells of values that were set here, too. */
  #typed = '';
  /** What is shown is an answer about one row, and stays until something else is typed. */
  #answered = false;

  constructor(services: Services, title: string, to: OpenAccount, step: number) {
    this.#services = services;
    this.#rows = new PickerRows(this.#pick, services.clock);
    this.#title = title;
    this.#to = to;
    this.#step = step;
    const { targets } = to.kind.capabilities;
    const changed = new Throttle({
      clock: services.clock,
      delay: () => refreshDelay,
      act: () => this.#refresh(),
      closed: this.#closed.signal,
    });
    this.#search = new TargetSearch({ ...services, open: to, onChange: () => changed.changed() });
    const ids = targets.map(({ label, idLabel }) =>
      targets.length === 1 ? idLabel : `${label}: ${idLabel}`,
    );
    this.#placeholder = [...(this.#search.isDirectory ? [searchedBy] : []), ...ids].join(', ');
  }

  ask(chosen: (picked: PickedTarget) => void): Promise<Reply<PickedTarget>> {
    const pick = this.#pick;
    pick.ignoreFocusOut = true;
    pick.step = this.#step;
    // The rows come in the order of their worth; no release of the editor documents the switch, and one that does
    // not know it sorts rows that match letter by letter to the top.
    Reflect.set(pick, 'sortByLabel', false);
    this.#head();
    this.#offer();
    return new Promise((resolve) => {
      const answer = (reply: Reply<PickedTarget>) => {
        this.#reading.abort();
        this.#listing.abort();
        this.#closed.abort();
        this.#search.dispose();
        if (reply.reply === 'value') chosen(reply.value);
        resolve(reply);
        pick.dispose();
      };
      const take = (found: PickedTarget) => answer({ reply: 'value', value: found });
      pick.onDidChangeValue(() => {
        if (pick.value === this.#typed) return;
        this.#reading.abort();
        this.#answered = false;
        this.#offer();
      });
      pick.onDidChangeActive(([active]) => this.#rows.becameActive(active));
      pick.onDidTriggerItemButton(({ item }) => void this.#togglePin(item));
      pick.onDidAccept(() => {
        const item = this.#rows.accepted(this.#to.kind.capabilities.targets.length);
        if (item?.does === 'take') take(item.found);
        if (item?.does === 'enter') this.#enter(item.entry);
        if (item?.does === 'read') void this.#read(item.type, item.typed, item.known, take);
      });
      pick.onDidTriggerButton(() => (this.#inside ? this.#leave() : answer({ reply: 'back' })));
      pick.onDidHide(() => answer({ reply: 'left' }));
      pick.show();
    });
  }

  #head(): void {
    const inside = this.#inside?.parent.target;
    const name = inside && (inside.name ?? inside.id);
    // Not a row: the list would jump with every page that is read.
    const progress = this.#search.isFilling ? this.#search.progress : undefined;
    this.#pick.title = [this.#title, name ?? progress].filter((part) => part !== undefined).join(' · ');
    this.#pick.placeholder = name === undefined ? this.#placeholder : `What of ${name}?`;
    this.#pick.buttons = this.#step > 1 || inside ? [vscode.QuickInputButtons.Back] : [];
  }

  /** The rows for what is typed now; the answer of an older search is never among them. */
  #offer(): void {
    const { value } = this.#pick;
    this.#typed = value;
    this.#rows.changedByTyping();
    if (this.#inside) {
      this.#pick.busy = this.#inside.isLoading;
      this.#rows.show(this.#inside.items(value));
      return;
    }
    this.#search.search(value);
    this.#pick.busy = this.#search.isFilling;
    const found = matchItems(this.#search.rows(mostRows), this.#to);
    const typed = typedItems(this.#to, value);
    const { progress, isFilling } = this.#search;
    const told = progress === undefined || isFilling ? [] : [tellingItem(`$(info) ${verbatim(progress)}`)];
    this.#rows.show(
      isExactTarget(this.#to, value) ? [...typed, ...found, ...told] : [...found, ...typed, ...told],
    );
  }

  /** More was found meanwhile. Whoever is on the way down the list keeps it as it is. */
  #refresh(): void {
    if (this.#answered || this.#inside) return;
    const [active] = this.#pick.activeItems;
    this.#head();
    if (active !== undefined && active !== this.#rows.firstThatCan) return;
    this.#offer();
    this.#rows.changedByThemselves();
  }

  async #read(
    type: string,
    typed: string,
    known: Target | undefined,
    take: (found: PickedTarget) => void,
  ): Promise<void> {
    this.#reading.abort();
    this.#reading = new AbortController();
    const { signal } = this.#reading;
    this.#answered = true;
    this.#pick.busy = true;
    this.#rows.show([tellingItem(`$(sync~spin) Reading ${verbatim(known?.name ?? typed)}…`)]);
    const check = await checkTarget(this.#to, type, typed, signal).catch(
      (): TargetCheck | undefined => undefined,
    );
    if (signal.aborted || !check) return;
    this.#pick.busy = false;
    if (check.state === 'checked') take({ target: check.target, notChecked: undefined });
    else this.#rows.show([...checkItems(check, known, this.#to), ...typedItems(this.#to, this.#pick.value)]);
  }

  /** Lists what there is within a target, such as an account's subscriptions. */
  #enter(entry: DirectoryEntry): void {
    this.#listing = new AbortController();
    const { signal } = this.#listing;
    this.#inside = new Inside(this.#to, entry);
    this.#typedBefore = this.#pick.value;
    this.#become('');
    void this.#inside.load(signal, () => {
      if (!this.#answered) this.#offer();
    });
  }

  #leave(): void {
    this.#reading.abort();
    this.#listing.abort();
    this.#inside = undefined;
    this.#become(this.#typedBefore);
  }

  #become(typed: string): void {
    this.#answered = false;
    this.#head();
    this.#pick.value = typed;
    this.#offer();
  }

  async #togglePin({ pinning }: TargetItem): Promise<void> {
    if (!pinning) return;
    const { recent } = this.#services;
    const { id } = this.#to.account;
    await (pinning.pinned ? recent.unpin(id, pinning.target) : recent.pin(id, pinning.target));
    if (!this.#closed.signal.aborted && !this.#answered) this.#offer();
  }
}
