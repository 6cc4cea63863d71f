import * as vscode from '../editor.ts';
import { Failure } from '../../base/failure.ts';
import type { OpenFolders } from '../../folders/linkedCustomers.ts';
import type { Folder, FolderLink } from '../../folders/linkedFolder.ts';
import { accountOfNoteGone } from '../../words/decisions.ts';
import * as words from '../../words/folders.ts';
import { customerOnly } from '../../words/palette.ts';
import { askChoice, askInTurn, askOnce, onAnswer, type Question } from '../ask.ts';
import { nameOf } from '../label.ts';
import { noRecipient, recipientQuestion } from '../pickTarget.ts';
import type { Services } from '../services.ts';
import { startNote } from '../startNote.ts';
import { verbatim } from '../verbatim.ts';

/** `Notelog: Link Folder to Customer…`: new notes from a folder of this window begin with the customer from then on. */
export async function linkFolder(services: Services): Promise<void> {
  const { box, book, folderLinks } = services;
  const open = services.openFolders();
  const chosen: { folder?: Folder } = {};
  const answers = { ...noRecipient };
  const options = { command: words.linkFolder(), placeholder: customerOnly(), accounts: book.all() };
  const folder: Question = (step) => {
    const [only, ...others] = frontFirst(open);
    if (others.length === 0) {
      if (only) chosen.folder = only;
      return undefined;
    }
    const items = frontFirst(open).map((value) => ({ ...folderTexts(value), value }));
    const question = { title: words.linkFolder(), placeholder: words.chooseFolder(), items, step };
    return onAnswer(askChoice(box, question), (value) => (chosen.folder = value));
  };
  if (open.all.length === 0) {
    tell(services, words.openFolderFirst());
    return;
  }
  const isAnswered = await askInTurn(box, [folder, recipientQuestion(services, options, answers)]);
  const { to, picked } = answers;
  if (!isAnswered || !chosen.folder || !to || !picked) return;
  await folderLinks.link(chosen.folder, { accountId: to.account.id, target: picked.target });
  tell(services, words.linked(chosen.folder.name, nameOf(picked.target)));
}

/** A link, and its folder. */
interface LinkOfFolder {
  readonly folder: Folder;
  readonly link: FolderLink;
}

/** `Notelog: Unlink Folder`: ends the link of a folder of this window; which one is asked only where there are several. */
export async function unlinkFolder(services: Services): Promise<void> {
  const { box, folderLinks } = services;
  await folderLinks.reload();
  const open = new Set(services.openFolders().all.map(({ uri }) => uri));
  const links = allLinks(services).filter(({ folder }) => open.has(folder.uri));
  const [only, ...others] = links;
  if (!only) {
    tell(services, words.noLinkHere());
    return;
  }
  const chosen =
    others.length === 0
      ? only
      : await askOnce(box, () =>
          askChoice(box, {
            title: words.unlinkFolder(),
            placeholder: words.chooseLink(),
            items: linkItems(services, links),
          }),
        );
  if (chosen) await unlink(services, chosen);
}

/** `Notelog: Show Folder Links`: all of them, to begin a note, to open the folder, or to end the link. */
export async function showFolderLinks(services: Services): Promise<void> {
  const { box, folderLinks } = services;
  await folderLinks.reload();
  const links = allLinks(services);
  if (links.length === 0) {
    tell(services, words.noLinks());
    return;
  }
  const chosen: { at?: LinkOfFolder; act?: 'note' | 'open' | 'unlink' } = {};
  const link: Question = (step) =>
    onAnswer(
      askChoice(box, {
        title: words.folderLinks(),
        placeholder: words.chooseLink(),
        items: linkItems(services, links),
        step,
      }),
      (value) => (chosen.at = value),
    );
  const act: Question = (step) =>
    onAnswer(
      askChoice(box, {
        title: chosen.at ? titleOf(chosen.at) : words.folderLinks(),
        placeholder: words.whatToDo(),
        items: [
          { label: verbatim(words.newNote()), value: 'note' as const },
          { label: verbatim(words.openFolder()), value: 'open' as const },
          { label: verbatim(words.unlink()), value: 'unlink' as const },
        ],
        step,
      }),
      (value) => (chosen.act = value),
    );
  if (!(await askInTurn(box, [link, act])) || !chosen.at) return;
  switch (chosen.act) {
    case 'note':
      return newNote(services, chosen.at);
    case 'open':
      await vscode.commands.executeCommand('vscode.openFolder', vscode.Uri.parse(chosen.at.folder.uri), {
        forceNewWindow: true,
      });
      return;
    case 'unlink':
      return unlink(services, chosen.at);
    case undefined:
      return;
    default:
      chosen.act satisfies never;
  }
}

async function newNote(services: Services, { link: { accountId, target } }: LinkOfFolder): Promise<void> {
  if (!services.book.find(accountId)) throw new Failure('invalid', accountOfNoteGone());
  await startNote(services, { text: '', customer: { accountId, target } });
}

async function unlink(services: Services, { folder, link }: LinkOfFolder): Promise<void> {
  await services.folderLinks.unlink(folder, link.accountId);
  tell(services, words.unlinked(folder.name, nameOf(link.target)));
}

function allLinks({ folderLinks }: Services): readonly LinkOfFolder[] {
  return folderLinks.folders.flatMap((folder) => folder.links.map((link) => ({ folder, link })));
}

function linkItems({ book }: Services, links: readonly LinkOfFolder[]) {
  return links.map((value) => {
    const { description } = folderTexts(value.folder);
    const account = book.find(value.link.accountId)?.account.label;
    const beside = account === undefined ? description : verbatim(`${account} · ${description}`);
    return { label: verbatim(titleOf(value)), description: beside, value };
  });
}

function titleOf({ folder, link }: LinkOfFolder): string {
  return words.linkOf(folder.name, nameOf(link.target));
}

function folderTexts({ name, uri }: Folder) {
  const at = vscode.Uri.parse(uri);
  return {
    label: verbatim(name),
    description: verbatim(at.scheme === 'file' ? at.fsPath : at.toString(true)),
  };
}

function frontFirst({ all, front }: OpenFolders): readonly Folder[] {
  return front ? [front, ...all.filter(({ uri }) => uri !== front.uri)] : all;
}

function tell({ box }: Services, message: string): void {
  box.close();
  void vscode.window.showInformationMessage(verbatim(message));
}
