import type { Matches } from '../src/form/messages.ts';
import { isSeen } from './searchWords.ts';

/** A row of the list. */
export type Row = Matches['groups'][number]['rows'][number];

/** What the list asks of the page. */
export interface SearchEvents {
  readonly search: (number: number, text: string) => void;
  /** The list was closed. */
  readonly end: () => void;
  readonly choose: (row: Row) => void;
  /** Enter was pressed, and no row is certainly meant. */
  readonly refuse: () => void;
  /** What is to be drawn has changed. */
  readonly changed: () => void;
}

/** What of a key press decides. */
interface Keys {
  readonly key: string;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** People type faster than this: a search for each key would draw rows that nobody sees (milliseconds). */
const searchDelay = 60;

const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 5, PageUp: -5 };

/**
 * The list under the search field, along the pattern of an editable combobox: the focus stays in the field, and one row
 * is active. An empty field lists pinned and recent customers. A row counts only for exactly the text that it was drawn
 * for, so that nobody is chosen whom the user has not seen.
 */
export class SearchList {
  readonly #events: SearchEvents;
  #text = '';
  /** Of the newest question; an answer to any other is not shown. */
  #number = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isOpen = false;
  /** The newest question has no answer yet: the rows on the screen are of an older one, and none is active. */
  #isWaiting = false;
  #matches: Matches | undefined;
  /** Matches that arrived while the rows had to stay as they were. */
  #pending: Matches | undefined;
  /** Keys that were pressed before the answer came; 0: no step. */
  #early = { enter: false, step: 0 };
  #active = '';
  /** Whether the user has moved to the active row. Otherwise it is only a suggestion. */
  #isReached = false;
  #isHovered = false;
  /** The field was left while Enter or Tab waits for the answer: nothing is shown. */
  #isLeft = false;

  constructor(events: SearchEvents) {
    this.#events = events;
  }

  /** What to draw; undefined while the list is closed. */
  get shown():
    | { readonly matches: Matches | undefined; readonly active: string; readonly isWaiting: boolean }
    | undefined {
    if (!this.#isOpen || this.#isLeft) return undefined;
    return {
      matches: this.#matches,
      active: this.#isWaiting ? '' : this.#active,
      isWaiting: this.#isWaiting,
    };
  }

  /** Opens the list for a text, if it is closed. */
  open(text: string): void {
    if (!this.#isOpen) this.#ask(text, 0);
  }

  /** Searches again after the user has typed. */
  typed(text: string): void {
    this.#ask(text, searchDelay);
  }

  /** Closes the list, and forgets all that was shown. */
  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#number += 1;
    this.#isWaiting = false;
    this.#matches = undefined;
    this.#pending = undefined;
    this.#isHovered = false;
    clearTimeout(this.#timer);
    this.#events.end();
    this.#events.changed();
  }

  /** The field was left. What was decided by an early key is still carried out. */
  leave(): void {
    if (!this.#early.enter || !this.#isWaiting) return this.close();
    this.#isLeft = true;
    this.#events.changed();
  }

  /** Takes the host's matches; an answer to an older question is ignored. */
  receive(matches: Matches): void {
    if (!this.#isOpen || matches.number !== this.#number) return;
    const isFirst = this.#isWaiting;
    // Rows must not move while the user is about to choose one.
    if (!isFirst && this.#rows.length > 0 && (this.#isReached || this.#isHovered)) {
      this.#pending = matches;
      this.#matches = this.#matches && { ...matches, groups: this.#matches.groups };
    } else {
      this.#isWaiting = false;
      this.#pending = undefined;
      this.#matches = matches;
      this.#active = this.#rows.some(({ key }) => key === matches.first) ? matches.first : '';
      this.#isReached = false;
      this.#answered(matches, isFirst);
    }
    this.#events.changed();
  }

  /** The mouse is over the rows, or has left them. */
  hover(isHovered: boolean): void {
    this.#isHovered = isHovered;
    if (!isHovered && this.#pending !== undefined) this.receive(this.#pending);
  }

  /** The user clicked on a row. */
  take(key: string): void {
    const row = this.#rows.find((each) => each.key === key);
    if (row === undefined) return;
    // Before the end: what was found is known to the host no longer than the list is open.
    this.#events.choose(row);
    this.close();
  }

  /** Handles a key in the field; false: the key is not for the list. */
  key({ key, altKey, shiftKey }: Keys, text: string): boolean {
    const step = steps[key];
    if (step !== undefined) return altKey ? this.#toggle(step, text) : this.#step(step, text);
    switch (key) {
      case 'Enter':
        this.#enter(text);
        return true;
      case 'Escape': {
        const matches = this.shown?.matches;
        this.close();
        return matches !== undefined && isSeen(matches);
      }
      case 'Tab':
        return !shiftKey && this.#tab(text);
      default:
        return false;
    }
  }

  #ask(text: string, delay: number): void {
    this.#text = text;
    this.#isOpen = true;
    this.#isLeft = false;
    this.#number += 1;
    this.#isWaiting = true;
    this.#early = { enter: false, step: 0 };
    this.#active = '';
    this.#isReached = false;
    clearTimeout(this.#timer);
    const search = () => this.#events.search(this.#number, text);
    if (delay === 0) search();
    else this.#timer = setTimeout(search, delay);
    this.#events.changed();
  }

  /** Carries out what was pressed while the answer was on its way. */
  #answered(matches: Matches, isFirst: boolean): void {
    const { enter, step } = this.#early;
    if (isFirst && step !== 0) this.#move(step);
    if (!enter) return;
    // More may fit as well, until all has been read.
    if (matches.only === '' && matches.filling && !this.#isReached) return;
    this.#early.enter = false;
    const key = this.#isReached ? this.#active : matches.only;
    if (key === '') this.#refuse();
    else this.take(key);
  }

  /** Alt with an arrow opens or closes the list, and moves to no row. */
  #toggle(step: number, text: string): boolean {
    if (step > 0) this.open(text);
    else this.close();
    return true;
  }

  #step(step: number, text: string): boolean {
    if (!this.#isOpen) {
      if (Math.abs(step) > 1) return false;
      this.open(text);
    }
    if (this.#isWaiting) this.#early.step = step;
    else this.#move(step);
    this.#events.changed();
    return true;
  }

  /** Moves down, or up, by so many rows. A single step wraps around; several stop at the end. */
  #move(by: number): void {
    const keys = this.#rows.map(({ key }) => key);
    if (keys.length === 0) return;
    const at = keys.indexOf(this.#active);
    const to = (at < 0 && by < 0 ? keys.length : at) + by;
    const end = Math.min(Math.max(to, 0), keys.length - 1);
    this.#active = keys[Math.abs(by) > 1 ? end : (to + keys.length) % keys.length] ?? '';
    this.#isReached = true;
  }

  /** As Enter, but what is not clear is left alone. The focus goes on by itself, unless the choice moves it. */
  #tab(text: string): boolean {
    if (!this.#isOpen || text.trim() === '') return false;
    const row = this.#rows.find(({ key }) => key === this.#active);
    if (this.#isWaiting || row !== undefined) this.#enter(text);
    return !this.#isWaiting && row?.kind === 'target';
  }

  #enter(text: string): void {
    if (!this.#isOpen) return text.trim() === '' ? this.open(text) : this.#refuse();
    if (this.#isWaiting) this.#early.enter = true;
    else if (this.#active !== '' && this.#text === text) this.take(this.#active);
    else this.#refuse();
  }

  #refuse(): void {
    if (this.#isLeft) this.close();
    this.#events.refuse();
  }

  get #rows(): readonly Row[] {
    return this.#matches?.groups.flatMap(({ rows }) => rows) ?? [];
  }
}
