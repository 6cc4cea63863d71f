import * as z from 'zod';
import { basename, join, dirname } from 'node:path';
import { removeIfThere, writeDurably } from '../storage/durable.ts';
import type { Files } from '../storage/files.ts';
import { codeOf } from '../storage/storageFailure.ts';
import { UnreadableFiles } from '../storage/unreadableFiles.ts';
import type { NewId } from '../base/ids.ts';
import type { Log } from '../base/log.ts';
import { targetSchema, type Target } from '../model/note.ts';

const listsSchema = z.record(z.string(), z.array(targetSchema));
const fileSchema = z.object({
  version: z.literal(1),
  accounts: listsSchema,
  pinned: listsSchema.default({}),
});

/** For each account, by its id: the targets of recent notes, and those that the user pinned. */
interface TargetLists {
  readonly accounts: Readonly<Record<string, readonly Target[]>>;
  readonly pinned: Readonly<Record<string, readonly Target[]>>;
}

/** Enough for this week's customers, few enough to be read at a glance. */
const maxRecent = 20;

/** With more of them, being pinned would mean nothing. */
const maxPinned = 50;

/** What recent targets need from outside. */
interface RecentTargetsParts {
  readonly files: Files;
  /** Absolute path of the file. Customers' names are personal data, so only the user may read it. */
  readonly path: string;
  readonly log: Log;
  readonly newId: NewId;
}

/**
 * The targets of recent notes and those that the user pinned, per account. A convenience: whatever fails here is logged
 * and stops nothing.
 */
export class RecentTargets {
  readonly #parts: RecentTargetsParts;
  readonly #unreadable: UnreadableFiles;
  #lists: TargetLists = { accounts: {}, pinned: {} };
  #loaded: Promise<void> | undefined;
  /** One change at a time: each reads the file before it writes it. */
  #changing: Promise<void> = Promise.resolve();

  constructor(parts: RecentTargetsParts) {
    this.#parts = parts;
    this.#unreadable = new UnreadableFiles(parts.log, 'list of recent targets');
  }

  /** Newest first. Empty until {@link load} has read the file. */
  of(accountId: string): readonly Target[] {
    return listOf(this.#lists.accounts, accountId);
  }

  /** The last pinned first. Empty until {@link load} has read the file. */
  pinned(accountId: string): readonly Target[] {
    return listOf(this.#lists.pinned, accountId);
  }

  load(): Promise<void> {
    return (this.#loaded ??= this.#read().then(() => undefined));
  }

  add(accountId: string, target: Target): Promise<void> {
    return this.#change((lists) => ({
      ...lists,
      accounts: withFirst(lists.accounts, accountId, target, maxRecent),
    }));
  }

  pin(accountId: string, target: Target): Promise<void> {
    return this.#change((lists) => ({
      ...lists,
      pinned: withFirst(lists.pinned, accountId, target, maxPinned),
    }));
  }

  unpin(accountId: string, target: Target): Promise<void> {
    return this.#change((lists) => ({
      ...lists,
      pinned: { ...lists.pinned, [accountId]: without(listOf(lists.pinned, accountId), target) },
    }));
  }

  /** Forgets the targets of one account. */
  forget(accountId: string): Promise<void> {
    const others = (all: TargetLists['accounts']) =>
      Object.fromEntries(Object.entries(all).filter(([id]) => id !== accountId));
    return this.#change(({ accounts, pinned }) => ({ accounts: others(accounts), pinned: others(pinned) }));
  }

  /** Forgets the targets of all accounts, and removes the file if it cannot be read. */
  forgetAll(): Promise<void> {
    const { files, path } = this.#parts;
    return this.#inTurn(async () => {
      if ((await this.#read()) === 'unreadable') await removeIfThere(files, path);
      await removeIfThere(files, this.#asidePath);
      await this.#write({ accounts: {}, pinned: {} });
    });
  }

  #change(change: (lists: TargetLists) => TargetLists): Promise<void> {
    return this.#inTurn(async () => {
      // Another window may have written since.
      const state = await this.#read();
      const changed = change(this.#lists);
      // What is only not readable now must not be replaced by what is known without it.
      if (state === 'unreadable') this.#lists = changed;
      else await this.#write(changed);
    });
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.#changing.then(work);
    this.#changing = done.catch(() => undefined);
    return done;
  }

  /** `damaged`: it is set aside, perhaps for the later version of Notelog that wrote it. Never rejects. */
  async #read(): Promise<'read' | 'absent' | 'damaged' | 'unreadable'> {
    const { files, path } = this.#parts;
    try {
      const { accounts, pinned } = fileSchema.parse(
        JSON.parse(new TextDecoder().decode(await files.read(path))),
      );
      this.#lists = { accounts, pinned };
      this.#unreadable.forget('');
      return 'read';
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return 'absent';
      this.#unreadable.leaveOut('', error);
      if (codeOf(error) !== undefined) return 'unreadable';
      await files.rename(path, this.#asidePath).catch(() => undefined);
      return 'damaged';
    }
  }

  get #asidePath(): string {
    const { path } = this.#parts;
    return join(dirname(path), `set-aside-${basename(path)}`);
  }

  async #write(lists: TargetLists): Promise<void> {
    this.#lists = lists;
    const bytes = new TextEncoder().encode(JSON.stringify({ version: 1, ...lists }));
    try {
      await writeDurably(this.#parts.files, this.#parts.path, bytes, this.#parts.newId);
    } catch (error) {
      this.#parts.log.warn(
        `Recent targets cannot be saved (${error instanceof Error ? error.name : 'unknown'})`,
      );
    }
  }
}

/** `hasOwn`, because an account's id may be `constructor`, which every object has. */
function listOf(accounts: Readonly<Record<string, readonly Target[]>>, id: string): readonly Target[] {
  return Object.hasOwn(accounts, id) ? (accounts[id] ?? []) : [];
}

function withFirst(all: TargetLists['accounts'], accountId: string, target: Target, longest: number) {
  const others = without(listOf(all, accountId), target);
  return { ...all, [accountId]: [target, ...others].slice(0, longest) };
}

function without(list: readonly Target[], { type, id, scope }: Target): readonly Target[] {
  return list.filter((each) => each.type !== type || each.id !== id || each.scope !== scope);
}
