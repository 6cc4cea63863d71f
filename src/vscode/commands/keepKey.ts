import * as vscode from '../editor.ts';
import type { Account } from '../../model/account.ts';
import { Failure } from '../../base/failure.ts';
import { askChoice, askOnce } from '../ask.ts';
import type { StepBox } from '../box/stepBox.ts';
import { withKeyring } from '../keyringWait.ts';
import type { Services } from '../services.ts';
import { constant, verbatim } from '../verbatim.ts';

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
      const again = 'Try Again';
      const session = 'Keep for This Session';
      const choice = await vscode.window.showErrorMessage(
        verbatim(
          `${error.message} The key was not saved. It can be kept in this window’s memory until the window is closed.`,
        ),
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
    placeholder: 'This machine has forgotten a key before. Where should this one be kept?',
    items: [
      {
        label: constant`For this session only`,
        detail: constant`In this window’s memory. You enter it again after the window is closed or reloaded.`,
        value: 'session' as const,
      },
      {
        label: constant`In the keyring`,
        detail: constant`In the editor’s secret storage, which may forget it again when the editor is closed.`,
        value: 'keyring' as const,
      },
    ],
  };
  return askOnce<KeyPlace>(box, () => askChoice<KeyPlace>(box, question));
}

/** Where a key is kept, as the end of a sentence about it. */
export function keyPlaceText(place: KeyPlace): string {
  return place === 'keyring'
    ? 'is saved.'
    : 'is kept until this window is closed or reloaded; then it has to be entered again.';
}
