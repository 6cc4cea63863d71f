import * as vscode from 'vscode';
import type { NotelogApi, NotelogExports } from '../../docs/notelog.d.ts';

/**
 * A whole extension that proposes a note for each call that it hears of (docs/extension-api.md). `ended`: calls, as some
 * telephone system tells them.
 */
export async function activate(
  context: Pick<vscode.ExtensionContext, 'subscriptions'>,
  ended: vscode.Event<{ readonly id: string; readonly company: string; readonly minutes: number }>,
): Promise<NotelogApi> {
  const notelog = vscode.extensions.getExtension<NotelogExports>('notelog.notelog');
  if (!notelog) throw new Error('Notelog is not installed.');
  const api = (await notelog.activate()).getApi(1, 'Example Calls');
  context.subscriptions.push(
    ended(({ id, company, minutes }) => {
      const call = { customer: { query: company }, kind: 'call', callDuration: `${minutes} min` } as const;
      void api.propose({ ...call, text: `Call with ${company}`, clientId: id });
    }),
  );
  return api;
}
