import type * as vscode from '../editor.ts';
import * as words from '../../words/formFiles.ts';
import { fileToAttach } from '../commands/chosenFile.ts';
import { fileName } from '../fileName.ts';
import { filesTaken } from '../filesTaken.ts';
import type { Services } from '../services.ts';

/** Why the note in the form takes no file now. */
export function refusalInForm({ composer }: Services, name: string): string | undefined {
  if (composer.logging) return words.beingLogged(name);
  const { canAttach, why } = filesTaken(composer.account.kind, 1);
  return canAttach ? undefined : why;
}

/** Adds files to a draft of the form, which says of each that cannot go why. */
export async function attachToForm(
  services: Services,
  draftId: string,
  uris: readonly vscode.Uri[],
): Promise<void> {
  const { composer } = services;
  for (const [at, uri] of uris.entries()) {
    const name = fileName(uri);
    const refusal = refusalInForm(services, name);
    if (refusal === undefined && composer.files.isFull(draftId)) {
      composer.files.refuseFurther(draftId, name, at === uris.length - 1);
      return;
    }
    const file = refusal ?? (await fileToAttach(services, uri));
    if (typeof file === 'string') composer.files.refuse(draftId, name, file);
    else composer.attach(file.file, draftId);
  }
}
