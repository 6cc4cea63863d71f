import * as vscode from '../editor.ts';
import type { Entry } from '../../outbox/entry.ts';
import type { Services } from '../services.ts';
import { verbatim } from '../verbatim.ts';

/** The entry as it is now. Undefined, after telling the user: nothing can be done with it any more. */
export function currentEntry(services: Services, id: string): Entry | undefined {
  const entry = services.outbox.get(id);
  if (entry && entry.status.state !== 'sending') return entry;
  tellChanged(services, id);
  return undefined;
}

/** Says why nothing was done. */
export function tellChanged({ outbox }: Services, id: string): void {
  void vscode.window.showInformationMessage(
    verbatim(
      outbox.get(id)
        ? 'This note is being sent or changed right now, so nothing was done. Check it in Recent Notes.'
        : 'This note is no longer waiting: it was sent, taken back or discarded. Nothing was changed.',
    ),
  );
}
