import * as z from 'zod';
import { writeDurably } from '../files/durable.ts';
import type { Files } from '../files/files.ts';
import type { NewId } from '../notes/ids.ts';
import type { Log } from '../notes/log.ts';
import { targetSchema, type Target } from '../notes/note.ts';

const fileSchema = z.object({ version: z.literal(1), accounts: z.record(z.string(), z.array(targetSchema)) });

/** Enough to find back this week's customers, few enough to be read at a glance. */
const most = 20;

/** What recent targets need from outside. */
export interface RecentTargetsParts {
  readonly files: Files;
  /** Absolute path of the file. Customers' names are personal data, so it is the user's only. */
  readonly path: string;
  readonly log: Log;
  readonly newId: NewId;
}

/** Whom notes went to lately, per account. A convenience: whatever fails here is logged and stops nothing. */
export class RecentTargets {
  readonly #parts: RecentTargetsParts;
  #accounts: Record<string, Target[]> = {};
  #loaded: Promise<void> | undefined;
  /** One change at a time: each reads the file before it writes it. */
  #changing: Promise<void> = Promise.resolve();

  constructor(parts: RecentTargetsParts) {
    this.#parts = parts;
  }

  /** Newest first. Empty until {@link load} has read the file. */
  of(accountId: string): readonly Target[] {
    return listOf(this.#accounts, accountId);
  }

  load(): Promise<void> {
    return (this.#loaded ??= this.#read());
  }

  add(accountId: string, target: Target): Promise<void> {
    return this.#change((accounts) => {
      const others = listOf(accounts, accountId).filter(
        ({ type, id }) => type !== target.type || id !== target.id,
      );
      return { ...accounts, [accountId]: [target, ...others].slice(0, most) };
    });
  }

  /** When an account is removed, its customers go too. */
  forget(accountId: string): Promise<void> {
    return this.#change((accounts) =>
      Object.fromEntries(Object.entries(accounts).filter(([id]) => id !== accountId)),
    );
  }

  /** All of them, of every account. */
  clear(): Promise<void> {
    return this.#change(() => ({}));
  }

  #change(change: (accounts: Record<string, Target[]>) => Record<string, Target[]>): Promise<void> {
    this.#changing = this.#changing.then(async () => {
      // Another window may have written since.
      await this.#read();
      await this.#write(change(this.#accounts));
    });
    return this.#changing;
  }

  async #read(): Promise<void> {
    const { files, path, log } = this.#parts;
    try {
      this.#accounts = fileSchema.parse(
        JSON.parse(new TextDecoder().decode(await files.read(path))),
      ).accounts;
    } catch (error) {
      const absent = error instanceof Error && 'code' in error && error.code === 'ENOENT';
      if (!absent)
        log.warn(`Recent targets cannot be read (${error instanceof Error ? error.name : 'unknown'})`);
    }
  }

  async #write(accounts: Record<string, Target[]>): Promise<void> {
    this.#accounts = accounts;
    const bytes = new TextEncoder().encode(JSON.stringify({ version: 1, accounts }));
    try {
      await writeDurably(this.#parts.files, this.#parts.path, bytes, this.#parts.newId);
    } catch (error) {
      this.#parts.log.warn(
        `Recent targets cannot be saved (${error instanceof Error ? error.name : 'unknown'})`,
      );
    }
  }
}

/** An account may be called `constructor`, which every object has. */
function listOf(accounts: Readonly<Record<string, readonly Target[]>>, id: string): readonly Target[] {
  return Object.hasOwn(accounts, id) ? (accounts[id] ?? []) : [];
}
