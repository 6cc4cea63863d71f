import type * as vscode from '../editor.ts';
import { fileSize } from '../../compose/fileSize.ts';
import { attachmentProblem } from '../../compose/attachmentProblem.ts';
import { Failure } from '../../base/failure.ts';
import type { ChosenFile } from '../../model/draft.ts';
import { fileName } from '../fileName.ts';
import type { Services } from '../services.ts';

/** A file that can be attached. */
export interface FileToAttach {
  readonly file: ChosenFile;
  /** Whether it is an open document that is not saved, of which what is seen goes out. */
  readonly isUnsaved: boolean;
}

/** The file, or one sentence that says why it cannot go. */
export async function fileToAttach(services: Services, uri: vscode.Uri): Promise<FileToAttach | string> {
  const { sources } = services;
  const name = fileName(uri);
  const address = uri.toString();
  const largest = services.largestAttachment();
  try {
    const { kind, size: told, isUnsaved } = await sources.facts(address);
    const size = kind === 'file' ? await fileSize(sources, address, told, largest) : told;
    const problem = attachmentProblem(name, kind, size, largest);
    return problem ?? { file: { uri: address, name, size }, isUnsaved };
  } catch (error) {
    if (Failure.is(error)) return error.message;
    throw error;
  }
}
