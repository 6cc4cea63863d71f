import * as z from 'zod';
import type { Files } from '../storage/files.ts';
import { JsonFile } from '../storage/jsonFile.ts';
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
type TargetLists = z.infer<typeof fileSchema>;

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
  readonly #log: Log;
  readonly #file: JsonFile<TargetLists>;

  constructor(parts: RecentTargetsParts) {
    this.#log = parts.log;
    this.#file = new JsonFile<TargetLists>({
      ...parts,
      what: 'list of recent targets',
      schema: fileSchema,
      empty: { version: 1, accounts: {}, pinned: {} },
    });
  }

  /** Newest first. Empty until {@link load} has read the file. */
  of(accountId: string): readonly Target[] {
    return listOf(this.#file.value.accounts, accountId);
  }

  /** The last pinned first. Empty until {@link load} has read the file. */
  pinned(accountId: string): readonly Target[] {
    return listOf(this.#file.value.pinned, accountId);
  }

  load(): Promise<void> {
    return this.#file.load();
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
    return this.#change((lists) => ({
      ...lists,
      accounts: others(lists.accounts),
      pinned: others(lists.pinned),
    }));
  }

  /** Forgets the targets of all accounts, and removes the file if it cannot be read. Failure `storage`. */
  forgetAll(): Promise<void> {
    return this.#file.clear();
  }

  async #change(by: (lists: TargetLists) => TargetLists): Promise<void> {
    await this.#file.change(by).catch((error: unknown) => {
      this.#log.warn(`Recent targets cannot be saved (${error instanceof Error ? error.name : 'unknown'})`);
    });
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

function without(list: readonly Target[], { type, id, scope }: Target): Target[] {
  return list.filter((each) => each.type !== type || each.id !== id || each.scope !== scope);
}
