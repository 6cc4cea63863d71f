import { forEachValue } from '../model/fields.ts';
import * as z from './schemas.ts';

// What the host says to the form (a webview), which parses every message with these schemas; what the form says is in
// pageMessages.ts, which the page does not load.

// Bytes of files pass through the page in two cases only: those of a file that the user has pasted or dropped there, on
// their way to the host; and those of a picture that the user has attached, on their way back, to be shown. Files that
// are chosen in the host's dialog are read by the host alone, when the note is logged.

/** The most bytes of a pasted or dropped file in one message; all pieces but the last have so many. */
export const chunkSize = 256 * 1024;

/** Raised when the two sides would misunderstand each other; a form of another protocol asks the user to reload. */
export const formProtocol = 9;

/** The customer's last note, which comes later than the card: the card has room for its line from the start. */
const lastNote = z.union([
  /** There is nothing to read it from (a new name in the notebook): no line. */
  z.object({ state: z.literal('none') }),
  z.object({ state: z.literal('reading') }),
  /** `text`: "Last: call, 5 days ago". `openLastNote` opens it. */
  z.object({ state: z.literal('note'), text: z.string() }),
  /** "No notes yet", or why it cannot be said. */
  z.object({ state: z.literal('unknown'), text: z.string() }),
]);

/** Which part of the customer the note is about, where there are parts: an account, its subscriptions and orders. */
const scope = z.object({
  /** What the customer itself is called: "Account". */
  label: z.string(),
  /** The key of the chosen one, always among the choices. */
  value: z.string(),
  choices: z.array(z.object({ key: z.string(), label: z.string() })),
  /** Whether more choices will come. */
  filling: z.boolean(),
  /** Why there are not all of them; '' if there is nothing to say. */
  message: z.string(),
});

const card = z.object({
  /** Whole; the page cuts it. */
  name: z.string(),
  /** Ids and what else is known, a line each. */
  tooltip: z.string(),
  /** Status, revenue, owner: what is known of them. */
  facts: z.array(z.string()),
  lastNote,
  /** Why the service does not confirm the customer, or that it is gone; '': it does. */
  warning: z.string(),
  /** Whether the service is being asked for the customer just now. */
  checking: z.boolean(),
  pinned: z.boolean(),
  /** Whether it has a page for the browser; `openCustomerPage`. */
  hasPage: z.boolean(),
  /** `start`: a call can be timed. `running`: the timer runs for this customer. */
  timer: z.literal('start', 'running', 'none'),
  scope: z.orNull(scope),
});

/** Whom the note is about. Nothing is asked of the service for a text before the user has chosen something. */
const recipient = z.union([
  /** Nobody is chosen: `values.target` is the text of the search field. */
  z.object({ state: z.literal('search') }),
  /** The user took the row "Look up …"; `message` says so. The field stays as it is, and typing ends it. */
  z.object({ state: z.literal('lookingUp'), message: z.string() }),
  /** The look-up found several; one of them is chosen with `chooseTarget`. */
  z.object({
    state: z.literal('several'),
    targets: z.array(
      z.object({
        key: z.string(),
        name: z.string(),
        /** The type and the id, where they tell more than the name. */
        detail: z.string(),
      }),
    ),
  }),
  z.object({ state: z.literal('chosen'), card }),
]);

/** A note that was logged from this form and is on its way; gone once it is saved, taken back or discarded. */
const logged = z.object({
  entryId: z.string(),
  kind: z.literal('note', 'call', 'change'),
  /** The customer's name. */
  about: z.string(),
  /** Only `needsYou` is an error; all else heals by itself. */
  state: z.literal('undoable', 'saving', 'pending', 'checking', 'needsYou'),
  /** A sentence without the buttons: "Logged for Hooli GmbH 4", "Queued. It goes out automatically". */
  message: z.string(),
  /** "and 2 more pending"; '': it is the only one. */
  others: z.string(),
  canUndo: z.boolean(),
  /** Whether `openLogged` shows it: what is on its way, as it will be saved. */
  canOpen: z.boolean(),
  /** The button that resolves it ("Enter Key", "Compare", "Check"); '': there is nothing to resolve. */
  resolve: z.string(),
  isError: z.boolean(),
});

/** Checks a {@link Snapshot}. */
export const snapshotSchema = z.object({
  type: z.literal('snapshot'),
  protocol: z.number(),
  /** The `seq` of the last edit or log that the host had seen; the form keeps newer typing of its own. */
  seq: z.number(),
  /** Changes whenever the host replaces the draft (logged, discarded, restored); then its values win. */
  draftId: z.string(),
  accounts: z.array(z.object({ id: z.string(), label: z.string(), provider: z.string() })),
  /** While a stored note is changed: account, kind and customer are fixed then. */
  editing: z.orNull(
    z.object({
      /** When the note was made: an ISO 8601 instant, '' where that is not known. */
      createdAt: z.string(),
      /** What becomes of its text when that is changed; '' where there is nothing to say. */
      hint: z.string(),
    }),
  ),
  /** As typed. */
  values: z.object(forEachValue(() => z.string())),
  /** What the text is taken for: as typed, or as the text of a file. */
  textFormat: z.literal('markdown', 'plain', 'file'),
  recipient,
  /** What the search field says while it is empty: "Name, company, e-mail or id". */
  searchHint: z.string(),
  attachments: z.array(
    z.object({
      key: z.string(),
      name: z.string(),
      /** Bytes. */
      size: z.number(),
      /** Whether the picture in it can be asked for with `preview`. */
      picture: z.boolean(),
      /** `failed`: it is not attached, and the row only says why. */
      state: z.literal('ready', 'reading', 'failed'),
      /** From 0 to 1, while it is being read. */
      progress: z.number(),
      /** Why it is not attached, or what will be sent of it; '': there is nothing to say. */
      message: z.string(),
    }),
  ),
  files: z.object({
    canAttach: z.boolean(),
    /** What becomes of the files, or why there can be none; '': there is nothing to say. */
    why: z.string(),
    /** How many notes the draft makes, which is said before it is logged. */
    notes: z.number(),
  }),
  /** From the chosen account's capabilities: what to show. */
  shape: z.object({
    /** The fields that the account takes. */
    fields: z.array(z.string()),
    kinds: z.array(z.string()),
    /** How an author is named, where one can be. */
    author: z.orNull(z.literal('email', 'name')),
    longestText: z.orNull(z.number()),
    /** Whether a logged call can be followed by the questions for a follow-up. */
    followUps: z.boolean(),
  }),
  /** Who wrote the account's notes, to choose from. */
  authors: z.array(z.string()),
  problems: z.array(z.object({ field: z.string(), message: z.string() })),
  /** What stands in the way and is no field's problem, or what the user has to know of this draft. */
  notice: z.orNull(z.object({ message: z.string(), isError: z.boolean() })),
  /** What the user is told while the host's disk refuses what was typed; '': nothing. */
  unsaved: z.string(),
  /** From `log` until the note is in the outbox, or something stands in the way. The draft is fixed meanwhile. */
  logging: z.orNull(z.object({ message: z.string(), canCancel: z.boolean() })),
  logged: z.orNull(logged),
  /** The call that is being timed, in any window. */
  timer: z.orNull(
    z.object({
      /** Seconds of talk when the snapshot was made; the page counts on while it is running. */
      seconds: z.number(),
      running: z.boolean(),
      /** Whom it is with, "Nobody yet" included. */
      about: z.string(),
    }),
  ),
});

/** All that the form shows; always whole, so that a lost message does no harm. */
export type Snapshot = z.infer<typeof snapshotSchema>;

/** The card of a chosen customer. */
export type Card = z.infer<typeof card>;

const mark = z.object({ from: z.number(), to: z.number() });

/** Checks {@link Matches}. */
export const matchesSchema = z.object({
  type: z.literal('matches'),
  protocol: z.number(),
  /** Of the `search` that this answers. The same one is answered again while more comes. */
  number: z.number(),
  /** The text that they match. */
  text: z.string(),
  groups: z.array(
    z.object({
      heading: z.string(),
      rows: z.array(
        z.object({
          key: z.string(),
          /** `lookUp`: choosing it sends `lookUp`. */
          kind: z.literal('target', 'lookUp'),
          name: z.string(),
          /** What of the name matches: from and to, in UTF-16 units. */
          marks: z.array(mark),
          /** Company, e-mail address; '' where nothing is known. */
          who: z.string(),
          /** As `marks`, of that. */
          whoMarks: z.array(mark),
          /** Status, revenue, owner; '' where nothing is known. */
          how: z.string(),
        }),
      ),
    }),
  ),
  /** Whether there are more matches than these rows. */
  more: z.boolean(),
  /** How far the list has been read, or why it is incomplete; '' if there is nothing to say. */
  message: z.string(),
  /** Whether more will come without another search. */
  filling: z.boolean(),
  /**
   * The row that is highlighted as long as the user goes to no other: Enter and Tab take it where these matches are drawn
   * and the field still holds `text`. '': none, and Enter says "Choose a customer".
   */
  first: z.string(),
  /** The only row that fits `text`: Enter that was pressed before these matches were drawn takes it. '': none. */
  only: z.string(),
});

/** Targets that match what is typed; no other message names customers before one is chosen. */
export type Matches = z.infer<typeof matchesSchema>;

/** What a key or a command of the editor makes the form do. `start`: the search, or the text where somebody is chosen. */
export const formActs = [
  'focusStart',
  'focusText',
  'toggleCall',
  'setTime',
  'setDuration',
  'attach',
  'log',
] as const;

/** One of {@link formActs}. */
export type FormAct = (typeof formActs)[number];

/** What the form is made to do. */
export interface FormOrder {
  readonly act: FormAct;
  /** With `focusText`, where in the text: UTF-16 units from its start. Undefined: where the caret was last. */
  readonly at?: number | undefined;
}

/** Checks a {@link HostMessage}. */
export const hostMessageSchema = z.union([
  snapshotSchema,
  matchesSchema,
  z.object({
    type: z.literal('act'),
    protocol: z.number(),
    act: z.literal(...formActs),
    /** As in {@link FormOrder}. */
    at: z.orNull(z.number()),
  }),
  /** The picture of an attachment, by its key, to be shown from a `blob:` address. */
  z.object({
    type: z.literal('preview'),
    protocol: z.number(),
    draftId: z.string(),
    key: z.string(),
    mime: z.string(),
    bytes: z.bytes(),
  }),
  /** A piece of a file that was pasted or dropped is wanted: `fileChunk`. */
  z.object({ type: z.literal('fileWanted'), protocol: z.number(), key: z.string(), index: z.number() }),
]);

/** Everything that the host says. */
export type HostMessage = z.infer<typeof hostMessageSchema>;
