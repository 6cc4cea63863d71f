import { Failure } from '../../base/failure.ts';
import { kilobytes } from '../../compose/textOfFile.ts';
import type * as vscode from '../editor.ts';
import type { Services } from '../services.ts';
import { startNote } from '../startNote.ts';
import * as words from '../../words/code.ts';

/**
 * Begins a note with a text that was made of the code. `file`: which it is about, if it is about one. Failure `invalid` as in
 * {@link checkLength}.
 */
export async function startFromCode(
  services: Services,
  text: string,
  file: vscode.Uri | undefined,
): Promise<void> {
  checkLength(services, text);
  // The old side of a diff is in no folder; its tab knows the file.
  const isInFolder = file !== undefined && file.scheme !== 'git';
  await startNote(services, { text, ...(isInFolder && { file: file.toString() }) });
}

/** Failure `invalid` if a text is longer than that of a file that becomes a note may be. */
export function checkLength({ settings }: Pick<Services, 'settings'>, text: string): void {
  const [size, most] = [Buffer.byteLength(text), settings.largestTextFile()];
  if (size > most) throw new Failure('invalid', words.tooLong(kilobytes(size), kilobytes(most)));
}
