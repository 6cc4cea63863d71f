import type { SteadyClock } from '../../src/base/clock.ts';
import { needsUser } from '../../src/outbox/entry.ts';
import { areAnswered, type NoteProgress } from './noteProgress.ts';
import type { Plan } from './plan.ts';
import type { ProposalPlay } from './proposalPlay.ts';
import { readEntries } from './storageContents.ts';

/** Several times as long as anything that the product waits for, in milliseconds of the scenario. */
export const settleLimit = 45 * 60_000;

/** A plan's longest suspension and some more: a suspended host may still have to accept, reject or finish a note. */
const longestSuspension = 420_000;

/** How often in a row the outbox has to be seen settled: in between, an entry may be claimed. */
const looksNeeded = 3;

interface SettleParts {
  readonly plan: Plan;
  readonly notes: ReadonlyMap<string, NoteProgress>;
  readonly play: ProposalPlay;
  /** Absolute path of the folder that all hosts share. */
  readonly storage: string;
  readonly clock: SteadyClock;
}

/** Waits until every living host has accepted or rejected the notes that it was asked to send, or for so many milliseconds. */
export async function untilAnswered(parts: SettleParts, longest: number): Promise<void> {
  const { clock } = parts;
  const end = clock.monotonic() + longest;
  while (clock.monotonic() < end && !isAllAnswered(parts)) await clock.wait(1_000);
}

function isAllAnswered({ notes, play }: SettleParts): boolean {
  return areAnswered(notes.values()) && play.isDone;
}

/** Waits until all that is left in the outbox needs the user. False: that did not happen within {@link settleLimit}. */
export async function untilSettled(parts: SettleParts): Promise<boolean> {
  const { plan, clock } = parts;
  const end = clock.monotonic() + settleLimit;
  const mayBeSuspended = plan.themes.includes('stop') || plan.themes.includes('sleep');
  await clock.wait(plan.survivorsStay && mayBeSuspended ? longestSuspension : 5_000);
  for (let looks = 0; clock.monotonic() < end;) {
    looks = (await isSettled(parts)) ? looks + 1 : 0;
    if (looks >= looksNeeded) return true;
    await clock.wait(2_000);
  }
  return false;
}

async function isSettled(parts: SettleParts): Promise<boolean> {
  if (!isAllAnswered(parts)) return false;
  const entries = await readEntries(parts.storage);
  return entries.every(({ entry, owner }) => owner === undefined && entry !== undefined && needsUser(entry));
}
