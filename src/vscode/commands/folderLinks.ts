import * as vscode from '../editor.ts';
import type { OpenFolders } from '../../folders/linkedCustomers.ts';
import type { Folder } from '../../folders/linkedFolder.ts';
import * as words from '../../words/folders.ts';
import { customerOnly } from '../../words/palette.ts';
import { askChoice, askInTurn, askOnce, onAnswer, type Question } from '../ask.ts';
import { endLink, folderItem, linkItems, linksOfFolders } from '../folders/shownLinks.ts';
import { nameOf } from '../label.ts';
import { noRecipient, recipientQuestion } from '../pickTarget.ts';
import type { Services } from '../services.ts';
import { verbatim } from '../verbatim.ts';

/** `Notelog: Link Folder to Customer…`: new notes from a folder of this window begin with the customer from then on. */
export async function linkFolder(services: Services): Promise<void> {
  const { box, book, folderLinks } = services;
  const open = services.openFolders();
  if (open.all.length === 0) {
    tell(services, words.openFolderFirst());
    return;
  }
  const chosen: { folder?: Folder } = {};
  const answers = { ...noRecipient };
  const options = { command: words.linkFolder(), placeholder: customerOnly(), accounts: book.all() };
  const folder: Question = (step) => {
    const [only, ...others] = frontFirst(open);
    if (others.length === 0) {
      if (only) chosen.folder = only;
      return undefined;
    }
    const items = frontFirst(open).map(folderItem);
    const question = { title: words.linkFolder(), placeholder: words.chooseFolder(), items, step };
    return onAnswer(askChoice(box, question), (value) => (chosen.folder = value));
  };
  const isAnswered = await askInTurn(box, [folder, recipientQuestion(services, options, answers)]);
  const { to, picked } = answers;
  if (!isAnswered || !chosen.folder || !to || !picked) return;
  await folderLinks.link(chosen.folder, { accountId: to.account.id, target: picked.target });
  tell(services, words.linked(chosen.folder.name, nameOf(picked.target)));
}

/** `Notelog: Unlink Folder`: ends the link of a folder of this window; which one is asked only where there are several. */
export async function unlinkFolder(services: Services): Promise<void> {
  const { box, folderLinks } = services;
  await folderLinks.reload();
  const open = new Set(services.openFolders().all.map(({ uri }) => uri));
  const links = linksOfFolders(services).filter(({ folder }) => open.has(folder.uri));
  const [only, ...others] = links;
  if (!only) {
    tell(services, words.noLinkHere());
    return;
  }
  const question = {
    title: words.unlinkFolder(),
    placeholder: words.chooseLink(),
    items: linkItems(services, links),
  };
  const chosen = others.length === 0 ? only : await askOnce(box, () => askChoice(box, question));
  if (chosen) tell(services, await endLink(services, chosen));
}

function frontFirst({ all, front }: OpenFolders): readonly Folder[] {
  return front ? [front, ...all.filter(({ uri }) => uri !== front.uri)] : all;
}

function tell({ box }: Services, message: string): void {
  box.close();
  void vscode.window.showInformationMessage(verbatim(message));
}
