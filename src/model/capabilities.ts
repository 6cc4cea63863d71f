import type { NoteKind } from './note.ts';
import type { DirectoryKind } from './directory.ts';

/** A kind of thing that notes can be about, and how a person names one. */
export interface TargetType {
  /** Stable, as in `Target.type`. */
  readonly type: string;
  /** For people, lower case in a sentence: "customer", "subscription". */
  readonly label: string;
  /** What can be typed: "UUID, external id or e-mail". */
  readonly idLabel: string;
  /** Example shown in the empty field. */
  readonly placeholder: string;
}

/** How a service names the person who is to do a follow-up. */
interface AssigneeField {
  /** The question: "E-mail address of the team member who will do it". */
  readonly prompt: string;
  /** Example shown in the empty field. */
  readonly placeholder: string;
  /** One sentence that says what is wrong with a typed assignee; undefined: nothing. */
  readonly problem: (assignee: string) => string | undefined;
}

/** What the follow-ups of a service can hold. */
export interface TaskLimits {
  /** The longest details, in UTF-16 units. */
  readonly longestDetails: number;
  readonly assignee: AssigneeField;
}

/** What a provider can do. The form, the tree and the commands go by this, never by the provider's name. */
export interface Capabilities {
  readonly kinds: readonly NoteKind[];
  readonly targets: readonly TargetType[];
  /**
   * How many files a note can have. `one`: the further files of a draft become notes of their own. `several`: all of them
   * go with the note. `none`: the text of a text file can become a note's text.
   */
  readonly attachments: 'none' | 'one' | 'several';
  /** Whether the author can be named, and how. */
  readonly author: 'email' | 'name' | undefined;
  /** Whether a date and time other than now can be given. */
  readonly backDating: boolean;
  /** In UTF-16 units, which is never fewer than code points; undefined: no limit is known. */
  readonly longestText: number | undefined;
  /** Of which types the service gives a complete list, to be searched on this machine. See `Provider.directory`. */
  readonly directory: readonly DirectoryKind[];
  /** Whether a stored note can be changed; see `Provider.edit`. */
  readonly edit: boolean;
  /** Whether a stored note can be deleted; see `Provider.remove`. */
  readonly remove: boolean;
  /** What follow-ups can hold; undefined: the service has none. See `Provider.tasks`. */
  readonly tasks: TaskLimits | undefined;
}
