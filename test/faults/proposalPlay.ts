import type { HostProcess } from './hostProcess.ts';
import type { Hosts } from './hosts.ts';
import { toSend, typeAnew } from './noteProgress.ts';
import type { Plan } from './plan.ts';
import { areDone, recordProposal, type ProposalProgress } from './proposalProgress.ts';
import type { FromHost } from './protocol.ts';
import type { ScenarioLog } from './scenarioLog.ts';
import type { Timeline } from './timeline.ts';

/** How often a call that failed, or an answer to what is not shown yet, is tried. */
const mostTries = 4;

/** Before the next try, in milliseconds of the scenario. */
const retryAfter = 5_000;

/** How long those who look at the end are waited for, in milliseconds of the scenario. */
const longestLook = 10 * 60_000;

interface ProposalPlayParts {
  readonly plan: Plan;
  readonly proposals: ReadonlyMap<string, ProposalProgress>;
  readonly hosts: Hosts;
  readonly timeline: Timeline;
  readonly log: ScenarioLog;
}

/** Those who propose notes, and the user who answers. */
export class ProposalPlay {
  readonly #parts: ProposalPlayParts;
  #stopped = false;

  constructor(parts: ProposalPlayParts) {
    this.#parts = parts;
  }

  /** Makes every call and gives every answer at its time. */
  begin(): void {
    for (const progress of this.#all) {
      for (const call of progress.calls) this.#at(call.planned.at, () => this.#call(progress, call));
      for (const answer of progress.answers)
        this.#at(answer.planned.at, () => this.#answer(progress, answer));
    }
  }

  /** A process of an agent is there again: it asks for what the one before it had no answer to. */
  askAgain(): void {
    for (const progress of this.#all)
      for (const call of progress.calls)
        if (call.planned.again && !call.isAnswered && call.caller?.alive === false)
          this.#call(progress, call);
  }

  /** A host or an agent has reported something, perhaps about a proposal. */
  onReport(from: HostProcess, report: FromHost): void {
    if (!('proposal' in report) && !('id' in report)) return;
    const progress = this.#parts.proposals.get('proposal' in report ? report.proposal : report.id);
    if (!progress) return;
    recordProposal(progress, from, report);
    if (report.kind === 'called')
      for (const call of progress.calls)
        if (progress.ids.size === 0 && call.planned.again && call.isAnswered && call.tries < mostTries)
          this.#later(() => this.#call(progress, call));
    const answer = report.kind === 'answered' ? progress.answers[report.answer] : undefined;
    if (answer && report.kind === 'answered' && report.result === 'notShown' && answer.tries < mostTries)
      this.#later(() => this.#answer(progress, answer));
  }

  /** From now on nothing is proposed or answered. */
  stop(): void {
    this.#stopped = true;
  }

  /** Whether every process that lives has done what it was asked to do. */
  get isDone(): boolean {
    return areDone(this.#all);
  }

  /** Has a host say what has become of each proposal. */
  async look(host: HostProcess): Promise<void> {
    const { clock } = this.#parts.timeline;
    for (const { toMake, proposalId } of this.#all) host.tell({ kind: 'look', ...toMake, proposalId });
    const end = clock.monotonic() + longestLook;
    while (clock.monotonic() < end && host.alive && this.#all.some(({ looked }) => !looked))
      await clock.wait(1_000);
  }

  get #all(): readonly ProposalProgress[] {
    return [...this.#parts.proposals.values()];
  }

  #later(work: () => void): void {
    this.#at(retryAfter, work);
  }

  #at(ms: number, work: () => void): void {
    this.#parts.timeline.later(ms, () => {
      if (!this.#stopped) work();
    });
  }

  #call({ toMake, planned }: ProposalProgress, call: ProposalProgress['calls'][number]): void {
    const { hosts, log } = this.#parts;
    const { by, times } = call.planned;
    const caller = by.kind === 'agent' ? hosts.agent(by.number) : hosts.preferably(by.number);
    if (caller?.alive !== true) return;
    call.caller = caller;
    call.isAnswered = false;
    call.tries += 1;
    log.write(`${planned.note.id} is proposed by ${caller.name}, ${times} times`);
    void caller.ready.then(() => caller.tell({ kind: 'propose', ...toMake, times }));
  }

  #answer(progress: ProposalProgress, answer: ProposalProgress['answers'][number]): void {
    const { hosts, plan, log } = this.#parts;
    const { note, answers } = progress;
    const { window, does } = answer.planned;
    const host = hosts.preferably(window);
    if (host?.alive !== true) return;
    // A window has one form: nobody gives two answers in it at once.
    if (answers.some((other) => other !== answer && other.host === host)) {
      this.#later(() => this.#answer(progress, answer));
      return;
    }
    if (does === 'change' && !answer.note) typeAnew(note, plan);
    const wanted = (answer.note ??= toSend(note));
    answer.host = host;
    answer.tries += 1;
    log.write(`${does} ${note.planned.id} in host ${host.name}`);
    const number = answers.indexOf(answer);
    void host.ready.then(() => host.tell({ kind: 'answer', answer: number, does, note: wanted }));
  }
}
