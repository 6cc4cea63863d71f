import { createServer } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import type { Account } from '../../src/model/account.ts';
import type { Clock } from '../../src/base/clock.ts';
import type { Target } from '../../src/model/note.ts';
import { demoCustomers, demoEntities, demoKeys, demoResellers } from '../sandbox/demo.ts';
import type { Fault } from '../sandbox/faults.ts';
import { startSandbox, type Sandbox } from '../sandbox/sandbox.ts';
import { isNotFound } from './drawServiceFault.ts';
import type { PlannedNote, Service } from './plan.ts';

/** A note as a service holds it. */
export interface HeldNote {
  /** Without formatting. */
  readonly text: string;
  /** Of the attached bytes, hex. */
  readonly sha256: string | undefined;
}

/** Below the ports that systems give to clients. */
const firstPort = 20_000;
const ports = 12_000;
let nextPort = (process.pid * 7) % ports;

/** Both services of a scenario. They can be taken away for a time, and come back with what they held. */
export class CampaignServices implements AsyncDisposable {
  readonly #clock: Clock;
  readonly #pending = new Set<Promise<void>>();
  #sandbox: Sandbox;
  #lag = 0;

  private constructor(sandbox: Sandbox, clock: Clock, pending: Set<Promise<void>>) {
    this.#sandbox = sandbox;
    this.#clock = clock;
    this.#pending = pending;
  }

  static async open(clock: Clock): Promise<CampaignServices> {
    const pending = new Set<Promise<void>>();
    const watched: Clock = {
      now: () => clock.now(),
      wait: (ms, signal) => {
        const wait = clock.wait(ms, signal);
        const over = wait.catch(() => undefined).finally(() => pending.delete(over));
        pending.add(over);
        return wait;
      },
    };
    const port = await freePorts();
    return new CampaignServices(await startSandbox({ port, clock: watched }), watched, pending);
  }

  /** Accounts at both services, with their keys. */
  get accounts(): readonly { readonly account: Account; readonly key: string }[] {
    const { chartmogulUrl, activeplatformUrl } = this.#sandbox;
    return [
      {
        account: {
          id: 'chartmogul',
          provider: 'chartmogul',
          label: 'ChartMogul',
          fields: { baseUrl: chartmogulUrl },
        },
        key: demoKeys.chartmogul,
      },
      {
        account: {
          id: 'activeplatform',
          provider: 'activeplatform',
          label: 'ActivePlatform',
          fields: { baseUrl: activeplatformUrl, resellerId: String(demoResellers.main) },
        },
        key: demoKeys.activeplatform,
      },
    ];
  }

  addFault(fault: Fault): void {
    this.#sandbox.faults.add(fault);
  }

  /** From now on, notes that were stored within so many milliseconds are missing from the lists. */
  lag(ms: number): void {
    this.#lag = ms;
    this.#sandbox.switches.listLag = ms;
  }

  /**
   * From now on every request is answered at once; lists lag as before. Users delete late, so that a deletion may still be
   * answered as if there were nothing to delete.
   */
  endFaults(): void {
    this.#sandbox.faults.clear(isNotFound);
  }

  /** Stops the services for so many milliseconds; what they hold stays. */
  async outage(ms: number): Promise<void> {
    const { state, url } = this.#sandbox;
    await this.#sandbox.stop();
    await this.#clock.wait(ms);
    for (let tries = 1; ; tries += 1) {
      try {
        const port = Number(new URL(url).port);
        const switches = { listLag: this.#lag };
        this.#sandbox = await startSandbox({ port, clock: this.#clock, seed: () => state, switches });
        return;
      } catch (error) {
        if (tries > 50) throw error;
        await setTimeout(20);
      }
    }
  }

  /** Resolves when the services have stored everything that they store late. */
  async settled(): Promise<void> {
    await Promise.all(this.#pending);
    // What they do after the wait is done at once, but after it.
    await setTimeout(20);
  }

  /** In the order in which they were stored. */
  notes(service: Exclude<Service, 'notebook'>): readonly HeldNote[] {
    const { chartmogul, activeplatform } = this.#sandbox.state;
    return service === 'chartmogul'
      ? chartmogul.notes.map(({ text }) => ({ text: withoutTags(text ?? ''), sha256: undefined }))
      : activeplatform.notes.map(({ content, attachment }) => ({
          text: content,
          sha256: attachment?.sha256,
        }));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#sandbox.stop();
  }
}

/** The text of ChartMogul's HTML. What the campaign types has no characters that HTML would escape. */
export function withoutTags(html: string): string {
  return html.replace(/<[^>]*>/g, '').trim();
}

/** The target of a planned note. */
export function targetOf({ service, target }: Pick<PlannedNote, 'service' | 'target'>): Target {
  const { northwind, contoso, tailspin } = demoCustomers;
  const { account, subscription, order } = demoEntities;
  const customers = [northwind, contoso, tailspin].map(({ uuid: id }) => ({ type: 'customer', id }));
  const entities = [
    { type: 'subscription', id: String(subscription) },
    { type: 'account', id: String(account) },
    { type: 'order', id: String(order) },
  ];
  const names = ['Northwind', 'Contoso', 'Tailspin'].map((id) => ({ type: 'customer', id }));
  const id = { chartmogul: customers, activeplatform: entities, notebook: names }[service][target];
  if (!id) throw new Error(`There is no target ${target}`);
  return id;
}

/** A free port, of which the next one is free too. The services use them again after an outage. */
async function freePorts(): Promise<number> {
  for (;;) {
    nextPort = (nextPort + 2) % ports;
    const port = firstPort + nextPort;
    if ((await isFree(port)) && (await isFree(port + 1))) return port;
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return await new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
