import * as vscode from '../editor.ts';
import { answerTool, type ToolParts } from '../../agents/answerTool.ts';
import type { OpenAccount } from '../../accounts/accountBook.ts';
import type { NotesOf } from '../../agents/customerNotes.ts';
import type { CustomerList } from '../../agents/foundCustomers.ts';
import type { ToolName } from '../../agents/toolNames.ts';
import type { App } from '../../app/createApp.ts';
import { Failure } from '../../base/failure.ts';
import { listedTypes } from '../../customers/directoryTypes.ts';
import { serverFailed } from '../../words/agents.ts';

/** How long a model of the editor's waits for the user, in milliseconds. */
const longestWait = 2 * 60_000;

/**
 * Answers a language model of the editor, with JSON. Whether the editor asked the user before does not matter: what is
 * proposed waits for the user here. Rejects with an error that the model can act on.
 */
export async function callTool(
  app: App,
  name: ToolName,
  input: unknown,
  token: vscode.CancellationToken,
): Promise<string> {
  const stop = new AbortController();
  const listening = token.onCancellationRequested(() => stop.abort(new vscode.CancellationError()));
  if (token.isCancellationRequested) stop.abort(new vscode.CancellationError());
  try {
    const source = { via: 'lm' as const, name: '' };
    const call = { name, input, source, longestWait, signal: stop.signal };
    return JSON.stringify(await answerTool(partsOf(app), call));
  } catch (error) {
    if (stop.signal.aborted) throw error;
    if (!Failure.is(error)) app.log.error(`${name} failed`, error);
    throw new Error(Failure.is(error) ? error.message : serverFailed(), { cause: error });
  } finally {
    listening.dispose();
  }
}

function partsOf(app: App): ToolParts {
  const { clock, proposals, settings } = app;
  return {
    clock,
    proposals,
    isEnabled: () => Promise.resolve(settings.agentsEnabled()),
    listsOf: (account) => listsOf(app, account),
  };
}

async function listsOf(
  { book, directories, settings }: App,
  name: string | undefined,
): Promise<readonly CustomerList[] | undefined> {
  const named = name === undefined ? undefined : book.named(name);
  if (name !== undefined && !named) return undefined;
  const readable = settings.agentsReadNotesOf().map((each) => book.named(each));
  const lists: CustomerList[] = [];
  for (const open of named ? [named] : book.all())
    for (const type of listedTypes(open)) {
      const index = directories.of(open, type);
      await index?.load();
      if (index)
        lists.push({
          account: open.account.label,
          isWhole: index.status.whole,
          notes: readable.includes(open) ? notesOf(open) : 'off',
          find: (query, limit) => index.find(query, limit),
        });
    }
  return lists;
}

function notesOf({ provider }: OpenAccount): Exclude<NotesOf, string> {
  return async (target, limit, signal) => (await provider.list({ target, limit }, signal)).notes;
}
