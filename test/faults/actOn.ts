import { purge, unsent } from '../../src/app/purge.ts';
import type { App } from '../../src/app/createApp.ts';
import { draftOfStored, submitRemoval } from '../../src/compose/editStoredNote.ts';
import { discard, requeue } from '../../src/delivery/resolveEntry.ts';
import { takeBack } from '../../src/delivery/takeBack.ts';
import { assertNever } from '../../src/base/failure.ts';
import type { StoredNote } from '../../src/model/note.ts';
import type { Entry } from '../../src/outbox/entry.ts';
import type { UserAct } from './plan.ts';
import type { NoteToSend } from './protocol.ts';
import { nameOf, sendDraft, type Tell } from './sendNote.ts';

/** Does to a note what the user wants, as the commands do, if it is in a state for that. Never rejects. */
export async function actOn(app: App, does: UserAct, wanted: NoteToSend, tell: Tell): Promise<void> {
  const { id } = wanted;
  try {
    tell({ kind: 'acted', id, result: (await carryOut(app, does, wanted, tell)) ? 'done' : 'nothing' });
  } catch (error) {
    app.log.warn(`${does} of ${id} failed: ${nameOf(error)}`);
    tell({ kind: 'acted', id, result: 'failed' });
  }
}

/** False: the note is in no state for it, and nothing was done. */
async function carryOut(app: App, does: UserAct, wanted: NoteToSend, tell: Tell): Promise<boolean> {
  const { id } = wanted;
  const entry = app.outbox.get(id);
  switch (does) {
    case 'rewrite':
      return entry ? await rewrite(app, entry, wanted, tell) : await edit(app, wanted, tell);
    case 'undo':
      return entry ? (await takenBack(app, entry, id, tell)) !== undefined : false;
    case 'sendNow':
      // Whether an uncertain note is sent again is for the user to say, who has not looked for it.
      return entry ? (await requeue(app, id)) === 'done' : false;
    case 'discard': {
      if (!entry || !isUnsent(entry) || (await discard(app, entry)) !== 'done') return false;
      tell({ kind: 'discarded', id });
      return true;
    }
    case 'remove': {
      const to = app.book.find(wanted.accountId);
      const note = await storedNote(app, wanted);
      if (!to || !note) return false;
      await submitRemoval(app, `${id}-removal-${wanted.version}`, note, to);
      tell({ kind: 'deleting', id });
      return true;
    }
    default:
      return assertNever(does);
  }
}

/** Certainly not stored, and not on its way: what the user does now is done to this very note. */
function isUnsent({ status: { state } }: Entry): boolean {
  return state === 'waiting' || state === 'refused';
}

async function takenBack(app: App, entry: Entry, id: string, tell: Tell) {
  if (!isUnsent(entry)) return undefined;
  const back = await takeBack(app, entry, () => false);
  if (back.result !== 'draft') return undefined;
  tell({ kind: 'takenBack', id });
  return back.draft;
}

async function rewrite(app: App, entry: Entry, wanted: NoteToSend, tell: Tell): Promise<boolean> {
  const draft = await takenBack(app, entry, wanted.id, tell);
  if (draft) await sendDraft(app, wanted, draft, tell);
  return draft !== undefined;
}

/** Changes the text of a stored note. */
async function edit(app: App, wanted: NoteToSend, tell: Tell): Promise<boolean> {
  const to = app.book.find(wanted.accountId);
  const note = to?.kind.capabilities.edit === true ? await storedNote(app, wanted) : undefined;
  if (!to || !note) return false;
  await sendDraft(app, wanted, draftOfStored(`${wanted.id}-edit-${wanted.version}`, to, note), tell);
  return true;
}

/** The note as its service shows it in the list; undefined: it is not there. Rejects as `Provider.list`. */
async function storedNote(app: App, { id, accountId, target }: NoteToSend): Promise<StoredNote | undefined> {
  const { provider } = app.book.find(accountId) ?? {};
  const page = await provider?.list({ target, limit: 100 }, new AbortController().signal);
  return page?.notes.find(({ text }) => text.includes(`${id} `));
}

/** Purges all that is not sent, as the command does. Never rejects. */
export async function purgeAll(app: App, tell: Tell): Promise<void> {
  try {
    const agreed = await unsent(app.purging);
    const ids = [...agreed.entries, ...agreed.drafts].map(({ id }) => id);
    for (const id of ids) tell({ kind: 'purging', id: noteOf(id) });
    await purge(app.purging, agreed, { signal: new AbortController().signal, step: () => undefined });
  } catch (error) {
    app.log.warn(`purge failed: ${nameOf(error)}`);
  }
  tell({ kind: 'purged' });
}

/** The note that an entry's or a draft's id is of. */
function noteOf(id: string): string {
  return /^note-\d+/.exec(id)?.[0] ?? id;
}
