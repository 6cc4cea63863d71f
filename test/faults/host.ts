import { randomUUID } from 'node:crypto';
import { openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { AccountBook, type AccountSettings } from '../../src/accounts/accountBook.ts';
import { RecentTargets } from '../../src/customers/recentTargets.ts';
import { submit, type SubmitParts } from '../../src/compose/submit.ts';
import { Lease } from '../../src/storage/lease.ts';
import { processHost, processRuns } from '../../src/storage/processHost.ts';
import { createSend, requestTimeout } from '../../src/http/createSend.ts';
import type { Fetch } from '../../src/http/hostFetch.ts';
import { clockedFetch, createServerClock } from '../../src/http/serverClock.ts';
import { checkDraft } from '../../src/model/checkDraft.ts';
import { emptyDraft, type Draft } from '../../src/model/draft.ts';
import { DraftStore } from '../../src/drafts/draftStore.ts';
import { Failure } from '../../src/base/failure.ts';
import type { Log } from '../../src/base/log.ts';
import { Delivery } from '../../src/delivery/delivery.ts';
import { needsUser } from '../../src/outbox/entry.ts';
import { followFolder } from '../../src/storage/followFolder.ts';
import { Outbox } from '../../src/outbox/outbox.ts';
import { providerKinds } from '../../src/providers/registry.ts';
import { hostDisk, type Fate } from './hostDisk.ts';
import type { Mishap } from './plan.ts';
import { type FromHost, type HostTask, type NoteToSend, type ToHost } from './protocol.ts';
import { createRandom, randomBytes } from '../support/random.ts';
import { scaledClock, timeOf } from './scaledClock.ts';
import { noDownload } from '../support/noDownload.ts';

// One extension host of the campaign: builds what src/main.ts builds for sending, without the editor around it.

const task = JSON.parse(process.argv[2] ?? '') as HostTask;
const random = createRandom(task.seed);
const clock = scaledClock(task.epoch, timeOf(task.epoch.file), task.life.skew);
const newId = () => randomUUID();
const host = processHost({
  machine: task.machine,
  pid: process.pid,
  start: randomUUID().replaceAll('-', ''),
  runs: processRuns,
});

const logDescriptor = openSync(task.logFile, 'a');
const write = (level: string) => (line: string, cause?: unknown) => {
  const at = clock.monotonic().toFixed(0).padStart(8);
  const why = cause instanceof Error ? ` ${cause.name}: ${cause.message} ${codesOf(cause)}` : '';
  writeSync(logDescriptor, `${at} ${host.id.slice(13, 25)} ${level} ${line}${why}\n`);
};
const log: Log = {
  trace: write('trace'),
  info: write('info'),
  warn: write('warn'),
  error: write('error'),
};

const fate: Fate = { calm: false, meet };
const { files, cutPower } = hostDisk(task.life, fate, clock, random);

function meet({ act, on, number, ms }: Mishap): void {
  log.info(`${act} at ${on} ${number}`);
  if (act === 'powerCut') cutPower();
  if (act === 'stop') tell({ kind: 'stopping', ms });
  process.kill(process.pid, act === 'stop' ? 'SIGSTOP' : 'SIGKILL');
}

function tell(message: FromHost): void {
  process.send?.(message);
}

/** Whatever is planned for the so-many-th time that this point is reached. */
function meetAt(on: Mishap['on'], number: number): void {
  for (const mishap of task.life.mishaps) {
    if (fate.calm || mishap.on !== on || mishap.number !== number) continue;
    if (on !== 'duringPost') meet(mishap);
    else setTimeout(() => fate.calm || meet(mishap), mishap.delay);
  }
}

/** The real network, with the mishaps around a POST. */
const unluckyFetch: Fetch = (() => {
  let posts = 0;
  return async (url, init) => {
    if (init.method !== 'POST') return await fetch(url, init);
    const number = (posts += 1);
    meetAt('beforePost', number);
    const answer = fetch(url, init);
    meetAt('duringPost', number);
    const response = await answer;
    meetAt('afterPost', number);
    return response;
  };
})();

let looks = 0;

/** After its last look nothing but the system's scheduler stands between a piece of a POST and the network. */
class UnluckyLease extends Lease {
  override term(): () => boolean {
    const mayLeave = super.term();
    return () => {
      const may = mayLeave();
      if (may) meetAt('leaving', (looks += 1));
      return may;
    };
  }
}

const serverClock = createServerClock(clock);
const send = createSend({
  fetch: clockedFetch(unluckyFetch, serverClock, clock),
  clock,
  log,
  random,
});
const settings: AccountSettings = {
  accounts: () => task.accounts.map(({ account }) => account),
  saveAccounts: () => Promise.resolve(),
  defaultAccount: () => '',
  saveDefaultAccount: () => Promise.resolve(),
};
const book = new AccountBook({
  settings,
  kinds: providerKinds(() => join(task.storage, 'notebook')),
  log,
  contextOf: (account) => ({
    account,
    key: () => Promise.resolve(task.accounts.find((each) => each.account.id === account.id)?.key ?? ''),
    send,
    files,
    clock,
    download: noDownload,
    serverClock,
    log,
  }),
});

const drafts = new DraftStore({
  files,
  folder: join(task.storage, 'drafts'),
  clock,
  host,
  window: task.window,
  log,
  newId,
});
const outboxFolder = join(task.storage, 'outbox');
const outbox = new Outbox({ files, folder: outboxFolder, clock, host, log, newId });
const delivery = new Delivery({
  outbox,
  providerOf: (id, place) => {
    const open = book.find(id);
    return open?.kind.tenant(open.account) === place ? open.provider : undefined;
  },
  leaseOf: (id) => new UnluckyLease({ files, clock, host }, join(outboxFolder, 'leases'), `account-${id}`),
  forgetDraft: (id) => drafts.remove(id),
  clock,
  log,
  random,
  rate: () => 20,
  requestTimeout: ({ note }) => requestTimeout(((note.attachment?.size ?? 0) * 4) / 3),
  onStored: (entry) => log.info(`stored ${entry.id}`),
  onKeyNeeded: (accountId) => log.warn(`key needed ${accountId}`),
});

/** `bytes:SEED:SIZE` stands for a file. */
const sources: SubmitParts['sources'] = {
  facts: (uri) => Promise.resolve({ kind: 'file', size: Number(uri.split(':')[2]) }),
  read: (uri) => {
    const [, seed, size] = uri.split(':');
    return ReadableStream.from([randomBytes({ seed: Number(seed), size: Number(size) })]);
  },
};
const submitParts: SubmitParts = {
  outbox,
  drafts,
  sources,
  recent: new RecentTargets({ files, path: join(task.storage, 'recent-targets.json'), log, newId }),
  clock,
  log,
  undoTime: () => task.undoTime,
  largestAttachment: () => 25_000_000,
};

/** As the form does it: the draft is saved as it is typed, the target is read, then comes Send. */
async function sendNote(wanted: NoteToSend, restored: boolean): Promise<void> {
  const { id } = wanted;
  if (restored && !(await restore(id))) {
    tell({ kind: 'notFree', id });
    return;
  }
  const to = book.find(wanted.accountId);
  if (!to) throw new Error(`No account ${wanted.accountId}`);
  const draft = draftOf(wanted);
  try {
    drafts.saveSoon(draft);
    await drafts.flush();
    tell({ kind: 'saved', id });
  } catch (error) {
    // Then it is in the form only, and is tried again with the next word.
    log.warn(`draft ${id} not saved: ${nameOf(error)}`);
  }
  let from: number;
  try {
    const { type, id: targetId } = wanted.target;
    const [target = wanted.target] = await to.provider
      .findTargets(type, targetId, new AbortController().signal)
      .catch(() => [to.provider.targetOffline(type, targetId)]);
    const checked = checkDraft(draft, {
      target,
      capabilities: to.kind.capabilities,
      now: clock.now(),
      format: 'markdown',
    });
    if (!checked.ok) throw new Error(checked.problems.map(({ message }) => message).join(' '));
    const { queuedAt } = await submit(submitParts, draft, checked.note, to);
    from = queuedAt;
  } catch (error) {
    tell({ kind: 'rejected', id, why: nameOf(error) });
    log.error(`rejected ${id}`, error);
    return;
  }
  tell({ kind: 'accepted', id, from, to: clock.now() });
  log.info(`accepted ${id}`);
  const { state } = await delivery.outcome(id, new AbortController().signal);
  tell({ kind: 'outcome', id, state });
}

/** As src/compose/restoreDrafts.ts decides whether a draft comes back into the form. */
async function restore(id: string): Promise<boolean> {
  try {
    const left = (await drafts.all()).some(({ draft }) => draft.id === id);
    if (left && !(await drafts.adopt(id))) return false;
    if (outbox.get(id) === undefined && outbox.receipts.get(id) === undefined) return true;
    if (left) await drafts.remove(id);
  } catch (error) {
    log.error(`draft ${id} not restored`, error);
  }
  return false;
}

function draftOf({ id, accountId, target, text, attachment }: NoteToSend): Draft {
  const empty = emptyDraft(id, accountId, 'note', target.type);
  return {
    ...empty,
    values: { ...empty.values, target: target.id, text },
    ...(attachment && {
      attachment: {
        uri: `bytes:${attachment.seed}:${attachment.size}`,
        name: attachment.name,
        size: attachment.size,
      },
    }),
  };
}

function nameOf(error: unknown): string {
  if (Failure.is(error)) return `${error.reason} ${error.detail ?? ''}`;
  return error instanceof Error ? error.message : String(error);
}

function codesOf(error: Error): string {
  return Failure.is(error) ? `(${error.reason}, ${error.detail ?? ''})` : '';
}

process.on('disconnect', () => process.exit());
process.on('unhandledRejection', (error) => log.error('UNHANDLED', error));
process.on('message', (message: ToHost) => {
  if (message.kind === 'calm') fate.calm = true;
  else void sendNote(message.note, message.restored);
});

log.info(`start, clock ${task.life.skew} ms ahead`);
await outbox.load().catch((error: unknown) => {
  // The editor would say that the extension could not be started.
  log.error('The outbox cannot be loaded', error);
  process.exit(1);
});
outbox.onChange((entry) => {
  for (const each of entry ? [entry] : outbox.walk())
    if (needsUser(each)) tell({ kind: 'asks', id: each.id });
});
void followFolder({
  files,
  clock,
  log,
  folder: join(outboxFolder, 'entries'),
  reload: () => outbox.reload(),
  closed: new AbortController().signal,
});
delivery.wake('account');
tell({ kind: 'ready' });
