import { element, setMessage, setText } from './elements.ts';
import type { ShownRow } from './matchRows.ts';
import { summaryOf, announcementOf, type SearchContext } from './matchWords.ts';
import { Rows } from './rows.ts';
import { words } from '../src/form/words.ts';
import type { Matches } from '../src/form/messages.ts';

/** What the list asks of the page. */
export interface ListEvents {
  readonly search: (number: number, text: string, within: string | null) => void;
  /** The list was closed. */
  readonly end: () => void;
  readonly chooseRow: (key: string) => void;
  /** Sets the field's text. */
  readonly typed: (value: string) => void;
  /** Enter was pressed while no row was active. */
  readonly enterPressed: () => void;
}

/** People type faster than this: a search for each key would draw rows that nobody sees (milliseconds). */
const searchDelay = 60;

const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 5, PageUp: -5 };

const field = element('target', HTMLInputElement);
const popup = element('matches', HTMLElement);
const list = element('matches-list', HTMLElement);
const status = element('matches-status', HTMLElement);

/**
 * The list under the target's field, along the pattern of an editable combobox: the focus stays in the field, and
 * `aria-activedescendant` names the active row. An empty field shows pinned and recent ones.
 */
export class TargetList {
  readonly #events: ListEvents;
  readonly #rows = new Rows(field, list);
  #open = false;
  /** Of the newest question; an answer to any other is not shown. */
  #number = 0;
  /** The newest question has no answer yet: the rows on the screen are of an older one, and none is active. */
  #waiting = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #matches: Matches | undefined;
  /** Matches that arrived while the rows had to stay as they were. */
  #pending: Matches | undefined;
  /** Keys that were pressed before the answer came; 0: no step. */
  #early = { enter: false, step: 0 };
  /** The caret was moved: the user edits the text, and no row is active until the user moves to one. */
  #inText = false;
  /** The row whose list is open, and what had been typed before. */
  #within: { readonly key: string; readonly before: string } | undefined;
  /** Whether targets can be found by name; if not, Enter need not wait for an answer. */
  isListed = false;

  constructor(events: ListEvents) {
    this.#events = events;
    // The focus stays in the field.
    popup.addEventListener('mousedown', (event) => event.preventDefault());
    popup.addEventListener('mouseleave', () => {
      if (this.#pending !== undefined) this.receive(this.#pending);
    });
    list.addEventListener('click', ({ target }) => {
      const row = this.#rows.of(target);
      if (row !== undefined) this.#choose(row);
    });
  }

  get isOpen(): boolean {
    return this.#open;
  }

  /** Opens the list for the field's text; `delay` in milliseconds. */
  show(delay = 0): void {
    this.#open = true;
    this.#number += 1;
    this.#waiting = true;
    this.#early = { enter: false, step: 0 };
    this.#inText = false;
    this.#rows.activate(-1);
    clearTimeout(this.#timer);
    const search = () => this.#events.search(this.#number, field.value, this.#within?.key ?? null);
    if (delay === 0) search();
    else this.#timer = setTimeout(search, delay);
  }

  /** Searches again after the user has typed. */
  typed(): void {
    this.show(searchDelay);
  }

  /** Closes the list, and forgets all that was shown. */
  close(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#number += 1;
    this.#waiting = false;
    this.#within = undefined;
    this.#matches = undefined;
    clearTimeout(this.#timer);
    this.#events.end();
    this.#draw();
    setText(status, '');
  }

  /** Takes the host's matches; an answer to an older question is ignored. */
  receive(matches: Matches): void {
    if (!this.#open || matches.number !== this.#number) return;
    const before = this.#matches;
    const rowsBefore = this.#rows.length;
    const isFirst = this.#waiting;
    this.#waiting = false;
    // Rows must not move while the user is about to choose one.
    const isBusy = this.#rows.isReached || popup.matches(':hover');
    const isPending = !isFirst && rowsBefore > 0 && isBusy;
    this.#pending = isPending ? matches : undefined;
    this.#matches = isPending && before ? { ...matches, groups: before.groups } : matches;
    this.#draw();
    // A list that fills is not read out at every step.
    if (isFirst || this.#rows.length !== rowsBefore || before?.filling !== matches.filling)
      setText(status, popup.hidden ? '' : announcementOf(this.#matches, this.#asked));
    if (!isPending) this.#activateFirst(matches);
    if (isFirst) this.#answered();
  }

  /** Handles a key; false: the key is not for the list. */
  key({ key, altKey }: KeyboardEvent): boolean {
    const step = steps[key];
    if (step !== undefined) return altKey ? this.#toggle(step) : this.#step(step);
    if (key === 'Enter') return this.#enter();
    if (key === 'Escape') return this.#escape();
    if (['Home', 'End', 'ArrowLeft', 'ArrowRight'].includes(key)) {
      this.#inText = true;
      this.#rows.activate(-1);
    }
    const { active, isReached } = this.#rows;
    if (key === 'Tab' && isReached && active?.opensList === false) this.#choose(active);
    return false;
  }

  get #asked(): SearchContext {
    return { text: field.value, isListed: this.isListed };
  }

  /** A name alone is no target: the best match is active, as in the palette's picker. */
  #activateFirst({ alone }: Matches): void {
    const isName = field.value.trim() !== '' && !alone && !this.#inText;
    this.#rows.activate(isName && this.#rows.length > 0 ? 0 : -1);
  }

  #answered(): void {
    const { enter, step } = this.#early;
    list.scrollTop = 0;
    if (step !== 0) this.#rows.step(step);
    if (enter) this.#enter();
  }

  /** Alt with an arrow opens or closes the list, and moves to no row. */
  #toggle(step: number): boolean {
    if (step > 0 && !this.#open) this.show();
    if (step < 0) this.close();
    return true;
  }

  #step(step: number): boolean {
    if (!this.#open) {
      if (Math.abs(step) > 1) return false;
      this.show();
    }
    if (this.#waiting) this.#early.step = step;
    else this.#rows.step(step);
    return true;
  }

  #enter(): boolean {
    if (this.#open && this.#waiting && this.isListed) {
      this.#early.enter = true;
      return true;
    }
    const { active } = this.#rows;
    if (active !== undefined) this.#choose(active);
    else if (this.#within === undefined) {
      this.close();
      this.#events.enterPressed();
    }
    return true;
  }

  #escape(): boolean {
    if (this.#within === undefined) {
      const shown = !popup.hidden;
      this.close();
      return shown;
    }
    const { before } = this.#within;
    this.#within = undefined;
    this.#events.typed(before);
    this.show();
    return true;
  }

  #choose(row: ShownRow): void {
    if (!row.opensList) {
      this.#events.chooseRow(row.key);
      this.close();
      return;
    }
    this.#within = { key: row.key, before: field.value };
    this.#events.typed('');
    this.show();
  }

  #draw(): void {
    const matches = this.#matches;
    this.#rows.draw(matches?.groups ?? []);
    const within = matches?.within ?? '';
    setMessage(element('matches-within', HTMLElement), within && `${within} · ${words.escapeGoesBack}`);
    const summary = matches === undefined ? '' : summaryOf(matches, this.#asked);
    setMessage(element('matches-message', HTMLElement), summary);
    const hasRows = this.#rows.length > 0;
    popup.hidden = !hasRows && summary === '';
    list.hidden = !hasRows;
    field.setAttribute('aria-expanded', String(hasRows));
  }
}
