import { submit } from '../../src/compose/submit.ts';
import type { App } from '../../src/app/createApp.ts';
import { checkDraft } from '../../src/model/checkDraft.ts';
import { emptyDraft, type Draft } from '../../src/model/draft.ts';
import { Failure } from '../../src/base/failure.ts';
import type { FromHost, NoteToSend } from './protocol.ts';

/**
 * Sends a note as the form does: the draft is saved as it is typed, the target is read, then comes Send. `restored`:
 * a host that has died was sending it, so that only its draft may be left. Never rejects.
 */
export async function sendNote(
  app: App,
  wanted: NoteToSend,
  restored: boolean,
  tell: (message: FromHost) => void,
): Promise<void> {
  const { book, drafts, delivery, clock, log } = app;
  const { id } = wanted;
  if (restored && !(await restore(app, id))) {
    tell({ kind: 'notFree', id });
    return;
  }
  const to = book.find(wanted.accountId);
  if (!to) throw new Error(`No account ${wanted.accountId}`);
  const draft = draftOf(wanted);
  try {
    drafts.saveSoon(draft);
    await drafts.flush();
    tell({ kind: 'saved', id });
  } catch (error) {
    // Then it is in the form only, and is tried again with the next word.
    log.warn(`draft ${id} not saved: ${nameOf(error)}`);
  }
  let from: number;
  try {
    const { type, id: targetId } = wanted.target;
    const [target = wanted.target] = await to.provider
      .findTargets(type, targetId, new AbortController().signal)
      .catch(() => [to.provider.targetOffline(type, targetId)]);
    const checked = checkDraft(draft, {
      target,
      capabilities: to.kind.capabilities,
      now: clock.now(),
      format: 'markdown',
    });
    if (!checked.ok) throw new Error(checked.problems.map(({ message }) => message).join(' '));
    const { queuedAt } = await submit(app, draft, checked.note, to);
    from = queuedAt;
  } catch (error) {
    tell({ kind: 'rejected', id, why: nameOf(error) });
    log.error(`rejected ${id}`, error);
    return;
  }
  tell({ kind: 'accepted', id, from, to: clock.now() });
  log.info(`accepted ${id}`);
  const { state } = await delivery.outcome(id, new AbortController().signal);
  tell({ kind: 'outcome', id, state });
}

/** As src/compose/restoreDrafts.ts decides whether a draft comes back into the form. */
async function restore({ drafts, outbox, log }: App, id: string): Promise<boolean> {
  try {
    const isLeft = (await drafts.all()).some(({ draft }) => draft.id === id);
    if (isLeft && !(await drafts.adopt(id))) return false;
    if (outbox.get(id) === undefined && outbox.receipts.get(id) === undefined) return true;
    if (isLeft) await drafts.remove(id);
  } catch (error) {
    log.error(`draft ${id} not restored`, error);
  }
  return false;
}

function draftOf({ id, accountId, target, text, attachment }: NoteToSend): Draft {
  const empty = emptyDraft(id, accountId, 'note', target.type);
  return {
    ...empty,
    values: { ...empty.values, target: target.id, text },
    ...(attachment && {
      attachment: {
        uri: `bytes:${attachment.seed}:${attachment.size}`,
        name: attachment.name,
        size: attachment.size,
      },
    }),
  };
}

function nameOf(error: unknown): string {
  if (Failure.is(error)) return `${error.reason} ${error.detail ?? ''}`;
  return error instanceof Error ? error.message : String(error);
}
