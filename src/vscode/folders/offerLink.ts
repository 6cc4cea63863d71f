import * as vscode from '../editor.ts';
import { folderOfNote } from '../../folders/linkedCustomers.ts';
import type { Entry } from '../../outbox/entry.ts';
import * as words from '../../words/folders.ts';
import { nameOf } from '../label.ts';
import type { Services } from '../services.ts';
import { verbatim } from '../verbatim.ts';

/** Counts a note that was logged in this window, and offers a link after the second one about a customer. */
export async function offerLink(services: Services, entry: Entry): Promise<void> {
  const { folderLinks, log } = services;
  const folder = folderOfNote(services.openFolders());
  if (!folder) return;
  const { accountId, draft } = entry;
  const { target } = entry.note;
  const customer = { accountId, target, ...(draft.customer && { customer: draft.customer }) };
  const isDue = await folderLinks.countNote(folder, customer, entry.id).catch((error: unknown) => {
    log.error('A note from a folder cannot be counted', error);
    return false;
  });
  if (!isDue) return;
  const name = nameOf(target);
  const choice = await vscode.window.showInformationMessage(
    verbatim(words.offerLink(name, folder.name)),
    words.link(),
    words.notNow(),
    words.dontAskAgain(),
  );
  if (choice === words.dontAskAgain()) await folderLinks.decline(folder);
  if (choice !== words.link()) return;
  await folderLinks.link(folder, customer);
  void vscode.window.showInformationMessage(verbatim(words.linked(folder.name, name)));
}
