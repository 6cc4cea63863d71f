import * as vscode from '../editor.ts';
import type { OpenAccount } from '../../accounts/accountBook.ts';
import { Failure } from '../../base/failure.ts';
import type { Reply } from '../ask.ts';
import { withKeyring } from '../keyringWait.ts';
import { pickAccount } from '../pickAccount.ts';
import { offer } from '../offer.ts';
import type { Services } from '../services.ts';
import * as words from '../../words/accounts.ts';
import { showRecentNotes } from '../../words/keys.ts';

/** Reads the account's key, with a progress notification if that takes long. Failure `keyMissing` or `storage`. */
export function storedKey({ keys }: Services, { kind, account }: OpenAccount): Promise<string> {
  return withKeyring((wait) => keys.read(account.id, kind.origin(account) ?? '', wait));
}

/** The origin that the account's key was entered for; undefined when there is none, or the keyring cannot say. */
export async function keptOrigin({ keys }: Services, { account }: OpenAccount): Promise<string | undefined> {
  try {
    return await withKeyring((wait) => keys.originOf(account.id, wait));
  } catch (error) {
    if (Failure.is(error)) return undefined;
    throw error;
  }
}

/**
 * Chooses one of the accounts that have a key: the one of that id, the only one, or the one that the user picks.
 * Undefined: there is none, which the user is told, or the user closed the picker. The box stays, for further questions.
 */
export async function chooseRemote(
  services: Services,
  title: string,
  id: unknown,
): Promise<OpenAccount | undefined> {
  const accounts = services.book.all().filter(({ kind }) => kind.keyLabel !== undefined);
  const accountById = accounts.find(({ account }) => account.id === id);
  if (accountById) return accountById;
  if (typeof id === 'string') {
    void offerForRemoved();
    return undefined;
  }
  if (accounts.length === 0) {
    void offer(words.noAccountYet(), {
      [words.addAccount()]: () => vscode.commands.executeCommand('notelog.addAccount'),
    });
    return undefined;
  }
  const reply: Reply<OpenAccount> = await pickAccount(services.box, title, accounts);
  return reply.reply === 'value' ? reply.value : undefined;
}

/** Says that an account has been removed, and offers to look at its notes. */
export function offerForRemoved(): Promise<void> {
  return offer(words.accountGone(), {
    [showRecentNotes()]: () => vscode.commands.executeCommand('notelog.recentNotes.focus'),
  });
}
