import * as z from 'zod';
import type { Host } from '../storage/claims.ts';
import { Failure } from '../base/failure.ts';
import type { Log } from '../base/log.ts';
import { absenceOf, keyMissing, type KeyAbsence } from './keyAbsence.ts';
import type { KeyMarker, KeyMarkers } from './keyMarkers.ts';
import type { Keyring, WaitOptions } from './keyring.ts';

/** The origin lies with the key, so that a key never follows a base URL that was changed behind its back. */
const storedKeySchema = z.object({
  version: z.literal(1),
  key: z.string().min(1),
  origin: z.string().min(1),
});

type StoredKey = z.infer<typeof storedKeySchema>;

/** An account's key, or why there is none. */
export type KeyLookup =
  | { readonly state: 'there'; readonly key: string; readonly keptIn: KeyMarker['keptIn'] }
  | { readonly state: KeyAbsence };

/** What {@link Keys} need from outside. */
interface KeysParts {
  readonly keyring: Keyring;
  readonly markers: KeyMarkers;
  readonly host: Host;
  readonly log: Log;
}

/**
 * Keys, one secret an account, read when needed and kept nowhere else; only those that the user wants kept for this
 * session lie in memory. Methods that ask the keyring may end in Failure `storage` (it fails) or `cancelled`.
 */
export class Keys {
  readonly #parts: KeysParts;
  readonly #session = new Map<string, StoredKey>();
  #foundForgottenKey = false;

  constructor(parts: KeysParts) {
    this.#parts = parts;
  }

  /** Whether a key that an earlier start stored here turned out to be gone. */
  get foundForgottenKey(): boolean {
    return this.#foundForgottenKey;
  }

  /** The account's key for this origin, or why there is none. */
  async find(accountId: string, origin: string, wait?: WaitOptions): Promise<KeyLookup> {
    const kept = this.#session.get(accountId);
    if (kept) return forOrigin(kept, origin, 'session');
    const raw = await this.#parts.keyring.get(nameOf(accountId), wait);
    if (raw !== undefined) {
      const stored = parse(raw);
      if (stored) return forOrigin(stored, origin, 'keyring');
      this.#parts.log.warn(`The secret of account ${accountId} holds no key; it is left as it is.`);
      return { state: 'damaged' };
    }
    const state = absenceOf(await this.#parts.markers.read(accountId), this.#parts.host);
    if (state === 'forgotten') this.#foundForgottenKey = true;
    return { state };
  }

  /** The account's key for this origin. Failure `keyMissing` when there is none, with advice for its reason. */
  async read(accountId: string, origin: string, wait?: WaitOptions): Promise<string> {
    const lookup = await this.find(accountId, origin, wait);
    if (lookup.state !== 'there') throw keyMissing(lookup.state);
    return lookup.key;
  }

  /** Puts a key into the keyring. Failure `storage` also when the keyring does not return what was stored. */
  async save(accountId: string, key: string, origin: string, wait?: WaitOptions): Promise<void> {
    const { keyring } = this.#parts;
    const value = JSON.stringify({ version: 1, key, origin } satisfies StoredKey);
    await keyring.store(nameOf(accountId), value, wait);
    // A storage without a keyring keeps it in memory and gives it back all the same: that shows at the next start.
    if ((await keyring.get(nameOf(accountId), wait)) !== value)
      throw new Failure('storage', 'The editor’s secret storage took the key, but did not keep it.');
    this.#session.delete(accountId);
    await this.#mark(accountId, 'keyring');
  }

  /** Keeps a key in this window's memory until the window closes or reloads, and removes the one in the keyring. */
  async keepForSession(accountId: string, key: string, origin: string): Promise<void> {
    const { keyring, log } = this.#parts;
    this.#session.set(accountId, { version: 1, key, origin });
    // Not waited for: a keyring that fails or hangs is the usual reason for keeping a key in memory.
    keyring.delete(nameOf(accountId)).catch((error: unknown) => {
      const why = Failure.is(error) ? error.detail : undefined;
      log.warn(`The keyring may still hold an old key of account ${accountId}: ${why ?? 'no detail'}`);
    });
    await this.#mark(accountId, 'session');
  }

  /** Removes an account's key, wherever it is kept. */
  async remove(accountId: string, wait?: WaitOptions): Promise<void> {
    this.#session.delete(accountId);
    await this.#parts.keyring.delete(nameOf(accountId), wait);
    await this.#parts.markers.remove(accountId);
  }

  /** Never rejects: without a marker, a lost key is only explained less well. */
  async #mark(accountId: string, keptIn: KeyMarker['keptIn']): Promise<void> {
    const { markers, host, log } = this.#parts;
    try {
      await markers.write(accountId, { keptIn, host: host.id });
    } catch (error) {
      log.warn(
        `The marker of account ${accountId}'s key: ${Failure.is(error) ? error.reason : 'not written'}`,
      );
    }
  }
}

function nameOf(accountId: string): string {
  return `notelog.key.${accountId}`;
}

function forOrigin(stored: StoredKey, origin: string, keptIn: KeyMarker['keptIn']): KeyLookup {
  return stored.origin === origin ? { state: 'there', key: stored.key, keptIn } : { state: 'otherOrigin' };
}

function parse(raw: string): StoredKey | undefined {
  try {
    return storedKeySchema.safeParse(JSON.parse(raw)).data;
  } catch {
    return undefined;
  }
}
