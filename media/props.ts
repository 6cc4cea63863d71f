import type { ChipField } from '../src/form/chipWords.ts';
import type { Snapshot } from '../src/form/messages.ts';
import type { FormMessage } from '../src/form/pageMessages.ts';
import type { ValueField } from '../src/model/fields.ts';
import type { SearchList } from './searchList.ts';

/** What is open over the form: a chip's own box, the chips as a menu, or the menu behind the button's arrow. */
export type Opened = ChipField | 'menu' | 'more';

/** What the page shows besides the draft; the host knows nothing of it. */
export interface PageView {
  readonly opened: Opened | undefined;
  /** The chip that Tab leads to. */
  readonly chip: ChipField;
  /** Whether Enter or the button was pressed while nobody was certainly meant. */
  readonly isRefused: boolean;
  /** A time in words that was not understood yet; undefined: the field shows the draft's time. */
  readonly when: string | undefined;
  /** Milliseconds since the page was opened, when the newest snapshot came. */
  readonly snapshotAt: number;
  /** The host is of another version. */
  readonly isOutdated: boolean;
  /** The button was pressed, and the host has not finished. */
  readonly isLogging: boolean;
  /** How what is dragged over the page can be dropped; undefined: nothing is. */
  readonly dropHint: 'shift' | 'drop' | undefined;
}

/** What the user can do. */
export interface Acts {
  readonly edit: (field: ValueField, value: string) => void;
  /** Begins the search for a customer again, with this one's name selected. */
  readonly clearRecipient: () => void;
  readonly chooseTarget: (key: string) => void;
  readonly chooseScope: (key: string) => void;
  readonly log: (then: 'nothing' | 'followUp') => void;
  /** Sends a message that needs nothing but the draft that the user sees. */
  readonly forDraft: (type: DraftMessage) => void;
  readonly post: (message: FormMessage) => void;
  readonly typeWhen: (typed: string) => void;
  /** '' for now, or an ISO 8601 instant. */
  readonly pickDate: (instant: string) => void;
  /** Opens something over the form, or closes what is open; `refocus`: the focus returns to where it was opened. */
  readonly open: (what: Opened) => void;
  readonly close: (refocus: boolean) => void;
  readonly goToChip: (chip: ChipField) => void;
  readonly goToProblem: () => void;
}

/** The messages that name a draft and no more. */
export type DraftMessage = Extract<
  FormMessage['type'],
  'openCustomerPage' | 'openLastNote' | 'startTimer' | 'attach' | 'discard'
>;

/** What every part of the form is drawn from. */
export interface FormProps {
  readonly view: Snapshot;
  readonly page: PageView;
  readonly list: SearchList;
  readonly acts: Acts;
}
