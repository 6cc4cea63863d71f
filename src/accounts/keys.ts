import * as z from 'zod';
import type { Host } from '../storage/claims.ts';
import { Failure } from '../base/failure.ts';
import type { Log } from '../base/log.ts';
import { absenceOf, hostOf, keyMissing, type KeyAbsence } from './keyAbsence.ts';
import type { KeyMarker, KeyMarkers } from './keyMarkers.ts';
import type { Keyring, WaitOptions } from './keyring.ts';
import { keyringLies } from '../words/keys.ts';

/** The origin is stored with the key, so that the key is never sent to a base URL that was changed afterwards. */
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
 * The keys of the accounts. Each is one secret in the keyring, which is read when it is needed; only keys that the user
 * wants kept for this session are in memory. Methods that use the keyring reject with Failure `storage` when it fails,
 * or with `cancelled`.
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
    const sessionKey = this.#session.get(accountId);
    if (sessionKey) return forOrigin(sessionKey, origin, 'session');
    const raw = await this.#parts.keyring.get(secretNameOf(accountId), wait);
    if (raw !== undefined) {
      const stored = parse(raw);
      if (stored) return forOrigin(stored, origin, 'keyring');
      this.#parts.log.warn(`The secret of account ${accountId} is not a key; it is left as it is.`);
      return { state: 'damaged' };
    }
    const state = absenceOf(await this.#parts.markers.read(accountId), this.#parts.host);
    if (state === 'forgotten') this.#foundForgottenKey = true;
    return { state };
  }

  /** The account's key for this origin. Failure `keyMissing` when there is none, with advice for its reason. */
  async read(accountId: string, origin: string, wait?: WaitOptions): Promise<string> {
    const lookup = await this.find(accountId, origin, wait);
    if (lookup.state === 'there') return lookup.key;
    const storedFor = lookup.state === 'otherOrigin' ? await this.originOf(accountId, wait) : undefined;
    throw keyMissing(
      lookup.state,
      storedFor === undefined ? undefined : { from: hostOf(storedFor), to: hostOf(origin) },
    );
  }

  /** The origin that the account's key was entered for; undefined when there is no key. */
  async originOf(accountId: string, wait?: WaitOptions): Promise<string | undefined> {
    const sessionKey = this.#session.get(accountId);
    if (sessionKey) return sessionKey.origin;
    const raw = await this.#parts.keyring.get(secretNameOf(accountId), wait);
    return raw === undefined ? undefined : parse(raw)?.origin;
  }

  /** Puts a key into the keyring. Failure `storage` also when the keyring does not return what was stored. */
  async save(accountId: string, key: string, origin: string, wait?: WaitOptions): Promise<void> {
    const { keyring } = this.#parts;
    const value = JSON.stringify({ version: 1, key, origin } satisfies StoredKey);
    await keyring.store(secretNameOf(accountId), value, wait);
    // Without a keyring, the storage may keep the key in memory and return it here. That shows only at the next start.
    if ((await keyring.get(secretNameOf(accountId), wait)) !== value)
      throw new Failure('storage', keyringLies());
    this.#session.delete(accountId);
    await this.#writeMarker(accountId, 'keyring');
  }

  /** Keeps a key in this window's memory until the window closes or reloads, and removes the one in the keyring. */
  async keepForSession(accountId: string, key: string, origin: string): Promise<void> {
    const { keyring, log } = this.#parts;
    this.#session.set(accountId, { version: 1, key, origin });
    // There is no wait for this: a keyring that fails or hangs is the usual reason for keeping a key in memory.
    keyring.delete(secretNameOf(accountId)).catch((error: unknown) => {
      const detail = Failure.is(error) ? error.detail : undefined;
      log.warn(`The keyring may still hold an old key of account ${accountId}: ${detail ?? 'no detail'}`);
    });
    await this.#writeMarker(accountId, 'session');
  }

  /** Removes an account's key, wherever it is kept. */
  async remove(accountId: string, wait?: WaitOptions): Promise<void> {
    this.#session.delete(accountId);
    await this.#parts.keyring.delete(secretNameOf(accountId), wait);
    await this.#parts.markers.remove(accountId);
  }

  /** Never rejects: without a marker, the user only gets a less exact explanation of a lost key. */
  async #writeMarker(accountId: string, keptIn: KeyMarker['keptIn']): Promise<void> {
    const { markers, host, log } = this.#parts;
    try {
      await markers.write(accountId, { keptIn, host: host.id });
    } catch (error) {
      log.warn(
        `The marker of account ${accountId}'s key was not written: ${Failure.is(error) ? error.reason : 'unexpected'}`,
      );
    }
  }
}

/** Under which the keyring has an account's key. */
export function secretNameOf(accountId: string): string {
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
