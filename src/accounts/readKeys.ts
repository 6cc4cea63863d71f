import type { Clock } from '../base/clock.ts';
import type { AccountBook } from './accountBook.ts';
import type { Keys } from './keys.ts';

/** What {@link readKeys} needs. */
interface ReadKeysParts {
  readonly book: Pick<AccountBook, 'all'>;
  readonly keys: Pick<Keys, 'find'>;
  readonly clock: Clock;
  /** Keeps a secret out of every log line, and knows it again, from now on. */
  readonly addSecret: (secret: string) => void;
}

/** Milliseconds. A keyring that takes longer may have opened a dialog, which is no part of what the user does now. */
const longestWait = 2_000;

/** Makes the keys of all accounts known as secrets, as far as the keyring gives them soon. Never rejects. */
export async function readKeys({ book, keys, clock, addSecret }: ReadKeysParts): Promise<void> {
  const over = new AbortController();
  const { signal } = over;
  const reading = book.all().map(async ({ account, kind }) => {
    const origin = kind.keyLabel === undefined ? undefined : kind.origin(account);
    if (origin === undefined) return;
    const found = await keys.find(account.id, origin, { signal }).catch(() => undefined);
    if (found?.state === 'there') addSecret(found.key);
  });
  await Promise.race([Promise.all(reading), clock.wait(longestWait, signal).catch(() => undefined)]);
  over.abort();
}
