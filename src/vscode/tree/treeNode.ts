import type { Account } from '../../model/account.ts';
import type { Entry } from '../../outbox/entry.ts';
import type { StoredNote, Target } from '../../model/note.ts';
import type { GroupSubject } from '../../recent/groups.ts';
import type { Task } from '../../model/task.ts';

/** A row of Recent Notes. `key` is unique in the tree and stays the same from one refresh to the next. */
export type TreeNode =
  | {
      readonly row: 'group';
      readonly key: string;
      readonly subject: GroupSubject;
      readonly children: readonly TreeNode[];
    }
  | {
      readonly row: 'note';
      readonly key: string;
      readonly note: StoredNote;
      readonly account: Account;
      /** Whether its group is its customer, so that it need not repeat the name. */
      readonly underCustomer: boolean;
      /** Whether its account's service can change it. */
      readonly editable: boolean;
    }
  | { readonly row: 'entry'; readonly key: string; readonly entry: Entry }
  /** The open follow-ups of a customer, read when the row is expanded. */
  | { readonly row: 'tasks'; readonly key: string; readonly account: Account; readonly target: Target }
  | { readonly row: 'task'; readonly key: string; readonly account: Account; readonly task: Task }
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
    };

/** The rows to draw again; undefined: all. */
export type ChangedNodes = TreeNode | TreeNode[] | undefined;
