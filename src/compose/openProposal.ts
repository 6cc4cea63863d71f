import type { AccountBook, OpenAccount } from '../accounts/accountBook.ts';
import { Failure } from '../base/failure.ts';
import { fold } from '../base/fold.ts';
import type { Directories } from '../customers/directories.ts';
import type { DiscardedDrafts } from '../drafts/discardedDrafts.ts';
import type { DraftStore } from '../drafts/draftStore.ts';
import { emptyDraft, hasContent, type Draft } from '../model/draft.ts';
import type { Target } from '../model/note.ts';
import type { Proposal } from '../proposals/proposal.ts';
import type { Proposals } from '../proposals/proposals.ts';
import { beingWrittenElsewhere } from '../words/drafts.ts';
import { noteBeingLogged } from '../words/localData.ts';
import type { Composer } from './composer.ts';
import { fitToAccount } from './newDraft.ts';
import { proposedCustomer } from './proposedCustomer.ts';

/** What opening a proposal needs. */
export interface OpenProposalParts {
  readonly book: AccountBook;
  readonly directories: Directories;
  readonly drafts: DraftStore;
  readonly composer: Composer;
  readonly proposals: Proposals;
}

/**
 * Opens a proposal that was shown as a draft of its id, or the draft that it has become before; what is being written
 * waits behind it. `changed`: it was answered, or is just being, elsewhere. Failure `storage`: the disk refuses, or
 * another window is writing the draft.
 */
export async function openProposal(
  parts: OpenProposalParts,
  proposal: Proposal,
): Promise<'done' | 'changed'> {
  const { composer, drafts, proposals } = parts;
  const opened: { draft: Draft | undefined } = { draft: undefined };
  const done = await proposals.open(proposal, async () => {
    opened.draft = await takeDraft(parts, proposal.id);
    if (opened.draft) return;
    const draft = await draftOf(parts, proposal);
    // On the disk before it is seen: from here on there is one draft of it, whichever window opens it.
    drafts.saveSoon(draft);
    await drafts.flush(draft.id);
    opened.draft = draft;
  });
  if (done === 'done' && opened.draft) composer.open(opened.draft);
  return done;
}

/**
 * The user does not want a proposal that was shown. The draft that it has become is discarded, too, and can be opened
 * again. As {@link openProposal}; Failure `invalid` while the draft is being logged.
 */
export function declineProposal(
  parts: OpenProposalParts & { readonly discarded: DiscardedDrafts },
  proposal: Proposal,
): Promise<'done' | 'changed'> {
  return parts.proposals.decline(proposal, async () => {
    const draft = await takeDraft(parts, proposal.id);
    if (draft) await discardDraft(parts, draft);
  });
}

async function discardDraft(
  { composer, discarded, drafts }: OpenProposalParts & { readonly discarded: DiscardedDrafts },
  draft: Draft,
): Promise<void> {
  if (composer.isInForm(draft.id)) {
    if (composer.logging) throw new Failure('invalid', noteBeingLogged());
    await composer.discard();
    return;
  }
  if (hasContent(draft)) await discarded.save(draft);
  composer.forget(draft.id);
  await drafts.removeVersion(draft);
}

/** The draft of that id, for this window to write; undefined: there is none. Failure `storage`. */
async function takeDraft({ composer, drafts }: OpenProposalParts, id: string): Promise<Draft | undefined> {
  const here = composer.find(id);
  if (here) return here;
  const left = (await drafts.all()).find(({ draft }) => draft.id === id);
  if (!left) return undefined;
  if (!(await drafts.adopt(id))) throw new Failure('storage', beingWrittenElsewhere());
  return left.draft;
}

async function draftOf(parts: OpenProposalParts, { id, sha256, source, note }: Proposal): Promise<Draft> {
  const { book } = parts;
  const named = note.account === undefined ? undefined : accountNamed(book, note.account);
  const among = note.account === undefined ? book.all() : named ? [named] : [];
  const found = await proposedCustomer(parts.directories, note.customer, among);
  const { account } = found?.open ?? named ?? book.default();
  const empty = emptyDraft(id, account.id, note.kind, found?.target.type ?? '');
  const values = fitToAccount(book, {
    ...empty.values,
    text: note.text,
    duration: note.callDuration ?? '',
    occurredAt: note.occurredAt ?? '',
    author: note.author ?? '',
    target: found?.target.id ?? searchFor(note.customer),
  });
  return {
    ...empty,
    values,
    ...(found && { target: found.target }),
    // It was not typed, so it is looked through for secrets before it leaves.
    hasPasted: true,
    proposal: { id, sha256, source },
  };
}

/** The account of that id, or the only one of that name. */
export function accountNamed(book: AccountBook, name: string): OpenAccount | undefined {
  const [only, ...others] = book.all().filter(({ account }) => fold(account.label) === fold(name));
  return book.find(name) ?? (others.length === 0 ? only : undefined);
}

/** What the user chooses from, where nobody, or more than one, fits. */
function searchFor(customer: Proposal['note']['customer']): Target['id'] {
  return 'id' in customer ? customer.id : customer.query;
}
