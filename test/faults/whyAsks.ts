import { needsUser, type Entry } from '../../src/outbox/entry.ts';
import { withoutTags } from './services.ts';
import type { NoteResult } from './verdict.ts';

/** A host as it stood when all had come to its end. */
export interface HostFacts {
  readonly hostId: string | undefined;
  readonly name: string;
  readonly alive: boolean;
  /** Whether the host that is there at the end can see that it has ended. */
  readonly isSeen: boolean;
}

/** An entry that asks the user; `why`: what makes that right, undefined: nothing does. */
export interface Asking {
  readonly id: string;
  readonly asks: string;
  readonly why: string | undefined;
}

/** The entries of a note that ask the user, each with what makes that right. */
export function askingOf(result: NoteResult, hosts: readonly HostFacts[]): readonly Asking[] {
  return result.entries
    .filter(needsUser)
    .map((entry) => ({ id: entry.id, asks: asksAs(entry), why: whyRight(entry, result, hosts) }));
}

function asksAs({ status }: Entry): string {
  if (status.state === 'refused') return `refused, ${status.failure.reason}`;
  return status.state;
}

function whyRight(
  { status, action, note, attempts }: Entry,
  { copies }: NoteResult,
  hosts: readonly HostFacts[],
) {
  const isRemoval = action?.does === 'remove';
  const base = action && action.does !== 'followUp' ? action.base : undefined;
  switch (status.state) {
    case 'refused':
      if (status.failure.reason === 'conflict' && base && copies[0]?.text !== withoutTags(base.text))
        return 'the stored note was changed since the user opened it';
      if (status.failure.reason === 'notFound' && action && copies.length === 0)
        return 'the stored note was deleted since the user opened it';
      if (['refused', 'notServed'].includes(status.failure.reason) && isRemoval && copies.length > 0)
        return 'the deletion was answered as if there were nothing to delete, and the note is still there';
      if (status.failure.reason === 'notServed' && isRemoval && attempts > 1)
        return 'the answer to the deletion was lost, and that to the next try said nothing of the note';
      return undefined;
    case 'uncertain':
      if (status.candidates?.some(({ text }) => text !== note.text.value))
        return copies[0]?.text === note.text.value
          ? undefined
          : 'the stored note was changed before it was found';
      if (status.candidates?.length !== 0) return undefined;
      return whyMayWake(hosts.find(({ hostId }) => hostId !== undefined && hostId === status.sender));
    case 'waiting':
    case 'sending':
      return undefined;
  }
}

/** Why the host that was sending a note may still send it, as far as the host at the end can know. */
function whyMayWake(sender: HostFacts | undefined): string | undefined {
  const isUnseen = sender?.alive === false && !sender.isSeen;
  return isUnseen ? 'its sender fell silent where no other host sees whether it has ended' : undefined;
}
