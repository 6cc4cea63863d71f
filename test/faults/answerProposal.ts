import type { App } from '../../src/app/createApp.ts';
import { declineProposal, draftOfProposal } from '../../src/compose/openProposal.ts';
import type { Draft } from '../../src/model/draft.ts';
import type { Proposal } from '../../src/proposals/proposal.ts';
import type { ProposalAnswer } from './plan.ts';
import type { NoteToSend } from './protocol.ts';
import { nameOf, sendDraft, type Tell } from './sendNote.ts';

/** What the user does about a proposal; `note.text`: what is typed for it, if anything is. */
interface Answer {
  readonly answer: number;
  readonly does: ProposalAnswer;
  readonly note: NoteToSend;
}

/** Answers a proposal as the tree and the form do, if it is shown. Never rejects. */
export async function answerProposal(app: App, { answer, does, note }: Answer, tell: Tell): Promise<void> {
  const { id } = note;
  try {
    const find = () => app.proposals.pending.find(({ proposal }) => isOf(proposal, id));
    // A row of the tree may be older than what another window has done since.
    if (!find()) await app.proposals.reload();
    const shown = find();
    const result = shown ? await carryOut(app, does, shown.proposal, note, tell) : 'notShown';
    tell({ kind: 'answered', proposal: id, answer, result });
  } catch (error) {
    app.log.warn(`${does} of ${id} failed: ${nameOf(error)}`);
    tell({ kind: 'answered', proposal: id, answer, result: 'failed' });
  }
}

async function carryOut(app: App, does: ProposalAnswer, proposal: Proposal, note: NoteToSend, tell: Tell) {
  const { id } = note;
  if (does === 'decline') {
    tell({ kind: 'declining', proposal: id });
    return (await declineProposal(app, proposal)) === 'done' ? 'declined' : 'notDeclined';
  }
  const draft = await draftOfProposal(app, proposal);
  if (!draft) return 'changed';
  if (does === 'open') return 'opened';
  const text = does === 'change' ? note.text : draft.values.text;
  const version = versionOf(text);
  tell({ kind: 'agreed', proposal: id, version });
  await sendDraft(app, { ...note, text, version }, aboutTarget(draft, note), tell);
  return 'sent';
}

/** The user chooses whom the note is about, since no list on this machine knows the customer. */
function aboutTarget(draft: Draft, { accountId, target }: NoteToSend): Draft {
  const { values } = draft;
  return {
    ...draft,
    values: { ...values, account: accountId, targetType: target.type, target: target.id },
    target,
  };
}

function isOf({ note }: Proposal, id: string): boolean {
  return note.text.includes(`${id} of`);
}

/** Which of the texts that were typed for a note this is, counted from 0. */
function versionOf(text: string): number {
  return Number(/, version (\d+)\./.exec(text)?.[1] ?? 1) - 1;
}
