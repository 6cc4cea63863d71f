import type { HostProcess } from './hostProcess.ts';
import type { Hosts } from './hosts.ts';
import { beginAct, recordReport, toSend, type NoteProgress } from './noteProgress.ts';
import type { Plan, UserAct } from './plan.ts';
import type { FromHost } from './protocol.ts';
import type { ScenarioLog } from './scenarioLog.ts';
import type { Timeline } from './timeline.ts';

/** How often a note is submitted before the user gives up. */
const mostTries = 3;

/** Between a rejection and the next Send, in milliseconds. */
const retryAfter = 3_000;

interface NoteSenderParts {
  readonly plan: Plan;
  readonly notes: ReadonlyMap<string, NoteProgress>;
  readonly hosts: Hosts;
  readonly timeline: Timeline;
  readonly log: ScenarioLog;
}

/** The user: presses Send once for every planned note, again where the plan says so, and then does something to it. */
export class NoteSender implements Disposable {
  readonly #parts: NoteSenderParts;
  #stopped = false;

  constructor(parts: NoteSenderParts) {
    this.#parts = parts;
  }

  /** Submits every note at its time. */
  async submitAll(): Promise<void> {
    for (const note of this.#notes) {
      await this.#parts.timeline.until(note.planned.at);
      this.#submit(note);
    }
  }

  /** Submits the notes for which there was no host at their time. */
  submitLate(): void {
    for (const note of this.#notes) if (note.tries === 0) this.#submit(note);
  }

  /** Submits again what a host that has died was sending, if the user would do so. */
  submitAgain(): void {
    for (const note of this.#notes) {
      const { planned, host, accepted, rejected } = note;
      if (host?.alive === false && planned.again && !accepted && !rejected) this.#submit(note);
    }
  }

  /** A host has reported something, perhaps about a note. */
  onReport(host: HostProcess, report: FromHost): void {
    if (!('id' in report)) return;
    const note = this.#parts.notes.get(report.id);
    if (!note) return;
    recordReport(note, host.name, report);
    if (report.kind === 'accepted' && report.version === 0) this.#actOn(note);
    if (report.kind === 'rejected' && note.planned.again && note.tries < mostTries)
      this.#later(retryAfter, () => this.#submit(note));
  }

  /** From now on nothing is submitted. */
  stop(): void {
    this.#stopped = true;
  }

  [Symbol.dispose](): void {
    this.stop();
  }

  get #notes(): readonly NoteProgress[] {
    return [...this.#parts.notes.values()];
  }

  /** Asks a host to send a note: its window's or, when that has none just now, another. Without any it does nothing. */
  #submit(note: NoteProgress): void {
    const host = this.#parts.hosts.preferably(note.planned.window);
    if (note.accepted || note.gone !== 'no' || !host) return;
    const restored = note.host !== undefined && note.host !== host;
    note.tries += 1;
    note.answered = false;
    // What was told of it when it was taken back says nothing of what comes now.
    note.outcome = undefined;
    note.host = host;
    this.#parts.log.write(`${note.planned.id} is given to host ${host.name}`);
    void host.ready.then(() => host.tell({ kind: 'submit', restored, note: toSend(note) }));
  }

  /** Does to a note that was just sent what the user does to it. */
  #actOn(note: NoteProgress): void {
    for (const { after, window, does } of note.planned.acts)
      this.#later(after, () => this.#act(note, window, does));
  }

  #later(ms: number, work: () => void): void {
    this.#parts.timeline.later(ms, () => {
      if (!this.#stopped) work();
    });
  }

  /** Nobody does two things at once to a note, or anything to one that is not sent yet. */
  #act(note: NoteProgress, window: number, does: UserAct): void {
    const { hosts, plan, log } = this.#parts;
    const host = hosts.preferably(window);
    if (!note.accepted || note.gone !== 'no' || note.act?.host.alive === true || !host?.alive) return;
    beginAct(note, plan, does, host);
    log.write(`${does} ${note.planned.id} in host ${host.name}`);
    void host.ready.then(() => host.tell({ kind: 'act', does, note: toSend(note) }));
  }
}
