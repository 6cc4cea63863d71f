import type { HostProcess } from './hostProcess.ts';
import type { Plan, PlannedNote, UserAct } from './plan.ts';
import type { NoteReport, NoteToSend } from './protocol.ts';
import { targetOf } from './services.ts';

/** A text that the user typed for a note. */
interface Version {
  readonly text: string;
  /** Whether the draft with it was ever on disk. */
  saved: boolean;
  /** Whether Send ever put it into the outbox. */
  accepted: boolean;
}

/** What is known of a note while the scenario runs. */
export interface NoteProgress {
  readonly planned: PlannedNote;
  /** What was typed, oldest first. */
  readonly versions: [Version, ...Version[]];
  /** The host that was last asked to send it. */
  host: HostProcess | undefined;
  /** How often a host was asked to send it. */
  tries: number;
  /** Whether the last of these hosts has reported what became of it. */
  answered: boolean;
  /** Whether Send ever failed to put it into the outbox. */
  rejected: boolean;
  /** Between which times of its host's process it was put into the outbox; undefined: it was not, or was taken back. */
  accepted: { readonly from: number; readonly to: number; readonly host: string } | undefined;
  /** Whether its place among the others says nothing: it asked the user, or the user did something to it. */
  outOfTurn: boolean;
  /** What `delivery.outcome` last said, of a version. */
  outcome: { readonly version: number; readonly state: string } | undefined;
  /** What the user is doing to it, and in which host. */
  act: { readonly does: UserAct; readonly host: HostProcess } | undefined;
  /** What the user has done to it so far. */
  readonly done: UserAct[];
  /** Whether it is a draft again. */
  takenBack: 'no' | 'maybe' | 'yes';
  /** Whether the user has made it go: `discarded`, before it was sent; `deleting`, once it was stored. */
  gone: 'no' | 'maybe' | 'discarded' | 'deleting';
}

/** The notes of a plan, before anything is done with them. */
export function notesOf(plan: Plan): ReadonlyMap<string, NoteProgress> {
  return new Map(plan.notes.map((planned) => [planned.id, noteOf(planned, plan)]));
}

/** A note before anything is done with it. */
export function noteOf(planned: PlannedNote, { seed }: Pick<Plan, 'seed'>): NoteProgress {
  return {
    planned,
    versions: [versionOf(`${planned.id} of scenario ${seed}`)],
    host: undefined,
    tries: 0,
    answered: false,
    rejected: false,
    accepted: undefined,
    outOfTurn: false,
    outcome: undefined,
    act: undefined,
    done: [],
    takenBack: 'no',
    gone: 'no',
  };
}

/** The user types another text for a note. */
export function typeAnew({ planned, versions }: NoteProgress, { seed }: Pick<Plan, 'seed'>): void {
  versions.push(versionOf(`${planned.id} of scenario ${seed}, version ${versions.length + 1}`));
}

function versionOf(name: string): Version {
  return { text: `Called about the invoice, ${name}.`, saved: false, accepted: false };
}

/** The user does something to a note in a host. */
export function beginAct(note: NoteProgress, plan: Plan, does: UserAct, host: HostProcess): void {
  note.act = { does, host };
  note.outOfTurn = true;
  if (does === 'rewrite') typeAnew(note, plan);
  if (does === 'rewrite' || does === 'undo') note.takenBack = 'maybe';
  if (does === 'discard' || does === 'remove') note.gone = 'maybe';
}

/** Keeps what a host reported about a note. */
export function recordReport(note: NoteProgress, host: string, report: NoteReport): void {
  const version = 'version' in report ? note.versions[report.version] : undefined;
  switch (report.kind) {
    case 'saved':
      if (version) version.saved = true;
      break;
    case 'notFree':
      note.answered = true;
      break;
    case 'asks':
      note.outOfTurn = true;
      break;
    case 'accepted':
      note.answered = true;
      if (version) version.accepted = true;
      note.accepted ??= { from: report.from, to: report.to, host };
      note.takenBack = 'no';
      break;
    case 'rejected':
      note.answered = true;
      note.rejected = true;
      break;
    case 'outcome':
      note.outcome = report;
      break;
    case 'takenBack':
      note.takenBack = 'yes';
      note.accepted = undefined;
      break;
    case 'discarded':
      note.gone = 'discarded';
      break;
    case 'deleting':
      note.gone = 'deleting';
      break;
    case 'purging':
      note.gone = 'maybe';
      break;
    case 'acted':
      if (report.result === 'nothing') cameToNothing(note);
      if (report.result === 'done' && note.act) note.done.push(note.act.does);
      note.act = undefined;
      break;
  }
}

function cameToNothing(note: NoteProgress): void {
  const does = note.act?.does;
  if (does === 'rewrite' || does === 'undo') note.takenBack = 'no';
  if (does === 'discard' || does === 'remove') note.gone = 'no';
}

/** The last text that was typed and came onto the disk; undefined: none did. */
export function lastTyped({ versions }: NoteProgress): (Version & { readonly number: number }) | undefined {
  const number = versions.findLastIndex(({ saved, accepted }) => saved || accepted);
  const version = versions[number];
  return version && { ...version, number };
}

/** Whether every note that a living host was asked to do something with has been dealt with by it. */
export function areAnswered(notes: Iterable<NoteProgress>): boolean {
  return [...notes].every(
    ({ tries, answered, host, act }) =>
      (tries === 0 || answered || host?.alive !== true) && act?.host.alive !== true,
  );
}

/** A note as a host is asked to send it, with the last text that the user typed. */
export function toSend({ planned, versions }: NoteProgress): NoteToSend {
  const { id, service: accountId, attachment } = planned;
  const version = versions.length - 1;
  return {
    id,
    accountId,
    target: targetOf(planned),
    version,
    text: versions[version]?.text ?? '',
    attachment: attachment && { name: `${id}.bin`, ...attachment },
  };
}
