import * as vscode from '../editor.ts';
import type { DocumentParts } from '../../history/noteMarkdown.ts';
import { loadMarkdown } from '../../markdown/load.ts';
import { dateAndTime } from '../times.ts';

/** What documents are written with: the Markdown bundle, and dates in the user's language. */
export async function documentParts(): Promise<DocumentParts> {
  return { writer: await loadMarkdown(), date: dateAndTime(vscode.env.language) };
}
