import * as vscode from 'vscode';
import type { DocumentParts } from '../../history/noteMarkdown.ts';
import { loadMarkdown } from '../../markdown/load.ts';
import { dateAndTime } from '../times.ts';

/** What documents are written with: Markdown's bundle, and dates as the user's language has them. */
export async function documentParts(): Promise<DocumentParts> {
  return { writer: await loadMarkdown(), date: dateAndTime(vscode.env.language) };
}
