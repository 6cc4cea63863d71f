import * as vscode from '../editor.ts';
import type { Account } from '../../model/account.ts';
import { Failure } from '../../base/failure.ts';
import { askChoice, askOnce } from '../ask.ts';
import type { StepBox } from '../box/stepBox.ts';
import { withKeyring } from '../keyringWait.ts';
import type { Services } from '../services.ts';
import { verbatim } from '../verbatim.ts';
import * as words from '../../words/keys.ts';

/** Where a key is kept. */
type KeyPlace = 'keyring' | 'session';

/**
 * Puts a key into the keyring. Where that fails, or where this machine has forgotten a key before, the user may keep it
 * for the session instead. Undefined when the user closed the question: the key is kept nowhere.
 */
export async function keepKey(
  { book, box, keys, log }: Services,
  title: string,
  account: Account,
  key: string,
  origin: string,
): Promise<KeyPlace | undefined> {
  const forSession = async (): Promise<KeyPlace> => {
    await keys.keepForSession(account.id, key, origin);
    return 'session';
  };
  // Only to learn whether this machine forgets keys. A keyring that fails will fail again when it gets the key.
  await withKeyring((wait) => keys.find(account.id, origin, wait)).catch((error: unknown) => {
    if (!Failure.is(error)) throw error;
  });
  if (keys.foundForgottenKey) {
    const place = await askPlace(box, title);
    if (place !== 'keyring') return place === undefined ? undefined : await forSession();
  }
  for (;;) {
    try {
      await withKeyring((wait) => keys.save(account.id, key, origin, wait));
      return 'keyring';
    } catch (error) {
      if (!Failure.is(error)) {
        // Cancelled, but the keyring may still take the key, and without an account nothing would ever remove it.
        if (!book.find(account.id)) void keys.remove(account.id).catch(() => undefined);
        throw error;
      }
      log.warn(`A key could not be saved: ${error.reason}, ${error.detail ?? 'no detail'}`);
      const again = words.tryAgain();
      const session = words.keepForSession();
      const choice = await vscode.window.showErrorMessage(
        verbatim(words.couldNotKeep(error.message)),
        again,
        session,
      );
      if (choice === session) return await forSession();
      if (choice !== again) return undefined;
    }
  }
}

function askPlace(box: StepBox, title: string): Promise<KeyPlace | undefined> {
  const question = {
    title,
    placeholder: words.whereToKeep(),
    items: [
      {
        label: verbatim(words.forSession()),
        detail: verbatim(words.forSessionMeans()),
        value: 'session' as const,
      },
      {
        label: verbatim(words.inKeyring()),
        detail: verbatim(words.inKeyringMeans()),
        value: 'keyring' as const,
      },
    ],
  };
  return askOnce<KeyPlace>(box, () => askChoice<KeyPlace>(box, question));
}

/** Where a key is kept: a sentence. */
export function keyPlaceText(place: KeyPlace): string {
  return place === 'keyring' ? words.keptInKeyring() : words.keptForSession();
}
