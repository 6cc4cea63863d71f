import { createHash } from 'node:crypto';
import { randomBytes } from '../support/random.ts';
import { lastTyped, type NoteProgress } from './noteProgress.ts';
import type { PlannedNote } from './plan.ts';
import { targetOf, type CampaignServices } from './services.ts';
import type { ProposalProgress } from './proposalProgress.ts';
import type { ProposalResult } from './proposalVerdict.ts';
import { readDrafts, readEntries, readNotebook, readOutcomes, readProposals } from './storageContents.ts';
import type { NoteResult } from './verdict.ts';

/** Puts together what became of the notes: what hosts reported, what the services hold, and what is left in `storage`. */
export async function noteResults(
  notes: Iterable<NoteProgress>,
  services: CampaignServices,
  storage: string,
): Promise<readonly NoteResult[]> {
  const entries = await readEntries(storage);
  const drafts = await readDrafts(storage);
  const notebook = await readNotebook(storage);
  return [...notes].map((note) => {
    const { planned, accepted, outOfTurn, outcome, done, takenBack, gone } = note;
    const { id, service } = planned;
    const { type, id: targetId } = targetOf(planned);
    const sha256 = attachmentHash(planned);
    const held = service === 'notebook' ? notebook : services.notes(service);
    const isOwn = (text: string) => text.includes(`${id} of`);
    return {
      id,
      // Files have no order.
      queue: service === 'notebook' ? undefined : `${accepted?.host ?? ''} ${type} ${targetId}`,
      accepted,
      outOfTurn,
      outcome,
      done,
      takenBack,
      gone,
      typed: lastTyped(note),
      copies: held
        .map((copy, at) => ({ at, text: copy.text, intact: copy.sha256 === sha256 }))
        .filter(({ text }) => isOwn(text)),
      entries: entries.flatMap(({ entry }) => (entry && isOwn(entry.draft.values.text) ? [entry] : [])),
      drafts: drafts.map(({ values }) => values.text).filter(isOwn),
    };
  });
}

/** The SHA-256 that the service should have for its attachment, hex. */
function attachmentHash({ attachment }: PlannedNote): string | undefined {
  return attachment && createHash('sha256').update(randomBytes(attachment)).digest('hex');
}

/** Puts together what became of the proposals, and of the notes that they became. */
export async function proposalResults(
  proposals: readonly ProposalProgress[],
  services: CampaignServices,
  storage: string,
  facts: Pick<ProposalResult, 'isPurged' | 'mayExpire'>,
): Promise<readonly ProposalResult[]> {
  const notes = await noteResults(
    proposals.map(({ note }) => note),
    services,
    storage,
  );
  const onDisk = await readProposals(storage);
  const drafts = await readDrafts(storage);
  const outcomes = await readOutcomes(storage);
  return proposals.flatMap((progress, at) => {
    const { note, proposalId, acceptances, declines, looked, ids, agreed } = progress;
    const result = notes[at];
    if (!result) return [];
    const isOwn = (text: string) => text.includes(`${result.id} of`);
    const gone = declines.done > 0 ? 'discarded' : declines.unknown > 0 ? 'maybe' : 'no';
    const left = drafts.filter(({ values }) => isOwn(values.text));
    const own = left.filter((draft) => draft.id === draft.proposal?.id).map(({ values }) => values.text);
    return {
      // What another window had typed when it was answered stays as a draft of its own.
      note: { ...result, gone, ...(gone === 'discarded' && { drafts: own }) },
      ...{ proposalId, acceptances, declines, looked, ...facts },
      ids: [...ids],
      outcome: outcomes.get(proposalId),
      agreed: [...agreed].flatMap((version) => note.versions[version]?.text ?? []),
      onDisk: {
        proposals: onDisk.filter((each) => isOwn(each.note.text)),
        drafts: left,
      },
    };
  });
}
