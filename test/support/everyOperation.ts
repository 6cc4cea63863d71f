import type { Outbox } from '../../src/outbox/outbox.ts';
import { settle } from './fakeClock.ts';
import type { Fault } from './faultyFiles.ts';
import type { Hosts, OutboxHost } from './outboxHosts.ts';

/** What is sent while the disk fails: where, and how it gets into the outbox. */
export interface Sending<Opened extends Hosts> {
  /** The hosts and the service of one run. */
  readonly open: () => Opened;
  readonly put: (outbox: Outbox) => Promise<unknown>;
}

/** Lets time pass until nothing is left to be sent; `most`: in tens of seconds. */
export async function untilEmpty(
  { clock }: Hosts,
  { outbox, delivery }: OutboxHost,
  most = 200,
): Promise<void> {
  for (let waited = 0; outbox.size > 0 && waited < most; waited++) {
    await clock.advance(10_000);
    await settle();
    if (waited % 20 === 19) delivery.wake('account');
  }
}

/** How many operations on the disk sending takes, all together. */
export async function countOperations<Opened extends Hosts>(sending: Sending<Opened>): Promise<number> {
  let operations = 0;
  const { opened, here } = await begin(sending, () => {
    operations += 1;
    return undefined;
  });
  await untilEmpty(opened, here);
  return operations;
}

/**
 * Sends anew for each operation on the disk: there the host dies, and a second one sends what is left. `check` is told
 * at which it died. Gives how many there were.
 */
export async function killAtEachOperation<Opened extends Hosts>(
  sending: Sending<Opened>,
  check: (dies: number, opened: Opened, next: OutboxHost) => void,
): Promise<number> {
  const operations = await countOperations(sending);
  for (let dies = 1; dies <= operations; dies++) {
    let done = 0;
    const { opened, here } = await begin(sending, () => (++done >= dies ? 'EKILLED' : undefined));
    await opened.clock.advance(1000);
    await settle();
    here.kill();
    const next = await opened.host();
    await untilEmpty(opened, next);
    check(dies, opened, next);
  }
  return operations;
}

/** Puts what is to be sent, and wakes the host on a disk with this fault. */
export async function begin<Opened extends Hosts>(
  { open, put }: Sending<Opened>,
  fault: Fault,
): Promise<{ readonly opened: Opened; readonly here: OutboxHost }> {
  const opened = open();
  const here = await opened.host({ asleep: true });
  await put(here.outbox);
  here.disk.fault = fault;
  here.delivery.wake('account');
  return { opened, here };
}
