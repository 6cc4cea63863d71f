import * as vscode from '../editor.ts';
import { Failure } from '../../base/failure.ts';
import { accountOfNoteGone } from '../../words/decisions.ts';
import * as words from '../../words/folders.ts';
import { askChoice, askInTurn, onAnswer, type Question } from '../ask.ts';
import {
  allLinks,
  customerOfLink,
  endLink,
  linkItems,
  titleOfLink,
  type ShownLink,
} from '../folders/shownLinks.ts';
import type { Services } from '../services.ts';
import { startNote } from '../startNote.ts';
import { verbatim } from '../verbatim.ts';

/**
 * `Notelog: Show Folder Links`: all links of folders, and the patterns of Git remotes and branches; to begin a note, to
 * open the folder, or to end the link.
 */
export async function showFolderLinks(services: Services): Promise<void> {
  const { box, folderLinks } = services;
  await folderLinks.reload();
  const links = allLinks(services);
  if (links.length === 0) {
    void vscode.window.showInformationMessage(verbatim(words.noLinks()));
    return;
  }
  const chosen: { at?: ShownLink; act?: 'note' | 'open' | 'unlink' } = {};
  const link: Question = (step) => {
    const title = words.folderLinks();
    const items = linkItems(services, links);
    return onAnswer(
      askChoice(box, { title, placeholder: words.chooseLink(), items, step }),
      (value) => (chosen.at = value),
    );
  };
  const act: Question = (step) => {
    const { at } = chosen;
    const title = at ? titleOfLink(at) : words.folderLinks();
    const items = [
      { label: verbatim(words.newNote()), value: 'note' as const },
      ...(at?.by === 'folder' ? [{ label: verbatim(words.openFolder()), value: 'open' as const }] : []),
      { label: verbatim(words.unlink()), value: 'unlink' as const },
    ];
    return onAnswer(
      askChoice(box, { title, placeholder: words.whatToDo(), items, step }),
      (value) => (chosen.act = value),
    );
  };
  if (!(await askInTurn(box, [link, act]))) return;
  const { at } = chosen;
  if (!at) return;
  if (chosen.act === 'note') await newNote(services, at);
  if (chosen.act === 'open' && at.by === 'folder')
    await vscode.commands.executeCommand('vscode.openFolder', vscode.Uri.parse(at.folder.uri), {
      forceNewWindow: true,
    });
  if (chosen.act === 'unlink')
    void vscode.window.showInformationMessage(verbatim(await endLink(services, at)));
}

async function newNote(services: Services, at: ShownLink): Promise<void> {
  const { accountId, target } = customerOfLink(at);
  if (!services.book.find(accountId)) throw new Failure('invalid', accountOfNoteGone());
  await startNote(services, { text: '', customer: { accountId, target } });
}
