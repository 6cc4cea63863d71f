import type { OpenAccount } from '../../src/accounts/accountBook.ts';
import { checkEdit } from '../../src/compose/editStoredNote.ts';
import { submit } from '../../src/compose/submit.ts';
import type { App } from '../../src/app/createApp.ts';
import { checkDraft } from '../../src/model/checkDraft.ts';
import { emptyDraft, type Draft } from '../../src/model/draft.ts';
import { Failure } from '../../src/base/failure.ts';
import type { FromHost, NoteToSend } from './protocol.ts';

/** Reports to the campaign. */
export type Tell = (message: FromHost) => void;

/**
 * Sends a note as the form does: the draft is saved as it is typed, the target is read, then comes Send. `restored`:
 * a host that has died was sending it, so that only its draft may be left. Never rejects.
 */
export async function sendNote(app: App, wanted: NoteToSend, restored: boolean, tell: Tell): Promise<void> {
  const { id } = wanted;
  if (restored && !(await restore(app, id))) tell({ kind: 'notFree', id });
  else await sendDraft(app, wanted, draftOf(wanted), tell);
}

/** Types a draft and sends it. `wanted`: the note that it is of, with what is typed. Never rejects. */
export async function sendDraft(app: App, wanted: NoteToSend, typed: Draft, tell: Tell): Promise<void> {
  const { book, drafts, delivery, log } = app;
  const { id, version } = wanted;
  const to = book.find(wanted.accountId);
  if (!to) throw new Error(`No account ${wanted.accountId}`);
  const draft = { ...typed, values: { ...typed.values, text: wanted.text } };
  try {
    drafts.saveSoon(draft);
    await drafts.flush();
    tell({ kind: 'saved', id, version });
  } catch (error) {
    // Then it is in the form only, and is tried again with the next word.
    log.warn(`draft ${draft.id} not saved: ${nameOf(error)}`);
  }
  const from = performance.now();
  try {
    const { note, action } = await checked(app, draft, to);
    await submit(app, draft, note, to, { action });
  } catch (error) {
    tell({ kind: 'rejected', id, why: nameOf(error) });
    log.error(`rejected ${draft.id}`, error);
    return;
  }
  tell({ kind: 'accepted', id, version, from, to: performance.now() });
  log.info(`accepted ${draft.id}, version ${version}`);
  void delivery
    .outcome(draft.id, new AbortController().signal)
    .then(({ state }) => tell({ kind: 'outcome', id, version, state }));
}

/** What is sent for a draft. */
async function checked({ clock }: App, draft: Draft, to: OpenAccount) {
  const [type, targetId] = [draft.values.targetType, draft.values.target];
  if (draft.edits) {
    const edit = checkEdit(draft, to, clock.now());
    if (!edit.ok) throw new Error(edit.message ?? edit.problems.map(({ message }) => message).join(' '));
    return edit;
  }
  const [target = { type, id: targetId }] = await to.provider
    .findTargets(type, targetId, new AbortController().signal)
    .catch(() => [to.provider.targetOffline(type, targetId)]);
  const { capabilities } = to.kind;
  const draftCheck = checkDraft(draft, { target, capabilities, now: clock.now(), format: 'markdown' });
  if (!draftCheck.ok) throw new Error(draftCheck.problems.map(({ message }) => message).join(' '));
  return { note: draftCheck.note, action: undefined };
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
    attachments: attachment
      ? [
          {
            uri: `bytes:${attachment.seed}:${attachment.size}`,
            name: attachment.name,
            size: attachment.size,
          },
        ]
      : [],
  };
}

/** A failure's reason and detail, or an error's message. */
export function nameOf(error: unknown): string {
  if (Failure.is(error)) return `${error.reason} ${error.detail ?? ''}`;
  return error instanceof Error ? error.message : String(error);
}
