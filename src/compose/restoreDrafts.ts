import { isDeepStrictEqual } from 'node:util';
import type { DraftStore } from '../notes/draft/draftStore.ts';
import { hasContent, type Draft } from '../notes/draft/draft.ts';
import type { NewId } from '../notes/ids.ts';
import type { Log } from '../notes/log.ts';
import type { Outbox } from '../notes/outbox/outbox.ts';
import type { Composer } from './composer.ts';

/** What bringing drafts back needs. */
export interface RestoreParts {
  readonly drafts: DraftStore;
  /** Loaded. */
  readonly outbox: Outbox;
  readonly composer: Composer;
  readonly newId: NewId;
  readonly log: Log;
}

/**
 * Brings back what was being written, the newest in the form. A draft that is in the outbox word for word is only
 * left over; one that was changed since is a note of its own. Never rejects: a disk that refuses is logged.
 */
export async function restoreDrafts(parts: RestoreParts): Promise<void> {
  const left = await parts.drafts.all().catch((error: unknown) => {
    parts.log.error('Drafts cannot be read', error);
    return [];
  });
  for (const draft of [...left].reverse())
    await restore(parts, draft).catch((error: unknown) => parts.log.error('A draft cannot be moved', error));
}

async function restore({ drafts, outbox, composer, newId }: RestoreParts, draft: Draft): Promise<void> {
  const queued = outbox.get(draft.id)?.draft;
  if (!hasContent(draft) || (queued && sameText(draft, queued))) await drafts.remove(draft.id);
  else if (queued) {
    const own = { ...draft, id: newId() };
    composer.open(own);
    drafts.saveSoon(own);
    await drafts.flush();
    await drafts.remove(draft.id);
  } else composer.open(draft);
}

/** Whom it was found to be for does not count: that is read, not typed. */
function sameText({ target: _a, ...one }: Draft, { target: _b, ...other }: Draft): boolean {
  return isDeepStrictEqual(one, other);
}
