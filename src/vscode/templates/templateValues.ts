import { markupFor } from '../../code/markup.ts';
import * as vscode from '../editor.ts';
import type { OpenAccount } from '../../accounts/accountBook.ts';
import { folderOfNote } from '../../folders/linkedCustomers.ts';
import type { Template } from '../../templates/template.ts';
import { namesIn, type TemplateValues } from '../../templates/templateText.ts';
import type { Services } from '../services.ts';
import { localDay, localTime } from '../times.ts';

/** What is filled in but the customer. The clipboard is read only for a template of the user's that has it. */
export async function templateValues(
  { composer, clock, openFolders, repositories }: Services,
  { text, origin }: Template,
  to: OpenAccount,
): Promise<TemplateValues> {
  const now = clock.now();
  const names = namesIn(text);
  const mayPaste = names.has('clipboard') && origin.from !== 'workspace';
  const folder = folderOfNote(openFolders());
  // Whoever made the repository has named both; the text may be code, in which nothing is escaped.
  const { words } = markupFor('plain');
  const git = folder && names.has('branch') ? await repositories.look(folder.uri) : undefined;
  return {
    account: to.account.label,
    date: localDay(now),
    time: localTime(now),
    author: composer.draft.values.author || (to.provider.tasks?.self() ?? ''),
    branch: words(git?.branch ?? ''),
    folder: words(folder?.name ?? ''),
    ...(mayPaste && { clipboard: await vscode.env.clipboard.readText() }),
  };
}

/** What is selected in the editor in front, each selection on lines of its own. */
export function selectedText(): string {
  const { document, selections = [] } = vscode.window.activeTextEditor ?? {};
  const texts = selections.map((each) => document?.getText(each) ?? '');
  return texts.filter((each) => each !== '').join('\n');
}
