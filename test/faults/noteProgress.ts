import type { HostProcess } from './hostProcess.ts';
import type { Plan, PlannedNote } from './plan.ts';
import type { FromHost } from './protocol.ts';

/** What is known of a note while the scenario runs. */
export interface NoteProgress {
  readonly planned: PlannedNote;
  /** What was typed. */
  readonly text: string;
  /** The host that was last asked to send it. */
  host: HostProcess | undefined;
  /** How often a host was asked to send it. */
  tries: number;
  /** Whether the last of these hosts has reported what became of it. */
  answered: boolean;
  /** Whether its draft was ever on disk. */
  saved: boolean;
  /** Whether Send ever failed to put it into the outbox. */
  rejected: boolean;
  /** Between which times of its host's clock it was put into the outbox; undefined: it was not. */
  accepted: { readonly from: number; readonly to: number; readonly host: string } | undefined;
  /** Whether it ever asked the user. */
  asked: boolean;
  /** What `delivery.outcome` last said. */
  outcome: string | undefined;
}

/** The notes of a plan, before anything is done with them. */
export function notesOf({ seed, notes }: Plan): ReadonlyMap<string, NoteProgress> {
  return new Map(
    notes.map((planned) => [
      planned.id,
      {
        planned,
        text: `Called about the invoice, ${planned.id} of scenario ${seed}.`,
        host: undefined,
        tries: 0,
        answered: false,
        saved: false,
        rejected: false,
        accepted: undefined,
        asked: false,
        outcome: undefined,
      },
    ]),
  );
}

/** A report about a note. */
type NoteReport = Extract<FromHost, { readonly id: string }>;

/** Keeps what a host reported about a note. */
export function recordReport(note: NoteProgress, host: string, report: NoteReport): void {
  switch (report.kind) {
    case 'saved':
      note.saved = true;
      break;
    case 'notFree':
      note.answered = true;
      break;
    case 'asks':
      note.asked = true;
      break;
    case 'accepted':
      note.answered = true;
      note.accepted = { from: report.from, to: report.to, host };
      break;
    case 'rejected':
      note.answered = true;
      note.rejected = true;
      break;
    case 'outcome':
      note.outcome = report.state;
      break;
  }
}

/** Whether every note that a living host was asked to send has been accepted or rejected by it. */
export function areAnswered(notes: Iterable<NoteProgress>): boolean {
  return [...notes].every(({ tries, answered, host }) => tries === 0 || answered || host?.alive !== true);
}
