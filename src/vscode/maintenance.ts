import * as vscode from './editor.ts';
import { removeOpened } from './commands/attachment.ts';
import { keyChanged } from './keyChanged.ts';
import type { Services } from './services.ts';
import { StrayKeyNotice } from './strayKeyNotice.ts';

/** Milliseconds. */
const day = 86_400_000;

/** Tidies up after changes of accounts and settings, now and whenever they change. */
export function startMaintenance(services: Services): vscode.Disposable {
  const { tree, clock, log } = services;
  const strayKeys = new StrayKeyNotice(services);
  void strayKeys.check();
  void removeOpened(services, clock.now() - day).catch((error: unknown) =>
    log.error('Opened attachments could not be removed', error),
  );
  void tidyDirectories(services);
  return vscode.workspace.onDidChangeConfiguration((change) => {
    if (change.affectsConfiguration('notelog')) void tree.refresh();
    if (change.affectsConfiguration('notelog.accounts')) void strayKeys.check();
    if (change.affectsConfiguration('notelog')) void tidyDirectories(services);
  });
}

/** Removes lists of customers that may not stay on disk: accounts and settings may change while no window is open. */
async function tidyDirectories({ directories, book, log }: Services): Promise<void> {
  try {
    await directories.applySetting();
    await directories.keepOnly(book.all().map(({ account }) => account.id));
  } catch (error) {
    log.error('Lists of customers could not be removed', error);
  }
}

/** Tries waiting notes again when the user comes back, or when a key or a setting has changed. */
export function wakeDelivery(services: Services): vscode.Disposable[] {
  const { context, delivery, tree, timer, folderLinks } = services;
  return [
    vscode.window.onDidChangeWindowState(({ focused }) => {
      if (!focused) return;
      delivery.wake('focus');
      tree.refreshOnReturn();
      void timer.reload();
      void folderLinks.reload();
    }),
    context.secrets.onDidChange(() => keyChanged(services)),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('notelog')) delivery.wake('account');
    }),
  ];
}
