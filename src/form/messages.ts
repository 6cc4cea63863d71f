import * as z from 'zod/mini';
import { forEachValue, valueFields } from '../model/fields.ts';

// What the form (a webview) and the host say to each other; both sides parse every message with these schemas.
// `zod/mini`, since this is the one zod that is loaded into the webview (12 KB instead of 85).

/** Raised when the two sides would misunderstand each other; a form of another protocol asks the user to reload. */
export const formProtocol = 5;

const target = z.object({ type: z.string(), id: z.string(), name: z.optional(z.string()) });

/** How far the host knows whom the note goes to. `account` is the account's label. */
const check = z.discriminatedUnion('state', [
  z.object({ state: z.literal('none') }),
  z.object({ state: z.literal('checking') }),
  z.object({ state: z.literal('checked'), target, account: z.string() }),
  z.object({ state: z.literal('choose'), targets: z.array(target), account: z.string() }),
  /** The service could not be asked; the sentence says why. Sending is possible: the note waits. */
  z.object({ state: z.literal('notChecked'), account: z.string(), message: z.string() }),
  /** The problem is shown beside the target field; see `problems`. */
  z.object({ state: z.literal('failed') }),
]);

const progress = z.discriminatedUnion('state', [
  z.object({ state: z.literal('idle') }),
  /** `undo`: the note has not left, so that Cancel takes it back. */
  z.object({ state: z.literal('sending'), message: z.string(), undo: z.optional(z.boolean()) }),
  z.object({ state: z.literal('sent'), message: z.string() }),
  z.object({ state: z.literal('failed'), message: z.string() }),
]);

/** Checks a {@link Snapshot}. */
export const snapshotSchema = z.object({
  type: z.literal('snapshot'),
  protocol: z.number(),
  /** The `seq` of the last edit or send that the host had seen; the form keeps newer typing of its own. */
  seq: z.number(),
  /** Changes whenever the host replaces the draft (sent, discarded, restored); then its values win. */
  draftId: z.string(),
  accounts: z.array(z.object({ id: z.string(), label: z.string(), provider: z.string() })),
  /** Present while a stored note is changed: account, kind and target are fixed then. */
  editing: z.optional(
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
  textFormat: z.enum(['markdown', 'plain', 'file']),
  attachment: z.nullable(z.object({ name: z.string(), size: z.number() })),
  /** From the chosen account's capabilities: what to show. */
  shape: z.object({
    /** The fields that the account takes. */
    fields: z.array(z.string()),
    kinds: z.array(z.string()),
    targets: z.array(
      z.object({
        type: z.string(),
        label: z.string(),
        idLabel: z.string(),
        placeholder: z.string(),
        /** Whether there is a list in which it can be found by name. */
        listed: z.boolean(),
      }),
    ),
    /** How an author is named, where one can be. */
    author: z.nullable(z.enum(['email', 'name'])),
    longestText: z.nullable(z.number()),
  }),
  /** Who wrote the account's notes, to choose from. */
  authors: z.array(z.string()),
  check,
  problems: z.array(z.object({ field: z.string(), message: z.string() })),
  /** Present while what was typed is not on the host's disk because the disk refuses it: what the user is told. */
  unsaved: z.optional(z.string()),
  progress,
});

/** All that the form shows; always whole, so that a lost message does no harm. */
export type Snapshot = z.infer<typeof snapshotSchema>;

/** Checks {@link Matches}. */
export const matchesSchema = z.object({
  type: z.literal('matches'),
  protocol: z.number(),
  /** Of the `search` that this answers. The same one is answered again while more comes. */
  number: z.number(),
  /** What is searched in, where it is not the whole list. */
  within: z.nullable(z.string()),
  groups: z.array(
    z.object({
      heading: z.string(),
      rows: z.array(
        z.object({
          key: z.string(),
          name: z.string(),
          /** Company, e-mail address; '' where nothing is known. */
          who: z.string(),
          /** Status, revenue, owner; '' where nothing is known. */
          how: z.string(),
          /** Whether it is no target itself, but opens a list of some. */
          opensList: z.boolean(),
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
  /** Whether the typed text may be the target itself: no row is then taken for it unless the user goes there. */
  alone: z.boolean(),
});

/** Targets that match what is typed; no other message names customers before one is chosen. */
export type Matches = z.infer<typeof matchesSchema>;

/** Checks a {@link FormMessage}. */
export const formMessageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready'), protocol: z.number() }),
  /**
   * On every `input`; `seq` counts up for the life of the page, on from the snapshot that it began with. `draftId` here
   * and below: the draft that the user saw. The host may have another one in the form by now.
   */
  z.object({
    type: z.literal('edit'),
    seq: z.number(),
    draftId: z.string(),
    field: z.enum(valueFields),
    value: z.string(),
  }),
  /** The user left the target field or pressed Enter in it. */
  z.object({ type: z.literal('checkTarget') }),
  /** One of several targets that the typed id may mean. */
  z.object({
    type: z.literal('chooseTarget'),
    draftId: z.string(),
    targetType: z.string(),
    id: z.string(),
  }),
  /**
   * What is typed into the target field, to be found by name; '' finds pinned and recent ones. `number` counts up for
   * the life of the page. `within`: the key of a row whose list is open.
   */
  z.object({
    type: z.literal('search'),
    number: z.number(),
    text: z.string(),
    within: z.nullable(z.string()),
  }),
  /** The list was closed: nothing more of it is wanted. */
  z.object({ type: z.literal('endSearch') }),
  /** One of the matches, by its key. */
  z.object({ type: z.literal('chooseMatch'), draftId: z.string(), key: z.string() }),
  /** The host opens its own file dialog; bytes never pass through the webview. */
  z.object({ type: z.literal('attach'), draftId: z.string() }),
  z.object({ type: z.literal('detach'), draftId: z.string() }),
  /**
   * `draftId` as last seen, so that a second click cannot send the next draft. `seq` counts on with the edits:
   * Send stays disabled until a snapshot that has seen it, so that a snapshot on its way cannot enable it again.
   */
  z.object({ type: z.literal('send'), seq: z.number(), draftId: z.string() }),
  z.object({ type: z.literal('cancel') }),
  z.object({ type: z.literal('discard'), draftId: z.string() }),
  z.object({ type: z.literal('addAccount') }),
]);

/** Everything that the form can ask of the host. */
export type FormMessage = z.infer<typeof formMessageSchema>;
