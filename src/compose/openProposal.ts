import type { AccountBook, OpenAccount } from '../accounts/accountBook.ts';
import { Failure } from '../base/failure.ts';
import type { Directories } from '../customers/directories.ts';
import type { DiscardedDrafts } from '../drafts/discardedDrafts.ts';
import type { DraftStore } from '../drafts/draftStore.ts';
import { emptyDraft, hasContent, type Draft } from '../model/draft.ts';
import type { Proposal } from '../proposals/proposal.ts';
import type { ProposedNote } from '../proposals/proposalInput.ts';
import type { Proposals } from '../proposals/proposals.ts';
import { beingWrittenElsewhere } from '../words/drafts.ts';
import { noteBeingLogged } from '../words/localData.ts';
import { draftUnreadable, typedMeanwhile } from '../words/proposals.ts';
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
 * waits behind it. `changed`: it was answered, or is just being, elsewhere. Failure `storage`; `invalid` while another
 * window is writing the draft.
 */
export async function openProposal(
  parts: OpenProposalParts,
  proposal: Proposal,
): Promise<'done' | 'changed'> {
  // Within the work, so that who asks for it next finds it in the form.
  const draft = await draftOfProposal(parts, proposal, (opened) => parts.composer.open(opened));
  return draft ? 'done' : 'changed';
}

/** The same without the form; `use` gets the draft before anybody else. Undefined: it was answered, or is just being, elsewhere. */
export async function draftOfProposal(
  parts: OpenProposalParts,
  proposal: Proposal,
  use: (draft: Draft) => void = () => undefined,
): Promise<Draft | undefined> {
  const opened: { draft: Draft | undefined } = { draft: undefined };
  await parts.proposals.open(proposal, async () => {
    opened.draft = (await takeDraft(parts, proposal.id)) ?? (await newDraftOf(parts, proposal));
    use(opened.draft);
  });
  return opened.draft;
}

/** On the disk before it is seen: from here on there is one draft of it, whichever window opens it. Failure `storage`. */
async function newDraftOf(parts: OpenProposalParts, proposal: Proposal): Promise<Draft> {
  const { id, sha256, source, note } = proposal;
  const draft: Draft = {
    ...(await draftFrom(parts, id, note)),
    // It was not typed, so it is looked through for secrets before it leaves.
    hasPasted: true,
    proposal: { id, sha256, source },
  };
  parts.drafts.saveSoon(draft);
  try {
    await parts.drafts.flush(id);
  } catch (error) {
    // The proposal waits as before. A draft that is saved later would come back even after it was declined.
    await parts.drafts.remove(id).catch(() => undefined);
    throw error;
  }
  return draft;
}

/**
 * The user does not want a proposal that was shown. The draft that it has become is discarded, too, and can be opened
 * again. `own`: this draft, where the caller has it. As {@link openProposal}; Failure `invalid` also while the draft is
 * being logged.
 */
export function declineProposal(
  parts: OpenProposalParts & { readonly discarded: DiscardedDrafts },
  proposal: Proposal,
  own?: Draft,
): Promise<'done' | 'changed'> {
  return parts.proposals.decline(proposal, async () => {
    const draft = own ?? (await takeDraft(parts, proposal.id));
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
    // It stays where the user has typed while the disk was busy: that is an answer, too.
    if (composer.holds(draft.id)) throw new Failure('invalid', typedMeanwhile());
    return;
  }
  if (hasContent(draft)) await discarded.save(draft);
  composer.forget(draft.id);
  await drafts.removeVersion(draft);
}

/** The draft of that id, for this window to write; undefined: there is none. Failures as {@link openProposal}. */
async function takeDraft({ composer, drafts }: OpenProposalParts, id: string): Promise<Draft | undefined> {
  const here = composer.find(id);
  if (here) return here;
  const left = (await drafts.all()).find(({ draft }) => draft.id === id);
  // Whoever goes on as if there were none ends what was typed.
  if (!left && (await drafts.isThere(id))) throw new Failure('storage', draftUnreadable());
  if (!left) return undefined;
  if (!(await drafts.adopt(id))) throw new Failure('invalid', beingWrittenElsewhere());
  return left.draft;
}

/** A draft of this id with what is known of a note: whoever is named in it, if the lists on this machine know them. */
export async function draftFrom(
  { book, directories }: Pick<OpenProposalParts, 'book' | 'directories'>,
  id: string,
  { account: name, customer, ...note }: Partial<ProposedNote>,
): Promise<Draft> {
  const { named, among } = accountsFor(book, name);
  const found = customer && (await proposedCustomer(directories, customer, among));
  const { account } = found?.open ?? named ?? book.default();
  const empty = emptyDraft(id, account.id, note.kind ?? '', found?.target.type ?? '');
  const values = fitToAccount(book, {
    ...empty.values,
    text: note.text ?? '',
    duration: note.callDuration ?? '',
    occurredAt: note.occurredAt ?? '',
    author: note.author ?? '',
    target: found?.target.id ?? searchFor(customer),
  });
  return { ...empty, values, ...(found && { target: found.target }) };
}

/** Whom a caller means. Undefined: nobody, or more than one, fits. */
export function customerMeant(
  { book, directories }: Pick<OpenProposalParts, 'book' | 'directories'>,
  { account, customer }: { readonly account?: string | undefined; readonly customer: NamedCustomer },
): ReturnType<typeof proposedCustomer> {
  return proposedCustomer(directories, customer, accountsFor(book, account).among);
}

type NamedCustomer = NonNullable<ProposedNote['customer']>;

/** The account that is named, and those among which a customer is looked for. */
function accountsFor(
  book: AccountBook,
  name: string | undefined,
): { readonly named: OpenAccount | undefined; readonly among: readonly OpenAccount[] } {
  if (name === undefined) return { named: undefined, among: book.all() };
  const named = book.named(name);
  return { named, among: named ? [named] : [] };
}

/** What is searched for, where nobody, or more than one, fits. */
function searchFor(customer: NamedCustomer | undefined): string {
  if (!customer) return '';
  return 'id' in customer ? customer.id : customer.query;
}
