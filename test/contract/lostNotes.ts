import { expect } from 'vitest';
import type { Note, StoredNote } from '../../src/model/note.ts';
import type { OutgoingNote, LostNote } from '../../src/providers/outgoingNote.ts';
import type { SandboxOptions } from '../sandbox/options.ts';
import { realClock } from '../sandbox/realClock.ts';
import { activeplatform, chartmogul, type SandboxCase } from './cases.ts';
import { entry, failureOf, noSignal } from './contractCase.ts';

/** A minute, in milliseconds. */
export const minutes = 60_000;

/** Every case with a service behind it, by name. */
export const services: readonly (readonly [string, (options?: SandboxOptions) => Promise<SandboxCase>])[] = [
  ['chartmogul (customer_notes)', chartmogul('customer_notes')],
  ['chartmogul (notes)', chartmogul('notes')],
  ['activeplatform', activeplatform('quoted')],
];

/** The request for `outgoing`, begun just now, whose answer was lost. */
export function lost(outgoing: OutgoingNote, ...others: readonly StoredNote[]): LostNote {
  return { ...outgoing, since: Date.now(), takenNoteIds: new Set(others.map(({ id }) => id)) };
}

/** Creates a note whose answer does not arrive. */
export async function createLosing(
  its: SandboxCase,
  at: 'beforeStoring' | 'afterStoring',
  more: Partial<Note> = {},
) {
  const outgoing = await entry(its, more);
  const lostNote = lost(outgoing);
  its.service.injectFault({ method: 'POST', kind: 'drop', at });
  expect(await failureOf(its.provider.create(outgoing, noSignal))).toMatchObject({ reason: 'dropped' });
  return lostNote;
}

/** Options of a sandbox whose clock is `ms` ahead of this machine's. */
export const ahead = (ms: number): SandboxOptions => ({
  clock: { ...realClock, now: () => Date.now() + ms },
});

/** The id of a customer of ChartMogul in the sandbox. */
export const northwind = 'cus_7c1f0a52-5a0e-4f7e-9a53-0d2b6b6f1a01';
