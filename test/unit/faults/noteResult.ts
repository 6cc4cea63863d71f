import type { NoteResult } from '../../faults/verdict.ts';

/** A note that was accepted, and whose service has this text of it, which is the last that was typed. */
export function noteResult(id: string, text: string): NoteResult {
  return {
    id,
    queue: undefined,
    accepted: { from: 0, to: 1, host: '0.0' },
    outOfTurn: false,
    outcome: undefined,
    done: [],
    takenBack: 'no',
    gone: 'no',
    typed: { text, number: 0, accepted: true },
    copies: [{ at: 0, text, intact: true }],
    entries: [],
    drafts: [],
  };
}
