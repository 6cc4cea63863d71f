import type { Account, AccountField } from '../model/account.ts';
import type { NoteChange } from '../model/change.ts';
import type { Note, NoteKind, StoredNote, Target } from '../model/note.ts';
import type { Markdown } from '../markdown/markdown.ts';
import type { Download } from '../http/download.ts';
import type { Send } from '../http/send.ts';
import type { ServerClock } from '../http/serverClock.ts';
import type { ServiceLimits } from '../model/serviceLimits.ts';
import type { Clock } from '../base/clock.ts';
import type { InTurns } from '../base/forEachYielding.ts';
import type { Files } from '../storage/files.ts';
import type { Log } from '../base/log.ts';
import type { Capabilities } from '../model/capabilities.ts';
import type { DirectoryPage, DirectoryQuery } from '../model/directory.ts';
import type { DuplicateResult, LostNote, MaySend, OutgoingNote } from './outgoingNote.ts';
import type { Tasks } from './tasks.ts';

/** Whose data a key opens. The user sees it before an account is saved. */
export interface Identity {
  readonly name: string;
  /** What else is known (currency, time zone), one line. */
  readonly detail: string | undefined;
}

/** A page of notes, from {@link Provider.list}. */
export interface NotePage {
  readonly notes: readonly StoredNote[];
  /** Opaque; hand it back to get the next page. Undefined: there is none. */
  readonly cursor: string | undefined;
}

/** The connection of one account to its service. Every method rejects with a `Failure` and nothing else. */
export interface Provider {
  /** Proves that the key works, by real requests that change nothing. */
  verify(signal: AbortSignal): Promise<Identity>;
  /**
   * Finds the target that a person typed or pasted. Failure `invalid` when it cannot be an id, `notFound` when
   * the service knows none, both with `field: 'target'`. Several hits come back as several targets.
   */
  findTargets(type: string, typed: string, signal: AbortSignal): Promise<readonly Target[]>;
  /**
   * The target, as far as it is known without the service, for use while the service cannot be reached. Undefined when
   * only the service can resolve what was typed (an e-mail address, an external id).
   */
  targetOffline(type: string, typed: string): Target | undefined;
  /**
   * Whether {@link findTargets} could find a target of this type by what was typed, as far as its form tells. Absent: by
   * any text.
   */
  mayKnow?(type: string, typed: string): boolean;
  /**
   * The target that this one lies within, such as the account of a subscription; undefined: there is none, or the service
   * does not say. Present where targets that are found by themselves may lie within others (`DirectoryKind.within`).
   */
  customerOf?(target: Target, signal: AbortSignal): Promise<Target | undefined>;
  /**
   * The instant that will be sent as the note's own, ISO 8601 with milliseconds: what the user chose or now, and
   * never in the future of the service's clock. Fixed before the first request, and kept: it is the marker by
   * which a lost answer is later looked for. Where there is no other marker no two notes get the same, so that it
   * may differ from what was chosen by some milliseconds: ask once for each note.
   */
  stamp(note: Note): string;
  /**
   * To be called before {@link stamp}: sees to it that the service's time is known, if need be by a request that
   * changes nothing. A host that was just started may have been told nothing yet. Failure when there is no answer.
   */
  learnTime?(signal: AbortSignal): Promise<void>;
  /** The exact text that is sent to the service. Absent: the text as it is. */
  wireText?(text: Note['text']): Promise<WireText>;
  /** Sends the note once, and never repeats the request by itself. */
  create(outgoing: OutgoingNote, signal: AbortSignal): Promise<StoredNote>;
  /**
   * Searches for a note whose answer was lost, and changes nothing. Failure when the service cannot be asked; the note's
   * state stays unknown.
   */
  findDuplicate(lostNote: LostNote, signal: AbortSignal): Promise<DuplicateResult>;
  /**
   * The newest notes of the account, or of one target. A note that cannot be read is among them as it came
   * ({@link StoredNote.raw}). Failure `invalid` for a cursor that is not known (any more): begin anew.
   */
  list(query: NoteQuery, signal: AbortSignal): Promise<NotePage>;
  /**
   * Reads one note again. Failure `notFound` (no field) when it is gone; where there is {@link Provider.findListed}, only
   * that proves it.
   */
  read(noteId: string, signal: AbortSignal): Promise<StoredNote>;
  /**
   * A page of all that the account has of a type, for a local index; present with {@link Capabilities.directory}.
   * Failure `invalid` for a cursor that is not known (any more): begin anew.
   */
  directory?(query: DirectoryQuery, signal: AbortSignal): Promise<DirectoryPage>;
  /**
   * Changes a stored note; what `change` does not name stays as it is. Doing it twice does no harm. Resolves to the
   * note as it is now. `maySend` as in {@link OutgoingNote}. Present with {@link Capabilities.edit}.
   */
  edit?(noteId: string, change: NoteChange, signal: AbortSignal, maySend?: MaySend): Promise<StoredNote>;
  /**
   * Whether a stored note already has a change. Sends no request. Present where the service stores another text than
   * was typed.
   */
  hasChange?(note: StoredNote, change: NoteChange): Promise<boolean>;
  /**
   * Deletes a stored note; it is no failure if the note is gone already. Present with {@link Capabilities.remove}.
   * `known`: what is known of it; where that is missing more has to be read.
   */
  remove?(noteId: string, signal: AbortSignal, known?: KnownNote): Promise<void>;
  /**
   * The note as the list of its target shows it; undefined: it is certainly not in the list, and so it is gone. Failure
   * when the list cannot be read to its end, or may be older than the note. Present where the service's refusal to give
   * a note does not prove that it is gone.
   */
  findListed?(noteId: string, known: KnownNote, signal: AbortSignal): Promise<StoredNote | undefined>;
  /**
   * The bytes of a stored note's attachment, from an address that is asked for anew; `index`: of which, where a note can
   * have several, in the order of `attachmentsOf`. Failure `notFound` (field `attachment`) when it has none. Present
   * where an attachment can be read back.
   */
  attachment?(noteId: string, signal: AbortSignal, index?: number): Promise<AttachmentBytes>;
  /** Follow-ups; present with {@link Capabilities.tasks}. */
  readonly tasks?: Tasks;
}

/** What is known of a stored note. */
export interface KnownNote {
  readonly target?: Target | undefined;
  /** Milliseconds since the epoch, by the service's clock. */
  readonly createdAt?: number | undefined;
}

/** A text on its way to the service. */
export interface WireText {
  readonly format: 'html' | 'plain';
  readonly value: string;
}

/** Which notes to list. The service filters, so that pages are full as long as there are enough notes. */
export interface NoteQuery {
  readonly target?: Target;
  readonly kind?: NoteKind;
  /** As in {@link Note.author}; ignored where the service cannot filter by it. */
  readonly author?: string;
  readonly cursor?: string;
  readonly limit: number;
}

/** An attachment that is being read. */
export interface AttachmentBytes {
  /** The service's name of it; untrusted. */
  readonly name: string;
  /** Bytes, according to the service. Use it for a progress bar only: the service's own example is wrong. */
  readonly size: number | undefined;
  /** Can be read once, to its end or up to a `break`; rejects with a Failure. */
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** What a provider is built from. */
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
  /** The services' own clocks, as known from their answers; `send` updates it. */
  readonly serverClock: ServerClock;
  readonly log: Log;
  readonly markdown: Pick<Markdown, 'markdownToHtml'>;
  /** For work on the items of a list: leaves the rest of the host its turns. */
  readonly inTurns: InTurns;
}

/** One service: its description, and how to connect an account to it. */
export interface ProviderKind {
  /** Stable; stored in settings. */
  readonly id: string;
  /** For people: "ChartMogul". */
  readonly title: string;
  /** What every account can do. */
  readonly capabilities: Capabilities;
  /** What one account can do; present where that depends on its settings. */
  capabilitiesOf?(account: Account): Capabilities;
  readonly limits: ServiceLimits;
  /** What `Notelog: Add Account` asks for, in this order. Empty for the notebook. */
  readonly accountFields: readonly AccountField[];
  /** The service's name for its key ("API key"); undefined: it needs none. */
  readonly keyLabel: string | undefined;
  /** The origin that the key may be sent to, such as `https://api.chartmogul.com`; undefined: no network. */
  origin(account: Account): string | undefined;
  /** Further origins on which the service shows its pages; a link to any other is asked about before it opens. */
  readonly pageOrigins?: readonly string[];
  /**
   * Identifies whose data the account opens, such as an installation and a reseller in it. An account that was edited to
   * open other data must not get the notes that were written for the old data.
   */
  tenant(account: Account): string;
  open(context: ProviderContext): Provider;
}
