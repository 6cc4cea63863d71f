import * as vscode from '../editor.ts';
import type { AccountBook, OpenAccount } from '../../accounts/accountBook.ts';
import { rowNoun } from '../../customers/targetLabels.ts';
import { targetText } from '../../customers/targetText.ts';
import { frontOf } from '../../document/documentFront.ts';
import { documentFields, type DocumentField } from '../../document/documentText.ts';
import type { NamedCustomers } from '../../document/namedCustomers.ts';
import type { Draft } from '../../model/draft.ts';
import { recentAuthors } from '../../recent/recentAuthors.ts';
import type { RecentNotes } from '../../recent/recentNotes.ts';
import { shortName } from '../label.ts';

/** What may be completed from. */
interface CompletionParts {
  readonly book: AccountBook;
  /** The account that the draft goes to. */
  readonly account: OpenAccount;
  readonly draft: Draft;
  readonly recentNotes: RecentNotes;
  readonly customers: NamedCustomers | undefined;
  /** BCP 47 tag. */
  readonly language: string;
}

/** A value that may stand in a member's place. */
interface Choice {
  readonly value: string;
  readonly label: string;
  readonly detail?: string;
}

/** What fits at a place of a draft's front matter: its members, or the values of one. Nothing below it. */
export function completeDraft(
  document: vscode.TextDocument,
  at: vscode.Position,
  parts: CompletionParts,
): vscode.CompletionList {
  if (!isInFront(document, at.line)) return new vscode.CompletionList([]);
  const { text, range } = document.lineAt(at.line);
  const [, name = '', blank = ''] = /^(\w+):(\s*)/.exec(text) ?? [];
  const field = documentFields.find((each) => each === name);
  if (field === undefined) return new vscode.CompletionList(memberItems(document, parts));
  const start = new vscode.Position(at.line, name.length + 1 + blank.length);
  if (at.isBefore(start)) return new vscode.CompletionList([]);
  const typed = document.getText(new vscode.Range(start, at));
  const items = choicesFor(field, typed.trim(), parts).map(({ value, label, detail }, index) => {
    const item = new vscode.CompletionItem(label, vscode.CompletionItemKind.Value);
    item.insertText = `${blank === '' ? ' ' : ''}${quoted(value)}`;
    item.range = new vscode.Range(start, range.end);
    // The editor would leave out what does not hold these letters in their order; who fits is decided here.
    item.filterText = document.getText(item.range);
    item.sortText = String(index).padStart(3, '0');
    if (detail !== undefined) item.detail = detail;
    return item;
  });
  return new vscode.CompletionList(items, true);
}

function isInFront(document: vscode.TextDocument, line: number): boolean {
  if (line === 0 || document.lineAt(0).text !== '---') return false;
  for (let at = 1; at < line; at += 1) if (document.lineAt(at).text === '---') return false;
  return document.lineAt(line).text !== '---';
}

function memberItems(
  document: vscode.TextDocument,
  { draft, account }: CompletionParts,
): vscode.CompletionItem[] {
  const lines = document.getText();
  return Object.keys(frontOf(draft, account))
    .filter((name) => !lines.includes(`\n${name}:`))
    .map((name) => {
      const item = new vscode.CompletionItem(name, vscode.CompletionItemKind.Property);
      item.insertText = `${name}: `;
      return item;
    });
}

function choicesFor(field: DocumentField, typed: string, parts: CompletionParts): readonly Choice[] {
  const { book, account, recentNotes, customers, language } = parts;
  const plain = (value: string): Choice => ({ value, label: value });
  switch (field) {
    case 'account':
      return book.all().map((open) => ({ ...plain(open.account.label), detail: open.kind.title }));
    case 'kind':
      return account.kind.capabilities.kinds.map(plain);
    case 'author':
      return recentAuthors(recentNotes, account).map(plain);
    case 'customer':
      return (customers?.matching(typed) ?? []).map((row) => {
        const { name, who } = targetText(row.entry, language, rowNoun(account, row.entry.target.type));
        return { value: customers?.textFor(row) ?? name, label: shortName(name), detail: shortName(who) };
      });
    case 'duration':
      return ['15m', '25m', '45m', '1h'].map(plain);
    case 'date':
      return ['now', '1h ago', 'yesterday 15:00'].map(plain);
  }
}

/** A value that YAML would read as something else stands in quotes. */
function quoted(value: string): string {
  return /^[\w][\w .@+()-]*$/.test(value) ? value : JSON.stringify(value);
}
