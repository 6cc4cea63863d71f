import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseFileName } from '../../src/storage/claims.ts';
import type { SteadyClock } from '../../src/base/clock.ts';
import { draftSchema } from '../../src/model/draft.ts';
import { entrySchema, needsUser, type Entry } from '../../src/outbox/entry.ts';
import { HostProcess } from './hostProcess.ts';
import { planOf, type Plan, type PlannedRun, type PlannedNote, type PlannedWindow } from './plan.ts';
import { randomBytes } from '../support/random.ts';
import type { FromHost, HostTask } from './protocol.ts';
import { scaledClock, type Epoch, type TimeKeeper } from './scaledClock.ts';
import { targetOf, CampaignServices } from './services.ts';
import { findingsOf, outOfOrder, type NoteResult, type Finding } from './verdict.ts';

/** How a scenario ended. */
export interface Result {
  readonly plan: Plan;
  readonly findings: readonly Finding[];
  /** Of the notes that Send accepted. */
  readonly accepted: number;
  /** Of these, those that ask the user. */
  readonly asking: number;
  /** What happened, line by line with the scenario's time. */
  readonly log: readonly string[];
}

/** Several times as long as anything that the product waits for, in milliseconds of the scenario. */
const settleLimit = 45 * 60_000;

/** What is known of a note while the scenario runs. */
interface Progress {
  readonly planned: PlannedNote;
  /** Which host was last asked to send it. */
  host: string;
  /** How often it was given to a host, and whether the last of them has said what became of it. */
  tries: number;
  answered: boolean;
  saved: boolean;
  rejected: boolean;
  accepted: { readonly from: number; readonly to: number; readonly host: string } | undefined;
  /** Whether it ever asked the user. */
  asked: boolean;
  outcome: string | undefined;
}

/** What scenarios share. */
interface Stage {
  /** Path of the host's bundle. */
  readonly program: string;
  readonly keeper: TimeKeeper;
  /** How many times as fast as the keeper's time a scenario goes. */
  readonly scale: number;
}

/** Runs the scenario of a seed. */
export async function runScenario(seed: number, { program, keeper, scale }: Stage): Promise<Result> {
  const plan = planOf(seed);
  const epoch = { file: keeper.file, origin: keeper.now, scenario: Date.now(), scale };
  const clock = (skew = 0) => scaledClock(epoch, () => keeper.now, skew);
  const folder = await mkdtemp(join(tmpdir(), 'notelog-faults-'));
  const services = await CampaignServices.open(clock(plan.serviceSkew));
  const scenario = new Scenario(plan, program, epoch, clock(), folder, services);
  try {
    return await scenario.run();
  } finally {
    await scenario.end();
    await services.close();
    await rm(folder, { recursive: true, force: true });
  }
}

class Scenario {
  readonly #plan: Plan;
  readonly #program: string;
  readonly #epoch: Epoch;
  readonly #folder: string;
  readonly #services: CampaignServices;
  readonly #clock: SteadyClock;
  readonly #hosts = new Map<string, HostProcess>();
  /** The host of each window, while it has one. */
  readonly #windows = new Map<number, string>();
  readonly #notes = new Map<string, Progress>();
  readonly #lines: string[] = [];
  /** When the first hosts were up, by the clock: everything planned counts from there. */
  #origin = 0;
  #over = false;

  constructor(
    plan: Plan,
    program: string,
    epoch: Epoch,
    clock: SteadyClock,
    folder: string,
    services: CampaignServices,
  ) {
    this.#plan = plan;
    this.#program = program;
    this.#epoch = epoch;
    this.#folder = folder;
    this.#services = services;
    this.#clock = clock;
    for (const planned of plan.notes)
      this.#notes.set(planned.id, {
        planned,
        host: '',
        tries: 0,
        answered: false,
        saved: false,
        rejected: false,
        accepted: undefined,
        asked: false,
        outcome: undefined,
      });
  }

  async run(): Promise<Result> {
    await mkdir(join(this.#folder, 'logs'));
    this.#say(`seed ${this.#plan.seed}: ${JSON.stringify(this.#plan)}`);
    const first = this.#plan.windows.map(({ runs: [run] }, window) => this.#open(window, 0, run));
    await Promise.all(first.map(({ ready }) => ready));
    this.#origin = this.#clock.monotonic();
    await Promise.all([
      ...this.#plan.windows.map((planned, window) => this.#playWindow(window, planned)),
      this.#playNotes(),
      this.#playEvents(),
    ]);
    await this.#endFaults();
    const drained = await this.#drain();
    await this.end();
    await this.#services.settled();
    return await this.#judge(drained);
  }

  async end(): Promise<void> {
    this.#over = true;
    await Promise.all([...this.#hosts.values()].map((host) => host.kill()));
  }

  /** One window, whose host is started again after it has died. */
  async #playWindow(window: number, { runs, restartAfter }: PlannedWindow): Promise<void> {
    for (const [index, run] of runs.entries()) {
      if (this.#now >= this.#plan.endAt) return;
      const host = index === 0 ? this.#hostOf(window) : this.#open(window, index, run);
      if (!host) return;
      void host.ready.then(() => this.#sendAgain());
      await Promise.race([host.ended, this.#until(this.#plan.endAt)]);
      if (host.alive) return;
      this.#say(`host ${window}.${index} has ended`);
      this.#windows.delete(window);
      await this.#until(Math.min(this.#plan.endAt, this.#now + restartAfter));
    }
  }

  #open(window: number, index: number, run: PlannedRun): HostProcess {
    const name = `${window}.${index}`;
    this.#windows.set(window, name);
    return this.#start(name, run);
  }

  /** What was being sent when its host died is sent again, if the user does so. */
  #sendAgain(): void {
    for (const { planned, host, accepted, rejected } of this.#notes.values()) {
      const died = host !== '' && this.#hosts.get(host)?.alive !== true;
      if (died && planned.again && !accepted && !rejected) this.#offer(planned.id);
    }
  }

  async #playNotes(): Promise<void> {
    for (const { planned } of this.#notes.values()) {
      await this.#until(planned.at);
      this.#offer(planned.id);
    }
    await this.#until(this.#plan.endAt);
  }

  async #playEvents(): Promise<void> {
    let outage = Promise.resolve();
    for (const event of this.#plan.events) {
      await this.#until(event.at);
      this.#say(`event ${JSON.stringify(event)}`);
      switch (event.kind) {
        case 'fault':
          this.#services.addFault(event.fault);
          break;
        case 'outage':
          outage = outage.then(() => this.#services.outage(event.ms));
          break;
        case 'kill':
          this.#hostOf(event.window)?.signal('SIGKILL');
          break;
        case 'stop': {
          const host = this.#hostOf(event.window);
          host?.signal('SIGSTOP');
          if (host) this.#wakeLater(host, event.ms);
          break;
        }
      }
    }
    await outage;
  }

  /** Gives a note to its window, or, when that has no host just now, to another, or to the first that comes. */
  #offer(id: string): void {
    const progress = this.#notes.get(id);
    if (!progress || progress.accepted) return;
    const { planned } = progress;
    const { window } = planned;
    const name = this.#windows.get(window) ?? [...this.#windows.values()][0];
    const host = name === undefined ? undefined : this.#hosts.get(name);
    if (name === undefined || !host) return;
    const restored = progress.host !== '' && progress.host !== name;
    progress.tries += 1;
    progress.answered = false;
    progress.host = name;
    this.#say(`${id} is given to host ${name}`);
    void host.ready.then(() =>
      host.tell({
        kind: 'submit',
        restored,
        note: {
          id,
          accountId: planned.service,
          target: targetOf(planned),
          text: textOf(this.#plan, planned),
          attachment: planned.attachment && { name: `${id}.bin`, ...planned.attachment },
        },
      }),
    );
  }

  #start(name: string, run: PlannedRun): HostProcess {
    const { seed, undoTime, machinesDiffer } = this.#plan;
    const task: HostTask = {
      epoch: this.#epoch,
      run,
      storage: join(this.#folder, 'storage'),
      logFile: join(this.#folder, 'logs', `${name}.log`),
      machine: machinesDiffer ? `machine ${name}` : 'machine',
      window: `window ${name.split('.')[0] ?? ''}`,
      seed: seed * 100 + this.#hosts.size,
      undoTime,
      accounts: this.#services.accounts,
    };
    this.#say(`host ${name} starts`);
    const host = new HostProcess(this.#program, task, (message) => this.#heard(name, host, message));
    this.#hosts.set(name, host);
    return host;
  }

  #heard(name: string, host: HostProcess, message: FromHost): void {
    this.#say(`host ${name} says ${JSON.stringify(message)}`);
    if (message.kind === 'stopping') this.#wakeLater(host, message.ms);
    if (!('id' in message)) return;
    const progress = this.#notes.get(message.id);
    if (!progress) return;
    switch (message.kind) {
      case 'saved':
        progress.saved = true;
        break;
      case 'notFree':
        progress.answered = true;
        break;
      case 'asks':
        progress.asked = true;
        break;
      case 'accepted':
        progress.answered = true;
        progress.accepted = { from: message.from, to: message.to, host: name };
        break;
      case 'rejected':
        progress.answered = true;
        progress.rejected = true;
        if (progress.planned.again && progress.tries < 3)
          void this.#clock.wait(3_000).then(() => this.#over || this.#offer(message.id));
        break;
      case 'outcome':
        progress.outcome = message.state;
        break;
    }
  }

  #wakeLater(host: HostProcess, ms: number): void {
    void this.#clock.wait(ms).then(() => host.signal('SIGCONT'));
  }

  #hostOf(window: number): HostProcess | undefined {
    return this.#hosts.get(this.#windows.get(window) ?? '');
  }

  /** All faults are over. */
  async #endFaults(): Promise<void> {
    this.#say('the faults are over');
    this.#services.endFaults();
    for (const host of this.#hosts.values()) host.tell({ kind: 'disarm' });
    await this.#answers(settleLimit / 30);
    if (!this.#plan.survivorsStay) await Promise.all([...this.#hosts.values()].map((host) => host.kill()));
    this.#windows.clear();
    const last = this.#start('last', { skew: this.#plan.lastSkew, processFaults: [], diskFaults: [] });
    this.#windows.set(0, 'last');
    await last.ready;
    for (const { planned, tries } of this.#notes.values()) if (tries === 0) this.#offer(planned.id);
    this.#sendAgain();
  }

  /** Waits until every living host has said what became of the notes that it was given. */
  async #answers(longest: number): Promise<void> {
    const end = this.#clock.monotonic() + longest;
    while (this.#clock.monotonic() < end && !this.#isAnswered()) await this.#clock.wait(1_000);
  }

  #isAnswered(): boolean {
    return [...this.#notes.values()].every(
      ({ tries, answered, host }) => tries === 0 || answered || this.#hosts.get(host)?.alive !== true,
    );
  }

  /** True when nothing is left in the outbox but what asks the user. */
  async #drain(): Promise<boolean> {
    const end = this.#clock.monotonic() + settleLimit;
    // What is stopped still has a note to accept or to refuse, or a late answer to take.
    const longestStop = 420_000;
    const quiet = this.#plan.survivorsStay && this.#plan.themes.includes('stop') ? longestStop : 5_000;
    await this.#clock.wait(quiet);
    for (let looks = 0; this.#clock.monotonic() < end;) {
      looks = (await this.#isDrained()) ? looks + 1 : 0;
      if (looks > 2) return true;
      await this.#clock.wait(2_000);
    }
    return false;
  }

  async #isDrained(): Promise<boolean> {
    if (!this.#isAnswered()) return false;
    const entries = await this.#entries();
    return entries.every(
      ({ entry, owner }) => owner === undefined && entry !== undefined && needsUser(entry),
    );
  }

  async #entries(): Promise<{ id: string; owner: string | undefined; entry: Entry | undefined }[]> {
    const folder = join(this.#folder, 'storage', 'outbox', 'entries');
    const names = await readdir(folder).catch(() => []);
    return await Promise.all(
      names.flatMap((fileName) => {
        const parsed = parseFileName(fileName);
        if (!parsed) return [];
        const { name: id, owner } = parsed;
        const read = readFile(join(folder, fileName), 'utf8').then((text) =>
          entrySchema.parse(JSON.parse(text)),
        );
        return [read.catch(() => undefined).then((entry) => ({ id, owner, entry }))];
      }),
    );
  }

  async #judge(drained: boolean): Promise<Result> {
    const entries = new Map((await this.#entries()).map((each) => [each.id, each.entry]));
    const drafts = await this.#drafts();
    const results = [...this.#notes.values()].map((progress) => this.#resultOf(progress, entries, drafts));
    const findings = [...results.flatMap(findingsOf), ...outOfOrder(results)];
    if (!drained) findings.push({ kind: 'wrong', what: `not drained after ${settleLimit / 60_000} minutes` });
    for (const result of results) this.#say(`end ${JSON.stringify(result)}`);
    const log = await this.#log();
    for (const line of log)
      if (/ UNHANDLED |(Reference|Type|Range)Error: /.test(line))
        findings.push({ kind: 'wrong', what: line });
    const accepted = results.filter((result) => result.accepted);
    return {
      plan: this.#plan,
      findings,
      accepted: accepted.length,
      asking: accepted.filter(({ entry }) => entry !== undefined).length,
      log: findings.length > 0 ? log : [],
    };
  }

  #resultOf(
    progress: Progress,
    entries: Map<string, Entry | undefined>,
    drafts: ReadonlySet<string>,
  ): NoteResult {
    const { planned, accepted, asked, saved, rejected, outcome } = progress;
    const { type, id: target } = targetOf(planned);
    const wanted =
      planned.attachment && createHash('sha256').update(randomBytes(planned.attachment)).digest('hex');
    const held = this.#services
      .notes(planned.service)
      .map((note, at) => ({ ...note, at }))
      .filter(({ text }) => text.includes(textOf(this.#plan, planned)));
    return {
      id: planned.id,
      queue: `${accepted?.host ?? ''} ${type} ${target}`,
      accepted,
      asked,
      saved,
      rejected,
      outcome,
      storedAt: held.map(({ at }) => at),
      intact: held.every(({ sha256 }) => sha256 === wanted),
      entry: entries.get(planned.id),
      hasDraft: drafts.has(planned.id),
    };
  }

  /** The ids of the drafts that can be read. */
  async #drafts(): Promise<ReadonlySet<string>> {
    const folder = join(this.#folder, 'storage', 'drafts');
    const names = await readdir(folder).catch(() => []);
    const found = await Promise.all(
      names.map(async (name) => {
        if (!parseFileName(name)) return undefined;
        const text = await readFile(join(folder, name), 'utf8');
        try {
          return draftSchema.parse(JSON.parse(text)).id;
        } catch {
          return undefined;
        }
      }),
    );
    return new Set(found.filter((id) => id !== undefined));
  }

  /** What the hosts wrote and what was done to them, by time. */
  async #log(): Promise<readonly string[]> {
    const folder = join(this.#folder, 'logs');
    const texts = await Promise.all(
      (await readdir(folder)).map(async (name) =>
        (await readFile(join(folder, name), 'utf8')).split('\n').map((line) => [name, line] as const),
      ),
    );
    const lines = texts
      .flat()
      .filter(([, line]) => line !== '')
      .map(([name, line]) => `${line.slice(0, 8)} ${name.padEnd(8)}${line.slice(8)}`);
    return [...this.#lines, ...lines].sort((a, b) => Number(a.slice(0, 8)) - Number(b.slice(0, 8)));
  }

  get #now(): number {
    return this.#clock.monotonic() - this.#origin;
  }

  #say(line: string): void {
    this.#lines.push(`${this.#clock.monotonic().toFixed(0).padStart(8)} -- ${line}`);
  }

  async #until(at: number): Promise<void> {
    await this.#clock.wait(Math.max(0, at - this.#now));
  }
}

function textOf({ seed }: Plan, { id }: PlannedNote): string {
  return `Called about the invoice, ${id} of scenario ${seed}.`;
}
