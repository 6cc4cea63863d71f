import type { Account, AccountField } from '../accounts/account.ts';
import type { NoteChange } from '../notes/change.ts';
import type { Note, NoteKind, StoredNote, Target } from '../notes/note.ts';
import type { NewTask, Task } from '../notes/task.ts';
import type { Download } from '../http/download.ts';
import type { Send } from '../http/send.ts';
import type { ServerClock } from '../http/serverClock.ts';
import type { Clock } from '../notes/clock.ts';
import type { Files } from '../files/files.ts';
import type { Log } from '../notes/log.ts';
import type { DirectoryKind, DirectoryPage, DirectoryQuery } from './directory.ts';

/** A kind of thing that notes can be about, and how a person names one. */
export interface TargetType {
  /** Stable, as in {@link Target.type}. */
  readonly type: string;
  /** For people, lower case in a sentence: "customer", "subscription". */
  readonly label: string;
  /** What can be typed: "UUID, external id or e-mail". */
  readonly idLabel: string;
  /** Example shown in the empty field. */
  readonly placeholder: string;
}

/** What a provider can do. The form, the tree and the commands are drawn from this, never from a name. */
export interface Capabilities {
  readonly kinds: readonly NoteKind[];
  readonly targets: readonly TargetType[];
  /** Whether one file can go with a note; without it the text of a text file becomes the note. */
  readonly attachment: boolean;
  /** Whether the author can be named, and how. */
  readonly author: 'email' | 'name' | undefined;
  /** Whether a date and time other than now can be given. */
  readonly backDating: boolean;
  /** In UTF-16 units, which is never fewer than code points; undefined: no limit is known. */
  readonly longestText: number | undefined;
  /** What the service lists as a whole, so that it can be searched on this machine. See {@link Provider.directory}. */
  readonly directory: readonly DirectoryKind[];
  /** Whether a stored note can be changed; see {@link Provider.edit}. */
  readonly edit: boolean;
  /** Whether a stored note can be taken away; see {@link Provider.remove}. */
  readonly remove: boolean;
  /** Whether follow-ups can be kept; see {@link Provider.tasks}. */
  readonly tasks: boolean;
}

/** Whose account a key opens: shown before an account is saved. */
export interface Identity {
  readonly name: string;
  /** What else is known (currency, time zone), one line. */
  readonly detail: string | undefined;
}

/** Answers of {@link Provider.list}. */
export interface NotePage {
  readonly notes: readonly StoredNote[];
  /** Opaque; hand it back to get the next page. Undefined: there is none. */
  readonly cursor: string | undefined;
}

/** One account's way to its service. Every method rejects with a `Failure` and nothing else. */
export interface Provider {
  /** Proves that the key works, by real requests that change nothing. */
  verify(signal: AbortSignal): Promise<Identity>;
  /**
   * Finds the target that a person typed or pasted. Failure `invalid` when it cannot be an id, `notFound` when
   * the service knows none, both with `field: 'target'`. Several hits come back as several targets.
   */
  findTargets(type: string, typed: string, signal: AbortSignal): Promise<readonly Target[]>;
  /**
   * The target as far as it can be told without asking the service, for when it cannot be reached; undefined when
   * what was typed needs the service to be understood (an e-mail address, an external id).
   */
  targetOffline(type: string, typed: string): Target | undefined;
  /**
   * The instant that will be sent as the note's own, ISO 8601 with milliseconds: what the user chose or now, and
   * never in the future of the service's clock. Fixed before the first request, and kept: it is the marker by
   * which a lost answer is later looked for. Where there is no other marker no two notes get the same, so that it
   * may differ from what was chosen by some milliseconds: ask once for each note.
   */
  stamp(note: Note): string;
  /**
   * To be called before {@link stamp}: sees to it that the service's time is known, if need be by a request that
   * changes nothing. A host that was just started may have been told nothing yet. `turn` is awaited before that
   * request, and only where one is needed. Failure when there is no answer.
   */
  learnTime?(turn: () => Promise<void>, signal: AbortSignal): Promise<void>;
  /** What the service is sent for a text, exactly; absent: the text as it is. */
  wireText?(text: Note['text']): Promise<WireText>;
  /** Sends the note once; never repeats by itself. */
  create(outgoing: Outgoing, signal: AbortSignal): Promise<StoredNote>;
  /**
   * Looks for a note whose answer was lost, and changes nothing. Failure when the service cannot be asked; then
   * nothing is known.
   */
  findDuplicate(sent: Sent, signal: AbortSignal): Promise<Duplicate>;
  /**
   * The newest notes of the account, or of one target. A note that cannot be read is among them as it came
   * ({@link StoredNote.raw}). Failure `invalid` for a cursor that is not known (any more): begin anew.
   */
  list(query: NoteQuery, signal: AbortSignal): Promise<NotePage>;
  /** Reads one note again. Failure `notFound` (no field) when it is gone. */
  read(noteId: string, signal: AbortSignal): Promise<StoredNote>;
  /**
   * A page of all that the account has of a type, for a local index; present with {@link Capabilities.directory}.
   * Failure `invalid` for a cursor that is not known (any more): begin anew.
   */
  directory?(query: DirectoryQuery, signal: AbortSignal): Promise<DirectoryPage>;
  /**
   * Changes a stored note; what `change` does not name stays as it is. Doing it twice does no harm. Resolves to the
   * note as it is now. `mayLeave` as in {@link Outgoing}. Present with {@link Capabilities.edit}.
   */
  edit?(
    noteId: string,
    change: NoteChange,
    signal: AbortSignal,
    mayLeave?: () => boolean,
  ): Promise<StoredNote>;
  /**
   * Whether a stored note is as a change wants it; nobody is asked. Present where the text that is stored is another
   * than what was typed.
   */
  holds?(note: StoredNote, change: NoteChange): Promise<boolean>;
  /** Takes a stored note away; that it is gone already is no failure. Present with {@link Capabilities.remove}. */
  remove?(noteId: string, signal: AbortSignal): Promise<void>;
  /**
   * The bytes of a stored note's attachment, from an address that is asked for anew. Failure `notFound` (field
   * `attachment`) when it has none. Present where an attachment can be read back.
   */
  attachment?(noteId: string, signal: AbortSignal): Promise<AttachmentBytes>;
  /** Follow-ups; present with {@link Capabilities.tasks}. */
  readonly tasks?: Tasks;
}

/** A text on its way to the service. */
export interface WireText {
  readonly format: 'html' | 'plain';
  readonly value: string;
}

/** Which notes; the service filters, so that a page is full where there are enough. */
export interface NoteQuery {
  readonly target?: Target;
  readonly kind?: NoteKind;
  /** As in {@link Note.author}; ignored where the service cannot filter by it. */
  readonly author?: string;
  readonly cursor?: string;
  readonly limit: number;
}

/** The bytes of an attachment, once. */
export interface AttachmentBytes {
  /** As the service calls it; untrusted. */
  readonly name: string;
  /** Bytes, as the service tells it: its own example is wrong, so that it is good for a progress bar only. */
  readonly size: number | undefined;
  /** To be read to its end or left (`break`); rejects with a Failure. */
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** Follow-ups of customers. */
export interface Tasks {
  create(task: NewTask, signal: AbortSignal): Promise<Task>;
  /** The open ones of a target, the earliest due first; one that cannot be read shows what came as its details. */
  open(target: Target, signal: AbortSignal): Promise<readonly Task[]>;
  /** Marks one as done; doing it twice does no harm. */
  complete(taskId: string, signal: AbortSignal): Promise<void>;
}

/** What {@link Provider.create} needs: the note and all that was fixed about it before sending. */
export interface Outgoing {
  /** The outbox entry's id: unique, and the same however often the entry is tried. */
  readonly id: string;
  readonly note: Note;
  /** From {@link Provider.stamp}. */
  readonly stamp: string;
  /** Absolute path of the attachment's bytes; present exactly when `note.attachment` is. */
  readonly attachmentPath: string | undefined;
  /**
   * Whether this host may still send it; to be asked as late as there is a moment for it. A host that was suspended
   * may wake when another one has long taken its work over.
   */
  readonly mayLeave?: () => boolean;
}

/** A request whose answer was lost. */
export interface Sent extends Outgoing {
  /** The sending machine's time when the request was begun, in milliseconds since the epoch. */
  readonly since: number;
  /** The service's ids of notes that are known to be other entries'. */
  readonly others: ReadonlySet<string>;
}

/** What looking for a note came to. */
export type Duplicate =
  | { readonly result: 'found'; readonly note: StoredNote }
  /**
   * It is not there now. `final`: nor will it be, because nothing can be on its way any more; otherwise a request
   * may still be stored for as long as its time-out and some.
   */
  | { readonly result: 'absent'; readonly final: boolean }
  /** Only a person can tell: these may be it, or (none) there are too many notes to look through. */
  | { readonly result: 'cannotTell'; readonly candidates: readonly StoredNote[] };

/** What a provider is built from; the composition root hands it in. */
export interface ProviderContext {
  readonly account: Account;
  /**
   * Reads the account's key now; never cached by the provider. Failure `keyMissing` when there is none. `signal`
   * ends the wait for a keyring that asks for its password.
   */
  readonly key: (signal?: AbortSignal) => Promise<string>;
  readonly send: Send;
  readonly download: Download;
  readonly files: Files;
  readonly clock: Clock;
  /** What the answers told of the services' own clocks; whoever builds `send` sees to it that it learns. */
  readonly serverClock: ServerClock;
  readonly log: Log;
}

/** One service: how it is described before there is an account, and how to open one. */
export interface ProviderKind {
  /** Stable; stored in settings. */
  readonly id: string;
  /** For people: "ChartMogul". */
  readonly title: string;
  /** What every account of it can; see `capabilitiesOf` for one account. */
  readonly capabilities: Capabilities;
  /** What one account can, where its settings matter. */
  capabilitiesOf?(account: Account): Capabilities;
  /** What `Notelog: Add Account` asks for, in this order. Empty for the notebook. */
  readonly accountFields: readonly AccountField[];
  /** How the key is called in this service's own words; undefined: it needs none. */
  readonly keyLabel: string | undefined;
  /** The origin that the key may be sent to, such as `https://api.chartmogul.com`; undefined: no network. */
  origin(account: Account): string | undefined;
  /** Further origins on which the service shows its pages; a link to any other is asked about before it opens. */
  readonly pageOrigins?: readonly string[];
  /**
   * What the account's targets are ids of, such as an installation and a reseller in it: an account that was edited
   * to mean another place must not get the notes that were written for the old one.
   */
  place(account: Account): string;
  open(context: ProviderContext): Provider;
}
