import * as z from 'zod';
import * as vscode from 'vscode';
import type { Services } from '../services.ts';
import { verbatim } from '../verbatim.ts';

const manifestSchema = z.object({ version: z.string() });

/** `Notelog: Show Version`. */
export function showVersion({ context }: Services): Promise<void> {
  const { version } = manifestSchema.parse(context.extension.packageJSON);
  void vscode.window.showInformationMessage(verbatim(`Notelog ${version}`));
  return Promise.resolve();
}
