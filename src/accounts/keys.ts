import * as z from 'zod';
import type { Host } from '../storage/claims.ts';
import { Failure } from '../base/failure.ts';
import type { Log } from '../base/log.ts';
import { absenceOf, keyMissing, type KeyAbsence } from './keyAbsence.ts';
import type { KeyMarker, KeyMarkers } from './keyMarkers.ts';
import type { Keyring, Patience } from './keyring.ts';

/** The origin lies with the key, so that a key never follows a base URL that was changed behind its back. */
const storedKeySchema = z.object({
  version: z.literal(1),
  key: z.string().min(1),
  origin: z.string().min(1),
});

type StoredKey = z.infer<typeof storedKeySchema>;

/** An account's key, or why there is none. */
export type KeyFound =
  | { readonly state: 'there'; readonly key: string; readonly keptIn: KeyMarker['keptIn'] }
  | { readonly state: KeyAbsence };

/** What {@link Keys} are kept with. */
export interface KeysParts {
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
  #seenToForget = false;

  constructor(parts: KeysParts) {
    this.#parts = parts;
  }

  /** Whether a key that was stored here at an earlier start was found to be gone. */
  get seenToForget(): boolean {
    return this.#seenToForget;
  }

  /** The account's key for this origin; that there is none is an answer, too. */
  async look(accountId: string, origin: string, patience?: Patience): Promise<KeyFound> {
    const kept = this.#session.get(accountId);
    if (kept) return forOrigin(kept, origin, 'session');
    const raw = await this.#parts.keyring.get(nameOf(accountId), patience);
    if (raw !== undefined) {
      const stored = parse(raw);
      if (stored) return forOrigin(stored, origin, 'keyring');
      this.#parts.log.warn(`The secret of account ${accountId} holds no key; it is left as it is.`);
      return { state: 'damaged' };
    }
    const state = absenceOf(await this.#parts.markers.read(accountId), this.#parts.host);
    if (state === 'forgotten') this.#seenToForget = true;
    return { state };
  }

  /** The account's key for this origin. Failure `keyMissing` when there is none, with advice for its reason. */
  async read(accountId: string, origin: string, patience?: Patience): Promise<string> {
    const found = await this.look(accountId, origin, patience);
    if (found.state !== 'there') throw keyMissing(found.state);
    return found.key;
  }

  /** Puts a key into the keyring. Failure `storage` also when it does not give back what it was handed. */
  async save(accountId: string, key: string, origin: string, patience?: Patience): Promise<void> {
    const { keyring } = this.#parts;
    const value = JSON.stringify({ version: 1, key, origin } satisfies StoredKey);
    await keyring.store(nameOf(accountId), value, patience);
    // A storage without a keyring keeps it in memory and gives it back all the same: that shows at the next start.
    if ((await keyring.get(nameOf(accountId), patience)) !== value)
      throw new Failure('storage', 'The editor’s secret storage took the key, but did not keep it.');
    this.#session.delete(accountId);
    await this.#mark(accountId, 'keyring');
  }

  /** Keeps a key in this window's memory until the window closes or reloads; the one in the keyring goes. */
  async keepForSession(accountId: string, key: string, origin: string): Promise<void> {
    const { keyring, log } = this.#parts;
    this.#session.set(accountId, { version: 1, key, origin });
    // Not waited for: a keyring that fails or hangs is why a key is kept so.
    keyring.delete(nameOf(accountId)).catch((error: unknown) => {
      const why = Failure.is(error) ? error.detail : undefined;
      log.warn(`The keyring may still hold an old key of account ${accountId}: ${why ?? 'no detail'}`);
    });
    await this.#mark(accountId, 'session');
  }

  /** Forgets an account's key wherever it lies. */
  async remove(accountId: string, patience?: Patience): Promise<void> {
    this.#session.delete(accountId);
    await this.#parts.keyring.delete(nameOf(accountId), patience);
    await this.#parts.markers.remove(accountId);
  }

  /** A missing marker costs no more than a better sentence. */
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

function forOrigin(stored: StoredKey, origin: string, keptIn: KeyMarker['keptIn']): KeyFound {
  return stored.origin === origin ? { state: 'there', key: stored.key, keptIn } : { state: 'otherOrigin' };
}

function parse(raw: string): StoredKey | undefined {
  try {
    return storedKeySchema.safeParse(JSON.parse(raw)).data;
  } catch {
    return undefined;
  }
}
