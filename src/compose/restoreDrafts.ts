import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '../base/clock.ts';
import { hasContent, type Draft } from '../model/draft.ts';
import type { DraftStore } from '../drafts/draftStore.ts';
import { idleAfter } from '../drafts/draftClaims.ts';
import type { NewId } from '../base/ids.ts';
import type { Log } from '../base/log.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Composer } from './composer.ts';

/** What bringing drafts back needs. */
export interface RestoreParts {
  readonly drafts: DraftStore;
  /** Loaded. */
  readonly outbox: Outbox;
  readonly composer: Composer;
  /** This window, as the draft store knows it. */
  readonly window: string;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly log: Log;
}

/**
 * Brings back what this window was writing, the newest in the form. A draft that is in the outbox word for word, or
 * was stored, is only left over; one that was changed since is a note of its own. The host that this window had
 * before may still hold drafts: they are asked for once more when it has had the time to give them back. Resolves
 * when those that are free are back. Never rejects: a disk that refuses is logged.
 */
export async function restoreDrafts(parts: RestoreParts): Promise<void> {
  const { clock, log } = parts;
  const failed = (error: unknown) => log.error('Drafts cannot be read', error);
  const held = await restoreFree(parts).catch(failed);
  // Two seconds more than a host that lives on needs to give back what nobody writes any more.
  if (held === true)
    void clock
      .wait(idleAfter + 2_000)
      .then(() => restoreFree(parts))
      .catch(failed);
}

/** True when another host holds some of this window's drafts. */
async function restoreFree(parts: RestoreParts): Promise<boolean> {
  let held = false;
  for (const { draft } of await parts.drafts.all()) {
    if (draft.window !== parts.window) continue;
    if (await parts.drafts.adopt(draft.id))
      await restore(parts, draft).catch((error: unknown) =>
        parts.log.error('A draft cannot be moved', error),
      );
    else held = true;
  }
  return held;
}

async function restore({ drafts, outbox, composer, newId }: RestoreParts, draft: Draft): Promise<void> {
  const queued = outbox.get(draft.id)?.draft;
  const stored = !queued && outbox.receipts.get(draft.id) !== undefined;
  if (!hasContent(draft) || stored || (queued && sameText(draft, queued))) await drafts.remove(draft.id);
  else if (queued) {
    const own = { ...draft, id: newId() };
    show(composer, own);
    drafts.saveSoon(own);
    await drafts.flush();
    await drafts.remove(draft.id);
  } else show(composer, draft);
}

/** What the user is writing by now stays where it is. */
function show(composer: Composer, draft: Draft): void {
  if (composer.hasContent) composer.setAside(draft);
  else composer.open(draft);
}

/** Whom it was found to be for, and in which window, does not count: neither is typed. */
function sameText(
  { target: _a, window: _b, ...one }: Draft,
  { target: _c, window: _d, ...other }: Draft,
): boolean {
  return isDeepStrictEqual(one, other);
}
