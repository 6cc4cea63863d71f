import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import * as vscode from '../editor.ts';
import { removeIfThere } from '../../storage/durable.ts';
import { forEachFile } from '../../storage/forEachFile.ts';
import { attachmentsOf } from '../../model/note.ts';
import { safeName } from '../../storage/safeName.ts';
import { writePieces } from '../../history/writeFile.ts';
import type { AttachmentBytes } from '../../providers/provider.ts';
import { askChoice, askOnce } from '../ask.ts';
import { cancellable, type Report } from '../cancellable.ts';
import { shortName } from '../label.ts';
import type { Services } from '../services.ts';
import type { TreeNode } from '../tree/treeNode.ts';
import { verbatim } from '../verbatim.ts';
import * as words from '../../words/files.ts';

/** `Save Attachment…`: saves a file of a stored note where the user says. */
export async function saveAttachment(services: Services, node: TreeNode): Promise<void> {
  const attached =
    node.row === 'note' ? await chooseAttachment(services, node, words.whichToSave()) : undefined;
  if (!attached) return;
  const name = safeName(attached.name, 'attachment');
  const uri = await vscode.window.showSaveDialog({
    title: verbatim(words.save(name)),
    defaultUri: vscode.Uri.file(join(homedir(), name)),
  });
  if (!uri) return;
  if (uri.scheme !== 'file') return void vscode.window.showErrorMessage(verbatim(words.notOnThisDisk()));
  if (!(await fetchTo(services, attached, uri.fsPath))) return;
  const open = words.open();
  const message = verbatim(words.saved(basename(uri.fsPath)));
  const choice = await vscode.window.showInformationMessage(message, open);
  if (choice === open) await vscode.commands.executeCommand('vscode.open', uri);
}

/**
 * `Open Attachment`: opens it in the editor, never with another program. Maintenance removes the copy after a day, Delete
 * Local Data at once.
 */
export async function openAttachment(services: Services, node: TreeNode): Promise<void> {
  const attached =
    node.row === 'note' ? await chooseAttachment(services, node, words.whichToOpen()) : undefined;
  if (!attached) return;
  const folder = openedFolder(services.context);
  await services.files.makeFolder(folder);
  const path = join(folder, `${services.newId().slice(0, 8)}-${safeName(attached.name, 'attachment')}`);
  if (await fetchTo(services, attached, path))
    await vscode.commands.executeCommand('vscode.open', vscode.Uri.file(path));
}

/** One file of a stored note. */
interface ChosenAttachment {
  readonly node: Extract<TreeNode, { row: 'note' }>;
  readonly index: number;
  readonly name: string;
}

/** The note's file, or the one of several that the user chooses; undefined: there is none, or the user chose none. */
async function chooseAttachment(
  { box }: Services,
  node: ChosenAttachment['node'],
  title: string,
): Promise<ChosenAttachment | undefined> {
  const all = attachmentsOf(node.note).map(({ name }, index) => ({ node, index, name }));
  if (all.length <= 1) return all[0];
  const items = all.map((value) => ({ label: verbatim(shortName(value.name)), value }));
  return await askOnce(box, () =>
    askChoice(box, { title, placeholder: words.whichAttachment(), items, step: 1 }),
  );
}

/** Where attachments lie that were opened. */
function openedFolder({ globalStorageUri }: Services['context']): string {
  return join(globalStorageUri.fsPath, 'opened');
}

/**
 * Removes the copies that were opened before a time, in milliseconds since the epoch. Failure `storage`, at the end, if
 * some stay.
 */
export async function removeOpened(
  { files, context }: Pick<Services, 'files' | 'context'>,
  before: number,
): Promise<void> {
  const folder = openedFolder(context);
  await forEachFile(await files.names(folder), async (name) => {
    const path = join(folder, name);
    const { modifiedAt } = await files.facts(path);
    if (modifiedAt < before) await removeIfThere(files, path);
  });
}

/** Writes the attachment to `path`. False when the user cancelled, or the account gives no attachments back. */
async function fetchTo(
  { book, files, newId }: Services,
  { node: { note, account }, index, name }: ChosenAttachment,
  path: string,
): Promise<boolean> {
  const provider = book.find(account.id)?.provider;
  if (provider?.attachment === undefined) {
    void vscode.window.showErrorMessage(verbatim(words.cannotReadBack(account.label)));
    return false;
  }
  const read = provider.attachment.bind(provider);
  const done = await cancellable(words.reading(name), async (signal, report) => {
    const attachment = await read(note.id, signal, index);
    await writePieces(files, path, withProgress(attachment, report), newId, signal);
    return true;
  });
  return done === true;
}

/** Passes the bytes on, and reports their number after each hundredth of the file, but at least 64 KiB. */
async function* withProgress({ bytes, size }: AttachmentBytes, report: Report): AsyncGenerator<Uint8Array> {
  const step = Math.max(65_536, (size ?? 100_000_000) / 100);
  let read = 0;
  let reported = 0;
  for await (const piece of bytes) {
    yield piece;
    read += piece.length;
    if (read - reported < step) continue;
    reported = read;
    const amount = (read / 1_000_000).toLocaleString(vscode.env.language, { maximumFractionDigits: 1 });
    report(words.megabytes(amount));
  }
}
