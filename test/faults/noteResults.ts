import { createHash } from 'node:crypto';
import { randomBytes } from '../support/random.ts';
import type { NoteProgress } from './noteProgress.ts';
import type { PlannedNote } from './plan.ts';
import { targetOf, type CampaignServices } from './services.ts';
import { readDraftIds, readEntries } from './storageContents.ts';
import type { NoteResult } from './verdict.ts';

/** Puts together what became of the notes: what hosts reported, what the services hold, and what is left in `storage`. */
export async function noteResults(
  notes: Iterable<NoteProgress>,
  services: CampaignServices,
  storage: string,
): Promise<readonly NoteResult[]> {
  const entries = new Map((await readEntries(storage)).map(({ id, entry }) => [id, entry]));
  const draftIds = await readDraftIds(storage);
  return [...notes].map(({ planned, text, accepted, asked, saved, rejected, outcome }) => {
    const { id, service } = planned;
    const { type, id: targetId } = targetOf(planned);
    const sha256 = attachmentHash(planned);
    const copies = services
      .notes(service)
      .map((note, at) => ({ ...note, at }))
      .filter((note) => note.text.includes(text));
    return {
      id,
      queue: `${accepted?.host ?? ''} ${type} ${targetId}`,
      accepted,
      asked,
      saved,
      rejected,
      outcome,
      storedAt: copies.map(({ at }) => at),
      intact: copies.every((copy) => copy.sha256 === sha256),
      entry: entries.get(id),
      hasDraft: draftIds.has(id),
    };
  });
}

/** The SHA-256 that the service should have for its attachment, hex. */
function attachmentHash({ attachment }: PlannedNote): string | undefined {
  return attachment && createHash('sha256').update(randomBytes(attachment)).digest('hex');
}
