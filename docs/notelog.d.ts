import type { Disposable, Event } from 'vscode';

/*
 * Notelog's API for other extensions, version 1: copy this file into yours. How to use it: extension-api.md.
 *
 * It guards against mistakes and not against malice: all extensions of a host run in one process, where each can reach
 * into the others.
 */

/** What `vscode.extensions.getExtension<NotelogExports>('notelog.notelog').activate()` gives. */
export interface NotelogExports {
  /**
   * `version`: 1; later ones will only add to it. `caller`: what your extension is called; the user reads it beside each
   * proposal, as your own word. Throws for a version that there is not.
   */
  getApi(version: 1, caller: string): NotelogApi;
}

/** Prepares notes. Nothing here logs one: the user reads it in Notelog, and logs, changes or declines it. */
export interface NotelogApi {
  /**
   * Proposes a note. It is on disk when this resolves. The same proposal made again is the one that there is. Rejects with
   * a sentence that names the field where something is wrong.
   */
  propose(note: NoteProposal): Promise<ProposalStatus>;
  /** What has become of a proposal; undefined: there is none of that id. */
  status(id: string): Promise<ProposalStatus | undefined>;
  /** A proposal that was made through this object has become something else. */
  readonly onDidChange: Event<ProposalStatus>;
  /**
   * Experimental: connects a service to Notelog, until it is disposed of. Rejects with a sentence while the user's setting
   * `notelog.experimental.providers` is off, or where something of the provider is not as it is described here.
   */
  registerProvider(provider: NoteProvider): Promise<Disposable>;
}

/** A note that is proposed. */
export interface NoteProposal {
  /** The name or the id of an account; left out: the only one, or the default. */
  readonly account?: string;
  /** Whom it is about. The user chooses where nobody, or more than one, fits. */
  readonly customer: { readonly id: string; readonly type?: string } | { readonly query: string };
  /** `note`, where it is left out. */
  readonly kind?: 'note' | 'call';
  readonly text: string;
  /** Such as `25 min`; of a call. */
  readonly callDuration?: string;
  /** An ISO 8601 time with its offset, such as `2026-07-31T14:05:00Z`; left out: when it is logged. */
  readonly occurredAt?: string;
  /** A name or an e-mail address. */
  readonly author?: string;
  /** An id of yours. The same call with the same id is the same proposal, however often it is made. */
  readonly clientId?: string;
  /** Without a `clientId`: propose it although the same was proposed within a day. */
  readonly again?: boolean;
}

/** How far a proposal is. It tells nothing of what the user changed. */
export interface ProposalStatus {
  readonly id: string;
  /**
   * `pending`: nobody has opened it. `reviewing`: it is open. `accepted`, `sending`, `uncertain`: the user logged it, and
   * it is on its way. `stored`: the service has it. `refused`: it waits for the user again. `declined`, `expired`,
   * `invalid`: nothing was logged.
   */
  readonly state:
    | 'pending'
    | 'reviewing'
    | 'accepted'
    | 'sending'
    | 'stored'
    | 'declined'
    | 'expired'
    | 'invalid'
    | 'refused'
    | 'uncertain';
}

/*
 * Providers, which are an experiment and may change. A provider never gets the key of an account: `send` adds it to requests
 * below the account's address, and takes it out of the answers. Whatever a provider gives is copied and checked; what it
 * throws or never answers within two minutes ends that one call.
 */

/** Connects accounts of one service. All but the methods is read once, when it is registered. */
export interface NoteProvider {
  /** Your extension's id and a name: `publisher.extension/service`. It stands in the user's settings: never change it. */
  readonly id: string;
  /** What people read. */
  readonly title: string;
  /** How the user is asked for the address of the service's API. */
  readonly address: { readonly description: string; readonly placeholder: string };
  /** What else an account needs; five at most. Never a key. */
  readonly settings?: readonly ProviderSetting[];
  /** `basic`: as the user name, without a password. */
  readonly key: { readonly label: string; readonly sentAs: 'bearer' | 'basic' | { readonly header: string } };
  /** Sent with each request, `application/json` by default: `accept`, `content-type`, `prefer`, and versions of an API. */
  readonly headers?: Readonly<Record<string, string>>;
  /** What notes can be about, and how a person names one: five at most. */
  readonly customerTypes: readonly {
    readonly type: string;
    readonly label: string;
    readonly idLabel: string;
    readonly placeholder: string;
  }[];
  readonly kinds: readonly ('note' | 'call')[];
  /** How the author of a note can be named; left out: not at all. */
  readonly author?: 'email' | 'name';
  /** Whether a note can have another time than now. */
  readonly backDating?: boolean;
  /** In UTF-16 units. */
  readonly longestText?: number;
  /** 5, where it is left out. */
  readonly requestsPerSecond?: number;
  /** Which field of the form a parameter of the service holds that its errors name. */
  readonly parameters?: Readonly<
    Record<string, 'kind' | 'target' | 'text' | 'duration' | 'occurredAt' | 'author'>
  >;
  /** Proves that the key works, by a request that changes nothing, and says whose it is. */
  verify(call: ProviderCall): Promise<{ readonly name: string; readonly detail?: string }>;
  /** The customers that a person typed or pasted. Throw `invalid` or `notFound`, with the field `target`. */
  findCustomers(type: string, typed: string, call: ProviderCall): Promise<readonly Customer[]>;
  /** Whether a text has the form of an id, for use without the service; left out: nobody knows. */
  isCustomerId?(type: string, typed: string): boolean;
  /** Stores a note: the only method that may POST, and only once. */
  createNote(note: NewNote, call: ProviderCall): Promise<LoggedNote>;
  /**
   * Looks for a note whose answer was lost, best by its id. `absent` only if it is certainly not there: it is sent again
   * then. Where any request fails, nothing that is answered counts.
   */
  findNote(note: NewNote, call: ProviderCall): Promise<FoundNote>;
  /** The newest first. `next`: the service's own cursor; left out or null: there are no more. */
  listNotes(
    query: NoteQuery,
    call: ProviderCall,
  ): Promise<{ readonly notes: readonly unknown[]; readonly next?: string | null }>;
  readNote(id: string, call: ProviderCall): Promise<LoggedNote>;
  /** All customers of a type, page by page, for the search on the user's machine. */
  listCustomers?(
    type: string,
    cursor: string | undefined,
    call: ProviderCall,
  ): Promise<{ readonly customers: readonly unknown[]; readonly next?: string | null }>;
}

/** A text that an account has beside its address and its key. */
export interface ProviderSetting {
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly placeholder: string;
  readonly optional?: boolean;
}

/** What a method gets for one call. Nothing is sent for the call once it has ended. */
export interface ProviderCall {
  readonly account: { readonly name: string; readonly settings: Readonly<Record<string, string>> };
  /** Aborts when the call is over, or nobody waits for it any more. */
  readonly signal: AbortSignal;
  /**
   * Asks the service, with the account's key. Resolves for a 2xx status and for those of `accept`; rejects otherwise with
   * an error that is best passed on. No redirect is followed.
   */
  send(request: ProviderRequest): Promise<ProviderAnswer>;
}

/** A request below the account's address. */
export interface ProviderRequest {
  /** `GET`, where it is left out. */
  readonly method?: 'GET' | 'POST';
  /** The parts of the path, each of which is encoded: `['customers', id]`. */
  readonly path: readonly string[];
  readonly query?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  /** Statuses from 400 to 499 that are answers, too. */
  readonly accept?: readonly number[];
  /** What a 404 about a record means, without a full stop, and for which field. */
  readonly missing?: { readonly message: string; readonly field?: 'target' };
}

/** A service's answer, without the key where the service repeats it. */
export interface ProviderAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The body as JSON; throws an error that is best passed on. */
  json(): unknown;
}

/** Whom a note is about. */
export interface Customer {
  readonly type: string;
  readonly id: string;
  readonly name?: string;
  /** Its page in the browser. */
  readonly url?: string;
}

/** A note that is to be stored, or to be found. */
export interface NewNote {
  /** The same for each attempt: store it with the note, if the service can. */
  readonly id: string;
  readonly kind: 'note' | 'call';
  readonly customer: { readonly type: string; readonly id: string; readonly name?: string };
  readonly text: string;
  readonly isMarkdown: boolean;
  readonly author?: string;
  /** ISO 8601, by the service's clock. */
  readonly at: string;
  readonly durationSeconds?: number;
}

/** A note as the service holds it. In lists, one that is not of this form is shown as it is. */
export interface LoggedNote {
  readonly id: string;
  /** `note`, where it is left out. */
  readonly kind?: 'note' | 'call';
  readonly customer: Customer;
  /** Plain. */
  readonly text: string;
  readonly author?: string;
  /** ISO 8601. */
  readonly at?: string;
  readonly durationSeconds?: number;
  /** Its page in the browser. */
  readonly url?: string;
}

/** What a search for a note has found. */
export type FoundNote =
  | { readonly result: 'found'; readonly note: LoggedNote }
  | { readonly result: 'absent' }
  | { readonly result: 'cannotTell'; readonly candidates: readonly LoggedNote[] };

/** Which notes to list. */
export interface NoteQuery {
  readonly customer?: { readonly type: string; readonly id: string; readonly name?: string };
  readonly kind?: 'note' | 'call';
  readonly author?: string;
  /** From the page before. */
  readonly cursor?: string;
  readonly limit: number;
}

/** What a method may throw so that the user reads why. Anything else is a defect, of which the user reads no more. */
export interface ProviderError extends Error {
  readonly reason: 'invalid' | 'notFound' | 'refused';
  /** The field of the form that it is about. */
  readonly field?: 'target' | 'text' | 'author' | 'occurredAt' | 'duration';
}
