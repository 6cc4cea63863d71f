import { takeBack, type TakeBackParts, type TakeBackResult } from '../delivery/takeBack.ts';
import type { Log } from '../base/log.ts';
import { problemsOf, type Problem } from '../model/checkDraft.ts';
import type { Draft } from '../model/draft.ts';
import { failureFrom, type Entry } from '../outbox/entry.ts';
import * as words from '../words/form.ts';
import type { Notice } from './formState.ts';
import { canBeCorrected, type LoggedNotes } from './loggedNotes.ts';

/** The form, as far as notes come back into it. */
interface FormForNotes {
  readonly logged: LoggedNotes;
  readonly hasContent: boolean;
  readonly logging: unknown;
  readonly holds: (draftId: string) => boolean;
  readonly open: (draft: Draft) => void;
}

/** What bringing a note back into the form needs. */
export interface ReturnParts extends TakeBackParts {
  readonly composer: FormForNotes;
  readonly log: Log;
}

/** Whether a note is in the form again; `changed`: it has left, or somebody is doing something to it. */
export type TakenBack = TakeBackResult['result'];

/** A refused note that is in the form again, and why it was refused. */
interface ReturnedNote {
  readonly draftId: string;
  readonly problems: readonly Problem[];
  readonly notice: Notice | undefined;
}

/** Takes a logged note back into the form; what is being written there waits. Failure `storage`: it stays. */
export async function undoLogged(parts: ReturnParts, id: string): Promise<TakenBack> {
  const entry = parts.outbox.get(id);
  return entry ? await bringBack(parts, entry) : 'changed';
}

/**
 * Brings a note that the service refused back by itself, so that it can be corrected at once; only while the form holds
 * nothing of the user's, and only one. Undefined: none was. `busy`: somebody is still doing something to it. Never rejects.
 */
export async function returnRefused(parts: ReturnParts): Promise<ReturnedNote | 'busy' | undefined> {
  const { composer, log, outbox } = parts;
  if (composer.hasContent || composer.logging !== undefined) return undefined;
  const entry = composer.logged
    .entries()
    .find((each) => canBeCorrected(each) && outbox.ownerOf(each.id) === undefined);
  if (entry?.status.state !== 'refused') return undefined;
  try {
    if ((await bringBack(parts, entry)) !== 'draft') return 'busy';
  } catch (error) {
    log.error('A refused note stays in the outbox', error);
    return undefined;
  }
  const failure = failureFrom(entry.status.failure);
  const problems = problemsOf(failure);
  const notice = problems.length > 0 ? undefined : { message: words.refused(failure.message), isError: true };
  return { draftId: entry.draft.id, problems, notice };
}

async function bringBack(parts: ReturnParts, entry: Entry): Promise<TakenBack> {
  const { composer } = parts;
  const taken = await takeBack(parts, entry, (id) => composer.holds(id));
  if (taken.result === 'changed') return 'changed';
  composer.logged.forget(entry.id);
  if (taken.result === 'draft') composer.open(taken.draft);
  return taken.result;
}
