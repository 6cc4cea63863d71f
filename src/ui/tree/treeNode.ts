import type { Account } from '../../accounts/account.ts';
import type { Entry } from '../../notes/outbox/entry.ts';
import type { StoredNote } from '../../notes/note.ts';
import type { GroupSubject } from '../../notes/recent/groups.ts';

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
      /** Whether it stands under its customer's name, which it need not repeat. */
      readonly underCustomer: boolean;
    }
  | { readonly row: 'entry'; readonly key: string; readonly entry: Entry }
  /** Reads an account's older notes. */
  | { readonly row: 'more'; readonly key: string; readonly account: Account }
  | {
      readonly row: 'problem';
      readonly key: string;
      readonly account: Account;
      readonly message: string;
      readonly keyProblem: boolean;
    };

/** Rows to draw again; undefined: all. */
export type ChangedNodes = TreeNode | TreeNode[] | undefined;
