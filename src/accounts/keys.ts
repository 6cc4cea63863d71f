import * as z from 'zod';
import { Failure } from '../notes/failure.ts';

/** The editor's secret storage, as much as is used of it. */
export interface Secrets {
  get(name: string): Thenable<string | undefined>;
  store(name: string, value: string): Thenable<void>;
  delete(name: string): Thenable<void>;
}

/** The origin lies with the key, so that a key never follows a base URL that was changed behind its back. */
const storedKeySchema = z.object({
  version: z.literal(1),
  key: z.string().min(1),
  origin: z.string().min(1),
});

/** Keys, one secret an account, read when needed and kept nowhere else. */
export class Keys {
  readonly #secrets: Secrets;
  /** Some keyrings answer `undefined` to parallel reads, so they are asked one at a time. */
  #queue: Promise<unknown> = Promise.resolve();

  constructor(secrets: Secrets) {
    this.#secrets = secrets;
  }

  /**
   * The account's key for this origin. Failure `keyMissing` when there is none, or when the key was given for
   * another origin: then it has to be entered again.
   */
  async read(accountId: string, origin: string): Promise<string> {
    const raw = await this.#oneAtATime(() => this.#secrets.get(nameOf(accountId)));
    const stored = raw === undefined ? undefined : parse(raw);
    if (!stored)
      throw new Failure('keyMissing', 'No key is stored for this account on this machine.', {
        field: 'account',
      });
    if (stored.origin !== origin)
      throw new Failure(
        'keyMissing',
        'The account’s address has changed, so its key has to be entered again.',
        {
          field: 'account',
          detail: 'the stored key belongs to another origin',
        },
      );
    return stored.key;
  }

  /** Failure `storage` when the keyring does not take it. */
  async save(accountId: string, key: string, origin: string): Promise<void> {
    const value = JSON.stringify({ version: 1, key, origin });
    await this.#oneAtATime(() => this.#secrets.store(nameOf(accountId), value));
  }

  async remove(accountId: string): Promise<void> {
    await this.#oneAtATime(() => this.#secrets.delete(nameOf(accountId)));
  }

  /** The keyring's own error is kept as the cause only where it cannot quote what it was handed. */
  #oneAtATime<T>(work: () => Thenable<T>): Promise<T> {
    const result = this.#queue.then(work).catch((error: unknown) => {
      const detail =
        error instanceof Error ? `the secret storage failed: ${error.name}` : 'the secret storage failed';
      throw new Failure(
        'storage',
        'The editor’s secret storage does not answer. Unlock the keyring and try again.',
        { detail },
      );
    });
    this.#queue = result.catch(() => undefined);
    return result;
  }
}

function nameOf(accountId: string): string {
  return `notelog.key.${accountId}`;
}

function parse(raw: string): z.infer<typeof storedKeySchema> | undefined {
  try {
    return storedKeySchema.safeParse(JSON.parse(raw)).data;
  } catch {
    return undefined;
  }
}
