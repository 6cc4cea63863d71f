import type { HostProcess } from './hostProcess.ts';
import type { Hosts } from './hosts.ts';
import { recordReport, type NoteProgress } from './noteProgress.ts';
import type { FromHost } from './protocol.ts';
import type { ScenarioLog } from './scenarioLog.ts';
import { targetOf } from './services.ts';
import type { Timeline } from './timeline.ts';

/** How often a note is submitted before the user gives up. */
const mostTries = 3;

/** Between a rejection and the next Send, in milliseconds. */
const retryAfter = 3_000;

interface NoteSenderParts {
  readonly notes: ReadonlyMap<string, NoteProgress>;
  readonly hosts: Hosts;
  readonly timeline: Timeline;
  readonly log: ScenarioLog;
}

/** The user who presses Send: once for every planned note, and again where the plan says so. */
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
    if (report.kind === 'rejected' && note.planned.again && note.tries < mostTries)
      void this.#parts.timeline.clock.wait(retryAfter).then(() => this.#stopped || this.#submit(note));
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
    const { planned, text } = note;
    const host = this.#parts.hosts.preferably(planned.window);
    if (note.accepted || !host) return;
    const restored = note.host !== undefined && note.host !== host;
    note.tries += 1;
    note.answered = false;
    note.host = host;
    const { id, service: accountId, attachment } = planned;
    this.#parts.log.write(`${id} is given to host ${host.name}`);
    void host.ready.then(() =>
      host.tell({
        kind: 'submit',
        restored,
        note: {
          id,
          accountId,
          target: targetOf(planned),
          text,
          attachment: attachment && { name: `${id}.bin`, ...attachment },
        },
      }),
    );
  }
}
