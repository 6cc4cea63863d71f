import type * as vscode from '../editor.ts';
import { attachmentProblem } from '../../compose/attachmentProblem.ts';
import type { NoteCustomer } from '../../compose/noteStart.ts';
import { Failure } from '../../base/failure.ts';
import type { ChosenFile } from '../../model/draft.ts';
import { safeName } from '../../storage/safeName.ts';
import { attachChecked, attachFile } from '../commands/attachFile.ts';
import { isTooMany, tellRefused } from '../commands/refusedFiles.ts';
import { cancellable, type Report } from '../cancellable.ts';
import { droppedAddresses } from '../droppedAddresses.ts';
import { fileName } from '../fileName.ts';
import type { Services } from '../services.ts';
import * as words from '../../words/attach.ts';
import { readingCancelled } from '../../words/files.ts';
import { outsideFolders } from '../../words/formFiles.ts';
import { customerOfRow } from './customerOfRow.ts';

/** A file of the system. */
interface DroppedFile {
  readonly name: string;
  /** Undefined where the window runs in a browser. */
  readonly uri?: vscode.Uri | undefined;
  readonly data: () => Thenable<Uint8Array>;
}

/** What is dropped, as the editor hands it over: parts by their media types. */
export type Dropped = Iterable<readonly [mime: string, item: DroppedItem]>;
interface DroppedItem {
  readonly asFile: () => DroppedFile | undefined;
  readonly asString: () => Thenable<string>;
}

/**
 * Logs files that were dropped on Recent Notes: on a row of a customer about that one, elsewhere about one that is asked
 * for. Files of the system come with their path or their bytes, those of the editor with their addresses.
 */
export async function logDropped(services: Services, target: unknown, dropped: Dropped): Promise<void> {
  const row = services.tree.isRow(target) ? target : undefined;
  const customer = row && customerOfRow(row);
  const items = [...dropped];
  const files = items.flatMap(([, item]) => item.asFile() ?? []);
  const paths = files.flatMap(({ uri }) => uri ?? []);
  if (files.length > paths.length) {
    await logBytes(services, files, customer);
    return;
  }
  const list = items.find(([mime]) => mime === 'text/uri-list')?.[1];
  const uris = paths.length > 0 ? paths : taken(linesOf((await list?.asString()) ?? ''));
  if (uris.length > 0) await attachFile(services, uris, customer);
}

/** None where one of them is not taken, which the user is told. */
function taken(addresses: readonly string[]): readonly vscode.Uri[] {
  const all = droppedAddresses(addresses);
  const refused = all.flatMap((each) => ('refused' in each ? [each.refused] : []));
  if (refused.length > 0) tellRefused(refused.slice(0, 3).map((uri) => outsideFolders(fileName(uri))));
  return refused.length > 0 ? [] : all.flatMap((each) => ('file' in each ? [each.file] : []));
}

function linesOf(list: string): readonly string[] {
  return list.split(/\r?\n/).filter((line) => line !== '' && !line.startsWith('#'));
}

/** The bytes are copied beside the drafts first: once the drop is over, nobody has them any more. */
async function logBytes(
  services: Services,
  files: readonly DroppedFile[],
  customer: NoteCustomer | undefined,
): Promise<void> {
  if (isTooMany(files.length)) return;
  const received: ChosenFile[] = [];
  try {
    const title = words.attachFiles(files.map(({ name }) => name));
    const problems = await cancellable(title, (signal, report) =>
      receive(services, files, received, signal, report),
    );
    if (problems === undefined) return;
    if (problems.length > 0) {
      tellRefused(problems);
      return;
    }
    await attachChecked(
      services,
      received.map((file) => ({ file, isUnsaved: false })),
      customer,
    );
  } finally {
    // Those that no note and no draft has taken.
    await services.received.release(received);
  }
}

/** Adds the files to `received`. Returns why some cannot be, each as a sentence. */
async function receive(
  services: Services,
  files: readonly DroppedFile[],
  received: ChosenFile[],
  signal: AbortSignal,
  report: Report,
): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const [at, file] of files.entries()) {
    if (signal.aborted) throw new Failure('cancelled', readingCancelled());
    const name = safeName(file.name, 'file');
    report(words.readingFile(at + 1, files.length, name));
    // A folder looks like a file until it is read.
    const bytes = await Promise.resolve(file.data()).catch(() => undefined);
    const size = bytes?.byteLength ?? 0;
    const problem = bytes
      ? attachmentProblem(name, 'file', size, services.largestAttachment())
      : words.noFile(name);
    if (problem !== undefined || !bytes) problems.push(problem ?? '');
    else received.push(await services.received.addBytes(name, bytes));
  }
  return problems;
}
