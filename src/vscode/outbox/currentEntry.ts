import * as vscode from '../editor.ts';
import type { Entry } from '../../outbox/entry.ts';
import * as words from '../../words/decisions.ts';
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
  const why = outbox.get(id) ? words.beingWorkedOn() : words.notPendingAnyMore();
  void vscode.window.showInformationMessage(verbatim(why));
}
