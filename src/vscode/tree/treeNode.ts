import type { Account } from '../../model/account.ts';
import type { Entry } from '../../outbox/entry.ts';
import type { StoredNote, Target } from '../../model/note.ts';
import type { PendingProposal } from '../../proposals/pendingProposals.ts';
import type { Grouping, GroupSubject } from '../../recent/groups.ts';
import type { Task } from '../../model/task.ts';

/** What can be done in a row's account. Where the account is gone, nothing can. */
export interface Abilities {
  /** Whether notes can be logged, and histories read. */
  readonly isSetUp: boolean;
  readonly takesCalls: boolean;
  readonly hasFollowUps: boolean;
  readonly editsNotes: boolean;
  readonly removesNotes: boolean;
}

/** A row of Recent Notes. `key` is unique in the tree and stays the same from one refresh to the next. */
export type TreeNode =
  /** What others have proposed, and nobody has answered. `hidden`: how many more there are. */
  | {
      readonly row: 'needsOk';
      readonly key: string;
      readonly children: readonly TreeNode[];
      readonly hidden: number;
    }
  | { readonly row: 'proposal'; readonly key: string; readonly pending: PendingProposal }
  /** The notes of the outbox that stay as they are until the user does something. */
  | { readonly row: 'needsYou'; readonly key: string; readonly children: readonly TreeNode[] }
  | {
      readonly row: 'group';
      readonly key: string;
      readonly subject: GroupSubject;
      readonly children: readonly TreeNode[];
      /** How many notes it has. */
      readonly size: number;
      /** When its newest note was made, in milliseconds since the epoch; 0: not known. */
      readonly newestAt: number;
      /** Of a customer, what tells it from another one of its name; undefined: there is no other. */
      readonly distinction: string | undefined;
      /** How many of a customer's follow-ups are open; undefined: not known. */
      readonly followUps: number | undefined;
      readonly can: Abilities;
    }
  | {
      readonly row: 'note';
      readonly key: string;
      readonly note: StoredNote;
      readonly account: Account;
      /** What it is about, where that is a part of a customer: "subscription"; undefined: the customer itself. */
      readonly part: string | undefined;
      /** What its group has in common, which the row need not repeat. */
      readonly under: Grouping;
      readonly can: Abilities;
    }
  /** `under`: as for a note; undefined: among those that need the user. */
  | {
      readonly row: 'entry';
      readonly key: string;
      readonly entry: Entry;
      readonly under: Grouping | undefined;
    }
  /** The open follow-ups of a customer, read when the row is expanded. `count`: undefined: not known. */
  | {
      readonly row: 'tasks';
      readonly key: string;
      readonly account: Account;
      readonly target: Target;
      readonly count: number | undefined;
    }
  /** The open follow-ups of all customers: the user's own, or everybody's where that is not known. */
  | {
      readonly row: 'followUps';
      readonly key: string;
      readonly areOwn: boolean;
      /** How many are due by today. */
      readonly due: number;
      readonly children: readonly TreeNode[];
    }
  | {
      readonly row: 'task';
      readonly key: string;
      readonly account: Account;
      readonly task: Task;
      /** Whether it stands under its customer, so that it need not repeat the name. */
      readonly underCustomer: boolean;
      /** Whether everybody here knows that it is the user's own. */
      readonly isOwn: boolean;
      /** Whether it is about to be marked as done. */
      readonly isChecked: boolean;
    }
  /** Says that there is nothing to show, or why it could not be read. */
  | { readonly row: 'remark'; readonly key: string; readonly message: string; readonly problem: boolean }
  /** Reads an account's older notes. */
  | { readonly row: 'more'; readonly key: string; readonly account: Account }
  | {
      readonly row: 'problem';
      readonly key: string;
      readonly account: Account;
      readonly message: string;
      readonly keyProblem: boolean;
      /** Whether it is likely to be over soon without the user. */
      readonly heals: boolean;
    };

/** A row that others are below. */
export type ParentNode = Extract<TreeNode, { readonly children: readonly TreeNode[] }>;

/** The rows to draw again; undefined: all. */
export type ChangedNodes = TreeNode | TreeNode[] | undefined;
