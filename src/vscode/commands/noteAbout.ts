import { Failure } from '../../base/failure.ts';
import { emptyDraft } from '../../model/draft.ts';
import type { NoteKind } from '../../model/note.ts';
import { accountOfNoteGone } from '../../words/decisions.ts';
import type { Services } from '../services.ts';
import { showForm } from '../showForm.ts';
import { customerOfRow } from '../tree/customerOfRow.ts';
import type { TreeNode } from '../tree/treeNode.ts';

/** Opens the form for a note or a call about the customer of a row. */
export async function noteAbout(services: Services, kind: NoteKind, node: TreeNode): Promise<void> {
  const customer = customerOfRow(node);
  if (!customer) return;
  const { accountId, target } = customer;
  if (!services.book.find(accountId)) throw new Failure('invalid', accountOfNoteGone());
  const draft = emptyDraft(services.newId(), accountId, kind, target.type);
  services.composer.open({ ...draft, target, values: { ...draft.values, target: target.id } });
  await showForm();
}
