import * as vscode from '../editor.ts';
import type { DocumentParts } from '../../history/noteMarkdown.ts';
import type { Services } from '../services.ts';
import { dateAndTime } from '../times.ts';

/** What documents are written with: Markdown, and dates in the user's language. */
export function documentParts({ markdown }: Services): DocumentParts {
  return { writer: markdown, date: dateAndTime(vscode.env.language) };
}
