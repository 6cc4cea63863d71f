import * as z from 'zod/mini';
import { valueFields } from '../model/fields.ts';
import { chunkSize } from './messages.ts';

// What the form (a webview) asks of the host, which parses every message with this schema.

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
  /**
   * What is typed into the search field, to be found by name; '' finds pinned and recent ones. `number` counts up for
   * the life of the page.
   */
  z.object({ type: z.literal('search'), number: z.number(), text: z.string() }),
  /** The list was closed: nothing more of it is wanted. */
  z.object({ type: z.literal('endSearch') }),
  /** One of the matches, by its key. `seq` here and below counts on with the edits. */
  z.object({ type: z.literal('chooseMatch'), seq: z.number(), draftId: z.string(), key: z.string() }),
  /** The user took the row that asks the service for this text. */
  z.object({ type: z.literal('lookUp'), seq: z.number(), draftId: z.string(), text: z.string() }),
  /** One of several that the look-up found, by its key. */
  z.object({ type: z.literal('chooseTarget'), seq: z.number(), draftId: z.string(), key: z.string() }),
  /** The search begins again, with the name in the field; the page selects it. */
  z.object({ type: z.literal('clearRecipient'), seq: z.number(), draftId: z.string() }),
  /** One of the scope's choices, by its key. */
  z.object({ type: z.literal('chooseScope'), seq: z.number(), draftId: z.string(), key: z.string() }),
  z.object({ type: z.literal('pin'), draftId: z.string(), pinned: z.boolean() }),
  z.object({ type: z.literal('openCustomerPage'), draftId: z.string() }),
  z.object({ type: z.literal('openLastNote'), draftId: z.string() }),
  /** Times a call with the chosen customer. */
  z.object({ type: z.literal('startTimer'), draftId: z.string() }),
  /** Ends the call that is being timed: its length goes into the draft, or into one of its own. */
  z.object({ type: z.literal('stopTimer') }),
  /** The host opens its own file dialog. */
  z.object({ type: z.literal('attach'), draftId: z.string() }),
  /** Takes a file out, stops receiving it, or puts away why it could not be attached. */
  z.object({ type: z.literal('detach'), draftId: z.string(), key: z.string() }),
  /** Files were dropped of which the editor told the addresses. The host takes only those of the open folders. */
  z.object({
    type: z.literal('attachUris'),
    draftId: z.string(),
    uris: z.array(z.string()).check(z.maxLength(100)),
  }),
  /**
   * A file was pasted or dropped. Nothing of it is read yet: the host asks for its pieces with `fileWanted`, one at a
   * time, and only if the account takes it. The page makes the key. A `size` in bytes.
   */
  z.object({
    type: z.literal('fileBegin'),
    draftId: z.string(),
    key: z.string(),
    name: z.string(),
    size: z.number().check(z.nonnegative()),
    isFolder: z.boolean(),
  }),
  z.object({
    type: z.literal('fileChunk'),
    key: z.string(),
    index: z.number(),
    bytes: z.instanceof(Uint8Array).check(z.refine((bytes) => bytes.byteLength <= chunkSize)),
  }),
  /** The browser cannot read the file any more: it was removed or changed. */
  z.object({ type: z.literal('fileGone'), key: z.string() }),
  /** The picture of an attachment is wanted; it comes as a {@link HostMessage}. */
  z.object({ type: z.literal('preview'), draftId: z.string(), key: z.string() }),
  /**
   * `draftId` as last seen, so that a second click cannot log the next draft. `seq` counts on with the edits: the button
   * stays disabled until a snapshot that has seen it, so that a snapshot on its way cannot enable it again.
   */
  z.object({
    type: z.literal('log'),
    seq: z.number(),
    draftId: z.string(),
    then: z.enum(['nothing', 'followUp']),
  }),
  /** Ends the checks before the note is in the outbox; the draft stays. */
  z.object({ type: z.literal('cancel') }),
  /** Takes a logged note back into the form. */
  z.object({ type: z.literal('undo'), entryId: z.string() }),
  z.object({ type: z.literal('openLogged'), entryId: z.string() }),
  /** Opens what resolves a logged note: the key's box, both versions, the form. */
  z.object({ type: z.literal('resolve'), entryId: z.string() }),
  z.object({ type: z.literal('discard'), draftId: z.string() }),
  z.object({ type: z.literal('addAccount') }),
  /** The host asks which template a new note begins with. */
  z.object({ type: z.literal('template') }),
  /** The page got the focus, or lost it: the editor itself does not tell, and the form's keys depend on it. */
  z.object({ type: z.literal('focus'), focused: z.boolean() }),
  /** Escape, where nothing is open: the focus goes back to the editor. */
  z.object({ type: z.literal('leave') }),
]);

/** Everything that the form can ask of the host. */
export type FormMessage = z.infer<typeof formMessageSchema>;
