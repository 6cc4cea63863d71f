import { homedir } from 'node:os';
import { basename } from 'node:path';
import * as vscode from '../editor.ts';
import { safeName } from '../../storage/safeName.ts';
import { customerNotes, type HistoryCustomer } from '../../history/customerNotes.ts';
import { historyCsv, historyJson, historyMarkdown, type Pages } from '../../history/formats.ts';
import { writePieces } from '../../history/writeFile.ts';
import type { StoredNote, Target } from '../../model/note.ts';
import { askCustomer, type CustomerOfAccount } from '../askCustomer.ts';
import { documentParts } from '../documents/documentParts.ts';
import { cancellable, type Report } from '../cancellable.ts';
import type { Services } from '../services.ts';
import { customerOfRow } from '../tree/customerOfRow.ts';
import type { TreeNode } from '../tree/treeNode.ts';
import { verbatim } from '../verbatim.ts';
import * as words from '../../words/history.ts';

/** In UTF-16 units. The editor is slow with more, and a file is the better place for it. */
const longestDocument = 5_000_000;

/** `Notelog: Show Customer History`: shows all notes and calls about one customer as a document. */
export async function showHistory(services: Services, node: TreeNode | undefined): Promise<void> {
  const subject = await subjectOf(services, node, words.showHistory());
  if (subject) await showHistoryOf(services, subject);
}

/** Shows all notes and calls about this customer. */
export async function showHistoryOf(services: Services, subject: CustomerOfAccount): Promise<void> {
  const customer = customerOf(subject);
  const parts = { ...documentParts(services), now: services.clock.now() };
  const content = await cancellable(titleOf(customer), (signal, report) =>
    collect(historyMarkdown(customer, pagesOf(subject, signal, report), parts)),
  );
  if (content === undefined) return;
  const { id, type } = subject.target;
  const key = JSON.stringify(['history', subject.open.account.id, type, id]);
  await services.documents.show(key, words.historyOf(nameOf(subject.target)), content);
}

async function collect(pieces: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const piece of pieces) {
    text += piece;
    if (text.length > longestDocument) return `${text}\n---\n\n${words.restLeftOut()}\n`;
  }
  return text;
}

/** `Notelog: Export Customer History…`: writes them to a file. Its extension decides: Markdown, CSV or JSON. */
export async function exportHistory(
  services: Services,
  node: TreeNode | undefined,
  given?: CustomerOfAccount,
): Promise<void> {
  const subject = given ?? (await subjectOf(services, node, words.exportHistory()));
  if (!subject) return;
  const customer = customerOf(subject);
  const name = safeName(words.historyOf(nameOf(subject.target)), words.history());
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(homedir());
  const uri = await vscode.window.showSaveDialog({
    title: verbatim(titleOf(customer)),
    saveLabel: verbatim(words.doExport()),
    defaultUri: vscode.Uri.joinPath(
      folder.scheme === 'file' ? folder : vscode.Uri.file(homedir()),
      `${name}.md`,
    ),
    filters: { Markdown: ['md'], CSV: ['csv'], JSON: ['json'] },
  });
  if (!uri) return;
  if (uri.scheme !== 'file') return void vscode.window.showErrorMessage(verbatim(words.notOnThisDisk()));
  const path = uri.fsPath;
  const count = await cancellable(titleOf(customer), async (signal, report) => {
    let read = 0;
    const pages = pagesOf(subject, signal, report, (total) => (read = total));
    await writePieces(
      services.files,
      path,
      piecesOf(services, path, customer, pages),
      services.newId,
      signal,
    );
    return read;
  });
  if (count === undefined) return;
  const message = words.exported(words.count(count), basename(path));
  const choice = await vscode.window.showInformationMessage(verbatim(message), words.open());
  if (choice !== undefined) await vscode.commands.executeCommand('vscode.open', uri);
}

/** The history in the format of the file's extension; Markdown for any other. */
function piecesOf(
  services: Services,
  path: string,
  customer: HistoryCustomer,
  pages: Pages,
): AsyncIterable<string> {
  const { clock } = services;
  if (/\.csv$/i.test(path)) return historyCsv(customer, pages);
  if (/\.json$/i.test(path)) return historyJson(customer, pages, clock.now());
  return historyMarkdown(customer, pages, { ...documentParts(services), now: clock.now() });
}

async function* pagesOf(
  { open, target }: CustomerOfAccount,
  signal: AbortSignal,
  report: Report,
  onCount: (total: number) => void = () => undefined,
): AsyncGenerator<readonly StoredNote[]> {
  let total = 0;
  for await (const notes of customerNotes(open.provider, target, signal)) {
    total += notes.length;
    onCount(total);
    report(words.count(total));
    yield notes;
  }
}

/** The row's customer; without a row the user is asked. */
async function subjectOf(
  services: Services,
  node: TreeNode | undefined,
  title: string,
): Promise<CustomerOfAccount | undefined> {
  const row = node && customerOfRow(node);
  if (row !== undefined) {
    const open = services.book.find(row.accountId);
    return open && { open, target: row.target };
  }
  return askCustomer(services, title, services.book.all());
}

function customerOf({ open, target }: CustomerOfAccount): HistoryCustomer {
  return { target, account: open.account.label };
}

function titleOf({ target }: HistoryCustomer): string {
  return words.historyOf(nameOf(target));
}

function nameOf({ name, id }: Target): string {
  return name ?? id;
}
