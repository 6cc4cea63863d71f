import type { Account } from '../../accounts/account.ts';
import type { Entry } from '../../notes/outbox/entry.ts';
import type { StoredNote, Target } from '../../notes/note.ts';

/** A row of Recent Notes. `key` is unique in the tree and stays the same from one refresh to the next. */
export type TreeNode =
  | {
      readonly row: 'group';
      readonly key: string;
      readonly target: Target;
      readonly account: Account;
      readonly children: readonly TreeNode[];
    }
  | { readonly row: 'note'; readonly key: string; readonly note: StoredNote; readonly account: Account }
  | { readonly row: 'entry'; readonly key: string; readonly entry: Entry }
  | {
      readonly row: 'problem';
      readonly key: string;
      readonly account: Account;
      readonly message: string;
      readonly keyProblem: boolean;
    };

/** Rows to draw again; undefined: all. */
export type ChangedNodes = TreeNode | TreeNode[] | undefined;
