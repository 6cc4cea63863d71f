import * as vscode from './editor.ts';
import * as z from 'zod';
import { withoutEdges } from '../base/withoutEdges.ts';
import type { Settings } from '../app/platform.ts';
import { codeHostsSchema } from '../code/codeHosts.ts';
import { textFormats } from '../model/note.ts';

/**
 * Parses a setting whenever it is read, since a person may have typed anything. Only the user's own value counts
 * (`globalValue`), so that no workspace can send a key or a note elsewhere.
 */
function read<T>(name: string, schema: z.ZodType<T>, fallback: T): T {
  const { globalValue } = vscode.workspace.getConfiguration('notelog').inspect(name) ?? {};
  return schema.safeParse(globalValue).data ?? fallback;
}

async function write(name: string, value: unknown): Promise<void> {
  await vscode.workspace.getConfiguration('notelog').update(name, value, vscode.ConfigurationTarget.Global);
}

/** The user's settings in the editor. */
export const settings: Settings = {
  accounts: () => read('accounts', z.unknown(), []),
  saveAccounts: (accounts) => write('accounts', accounts),
  defaultAccount: () => read('defaultAccount', z.string(), ''),
  saveDefaultAccount: (id) => write('defaultAccount', id === '' ? undefined : id),
  notebookFolder: () => withoutEdges(read('notebook.folder', z.string(), '')),
  templatesFolder: () => withoutEdges(read('templates.folder', z.string(), '')),
  saveNotebookFolder: (path) => write('notebook.folder', path),
  largestAttachment: () => read('attachment.maxMegabytes', z.number().min(1).max(1024), 25) * 1_000_000,
  largestTextFile: () => read('textFile.maxKilobytes', z.number().min(1).max(4096), 256) * 1000,
  undoTime: () => read('undoSeconds', z.number().min(0).max(60), 5) * 1000,
  textFormat: () => read('textFormat', z.enum(textFormats), 'markdown'),
  openNotesAs: () => read('openNotesAs', z.enum(['rendered', 'source']), 'rendered'),
  agentsEnabled: () => read('agents.enabled', z.boolean(), false),
  agentsReadNotesOf: () => read('agents.readNotesOf', z.array(z.string()), []),
  saveAgentsEnabled: (enabled) => write('agents.enabled', enabled),
  providersOfExtensions: () => read('experimental.providers', z.boolean(), false),
  openCallPage: () => read('openCallPage', z.boolean(), true),
  keepCustomersOnDisk: () => read('customers.keepOnDisk', z.boolean(), true),
  requestsPerSecond: () => read('requestsPerSecond', z.number().min(1).max(38), 20),
  codeHosts: () => read('codeHosts', codeHostsSchema, new Map()),
};
