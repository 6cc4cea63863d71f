import * as vscode from 'vscode';
import * as z from 'zod';
import type { AccountSettings } from '../accounts/accountBook.ts';
import { textFormats, type TextFormat } from '../model/note.ts';

/**
 * The application-scoped settings, each parsed where it is read: a person may have typed anything. Only the
 * user's own value counts (`globalValue`), so that no workspace can send a key or a note elsewhere.
 */
function read<T>(name: string, schema: z.ZodType<T>, fallback: T): T {
  const { globalValue } = vscode.workspace.getConfiguration('notelog').inspect(name) ?? {};
  return schema.safeParse(globalValue).data ?? fallback;
}

async function write(name: string, value: unknown): Promise<void> {
  await vscode.workspace.getConfiguration('notelog').update(name, value, vscode.ConfigurationTarget.Global);
}

/** The accounts and which of them is the default. */
export const accountSettings: AccountSettings = {
  accounts: () => read('accounts', z.unknown(), []),
  saveAccounts: (accounts) => write('accounts', accounts),
  defaultAccount: () => read('defaultAccount', z.string(), ''),
  saveDefaultAccount: (id) => write('defaultAccount', id === '' ? undefined : id),
};

/** Bytes. */
export function largestAttachment(): number {
  return read('attachment.maxMegabytes', z.number().min(1).max(1024), 25) * 1_000_000;
}

/** Bytes. */
export function largestTextFile(): number {
  return read('textFile.maxKilobytes', z.number().min(1).max(4096), 256) * 1000;
}

/** Milliseconds for which a note can be taken back after Send. */
export function undoTime(): number {
  return read('undoSeconds', z.number().min(0).max(60), 5) * 1000;
}

/** What typed text is taken for. */
export function textFormat(): TextFormat {
  return read('textFormat', z.enum(textFormats), 'markdown');
}

/** Whether lists of customers may lie on this machine's disk. */
export function keepCustomersOnDisk(): boolean {
  return read('customers.keepOnDisk', z.boolean(), true);
}

/** Requests a second to one account, at most. */
export function requestsPerSecond(): number {
  return read('requestsPerSecond', z.number().min(1).max(38), 20);
}

/** Absolute path, or '' for the extension's own storage. */
export function notebookFolder(): string {
  return read('notebook.folder', z.string(), '').trim();
}

export async function saveNotebookFolder(path: string): Promise<void> {
  await write('notebook.folder', path);
}
