import type { Clock } from '../base/clock.ts';
import { hasContent, type Draft } from '../model/draft.ts';
import type { DraftStore } from '../drafts/draftStore.ts';
import { idleAfter } from '../drafts/draftClaims.ts';
import { isSameDraft } from '../drafts/isSameDraft.ts';
import { staleAfter } from '../storage/claims.ts';
import type { NewId } from '../base/ids.ts';
import type { Log } from '../base/log.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Composer } from './composer.ts';

/** What restoring drafts needs. */
interface RestoreParts {
  readonly drafts: DraftStore;
  /** Loaded. */
  readonly outbox: Outbox;
  readonly composer: Composer;
  /** This window, as the draft store knows it. */
  readonly window: string;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly log: Log;
  /** Aborts when this window ends: then no more drafts are taken. */
  readonly closed: AbortSignal;
}

/**
 * Restores what this window was writing, the newest in the form. A draft that is in the outbox word for word, or was
 * stored, is a leftover and is removed; one that was changed since is a note of its own. The host that this window had
 * before may still hold drafts: they are tried again until it has given them back, or was silent for long. Resolves
 * when those that are free are restored. Never rejects: a disk that refuses is logged.
 */
export async function restoreDrafts(parts: RestoreParts): Promise<void> {
  const { log } = parts;
  const failed = (error: unknown) => log.error('Drafts cannot be read', error);
  const held = await restoreFree(parts).catch(failed);
  if (held === true) void restoreLater(parts).catch(failed);
}

/**
 * A living host gives a draft back when nobody has typed in it for `idleAfter`; two seconds more for the disk. One that
 * has not certainly ended, such as the last before the machine was started again, only its silence shows to be gone.
 */
async function restoreLater(parts: RestoreParts): Promise<void> {
  const pause = idleAfter + 2_000;
  for (let waited = 0; waited < 2 * staleAfter; waited += pause) {
    await parts.clock.wait(pause, parts.closed).catch(() => undefined);
    if (parts.closed.aborted || !(await restoreFree(parts))) return;
  }
}

/** True when another host holds some of this window's drafts. */
async function restoreFree(parts: RestoreParts): Promise<boolean> {
  let held = false;
  for (const { draft } of await parts.drafts.all()) {
    if (draft.window !== parts.window) continue;
    try {
      if (await parts.drafts.adopt(draft.id)) await restore(parts, draft);
      else held = true;
    } catch (error) {
      parts.log.error('A draft cannot be restored', error);
    }
  }
  return held;
}

async function restore({ drafts, outbox, composer, newId }: RestoreParts, draft: Draft): Promise<void> {
  const queued = outbox.get(draft.id)?.draft;
  const stored = !queued && outbox.receipts.get(draft.id) !== undefined;
  if (!hasContent(draft) || stored || (queued && isSameDraft(draft, queued))) await drafts.remove(draft.id);
  else if (queued) {
    const own = { ...draft, id: newId() };
    show(composer, own);
    drafts.saveSoon(own);
    await drafts.flush(own.id);
    await drafts.remove(draft.id);
  } else show(composer, draft);
}

/** Never replaces what the user is writing by now. */
function show(composer: Composer, draft: Draft): void {
  if (composer.hasContent) composer.openLater(draft);
  else composer.open(draft);
}
