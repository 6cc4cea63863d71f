import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { join } from 'node:path';
import ts from 'typescript';
import { afterEach, expect, test } from 'vitest';
import { root } from '../../../scripts/build.ts';
import { attentionAndPending, noteCount } from '../../../src/words/counts.ts';
import { done } from '../../../src/words/outcome.ts';
import { t, translateWith } from '../../../src/words/translate.ts';

const english = (message: string, ...values: readonly (string | number)[]) =>
  message.replace(/\{(\d+)\}/g, (place, at: string) => String(values[Number(at)] ?? place));

afterEach(() => translateWith(english));

test('a message has its values in their places, each as it is', () => {
  expect(t('{1} of {0}, {1}', 'a {1} b', 3)).toBe('3 of a {1} b, 3');
  expect(t('{0} and {1}', 'one')).toBe('one and {1}');
});

test('whoever starts Notelog gives the translation, and every message goes through it', () => {
  const asked: unknown[] = [];
  translateWith((...message) => {
    asked.push(message);
    return 'In der anderen Sprache';
  });
  expect(done('create', 'Acme', 'Demo')).toBe('In der anderen Sprache');
  expect(asked).toContainEqual(['Logged for {0} in {1}.', 'Acme', 'Demo']);
});

test('one is said otherwise than several', () => {
  expect([noteCount(1), noteCount(2)]).toEqual(['1 note', '2 notes']);
  const counted = [attentionAndPending(1, 0), attentionAndPending(2, 1), attentionAndPending(0, 1)];
  expect(counted).toEqual(['1 note needs attention', '2 notes need attention, 1 pending', '1 note pending']);
});

/** Whose words stand in src/words and nowhere else: files and folders of src. */
const settled = [
  'compose/explainOutcome.ts',
  'compose/explainSend.ts',
  'compose/composer.ts',
  'compose/confirmTarget.ts',
  'compose/formLogger.ts',
  'compose/lookUpTargets.ts',
  'compose/recipient.ts',
  'compose/returnNotes.ts',
  'delivery/applyAction.ts',
  'delivery/deliveryFailures.ts',
  'extension.ts',
  'main.ts',
  'providers/service.ts',
  'recent/*.ts',
  'vscode/commands/accounts.ts',
  'vscode/commands/askAboutConflict.ts',
  'vscode/commands/attachment.ts',
  'vscode/commands/chooseNotebookFolder.ts',
  'vscode/commands/commands.ts',
  'vscode/commands/drafts.ts',
  'vscode/commands/keepKey.ts',
  'vscode/commands/noteAbout.ts',
  'vscode/commands/notesView.ts',
  'vscode/commands/purge.ts',
  'vscode/commands/recentNotes.ts',
  'vscode/commands/remoteAccount.ts',
  'vscode/commands/replaceKey.ts',
  'vscode/commands/resolveWaiting.ts',
  'vscode/commands/storedNotes.ts',
  'vscode/commands/waitingNotes.ts',
  'vscode/confirm.ts',
  'vscode/form/*.ts',
  'vscode/discardDraft.ts',
  'vscode/documents/showConflict.ts',
  'vscode/keyPrompt.ts',
  'vscode/keyringWait.ts',
  'vscode/outbox/currentEntry.ts',
  'vscode/outbox/entryText.ts',
  'vscode/outbox/exportMarkdown.ts',
  'vscode/outbox/outboxSummary.ts',
  'vscode/sendWithProgress.ts',
  'vscode/sendingProgress.ts',
  'vscode/showForm.ts',
  'vscode/strayKeyNotice.ts',
  'vscode/takeBackIntoForm.ts',
  'vscode/times.ts',
  'vscode/tree/*.ts',
  'vscode/unreadNotice.ts',
];

/** Calls whose texts the user does not read, or reads in the log. */
const unread = /^(?:(?:#?\w+\.)*log\.\w+|Error|constant)$/;

/** Texts of a file that look like words for people, each with its line. */
function wordsIn(path: string): readonly string[] {
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const isCall = ts.isCallExpression(node) || ts.isNewExpression(node);
    if (ts.isImportDeclaration(node) || ts.isTypeNode(node)) return;
    if (isCall && unread.test(node.expression.getText())) return;
    const text = ts.isStringLiteralLike(node) || isTemplatePart(node) ? node.text : '';
    if (isForPeople(text)) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      found.push(`${path.slice(root.length + 1)}:${line + 1}: ${text}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function isTemplatePart(node: ts.Node): node is ts.TemplateHead | ts.TemplateMiddle | ts.TemplateTail {
  return ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node);
}

/** A word that begins like one of a sentence or a button; ids, icons and context values do not. */
function isForPeople(text: string): boolean {
  return /(?:^|[^\w.$'-])[A-Z][a-z]+/.test(text.replace('Notelog', ''));
}

async function filesOf(pattern: string): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const path of glob(join(root, 'src', pattern))) found.push(path);
  return found;
}

test.each(settled)('%s has no words of its own', async (pattern) => {
  const files = await filesOf(pattern);
  expect(files.length).toBeGreaterThan(0);
  expect(files.flatMap(wordsIn)).toEqual([]);
});

test('what looks like words is found, and ids are not', () => {
  const found = ['Send', 'Nothing was sent.', ' · Call {0}'].filter(isForPeople);
  expect(found).toHaveLength(3);
  expect(
    ['waiting retry', 'notelog.openNote', '$(key) ', 'list.warningForeground'].filter(isForPeople),
  ).toEqual([]);
});

test('every message is a literal, with its places counted from 0', async () => {
  const files = [...(await filesOf('words/*.ts')), ...(await filesOf('providers/*/words.ts'))];
  const messages = files.flatMap((path) => {
    const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
    const found: { readonly message: ts.Expression | undefined; readonly values: number }[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node) && node.expression.getText() === 't')
        found.push({ message: node.arguments[0], values: node.arguments.length - 1 });
      ts.forEachChild(node, visit);
    };
    visit(source);
    return found;
  });
  expect(messages.length).toBeGreaterThan(200);
  for (const { message, values } of messages) {
    if (!message || !ts.isStringLiteralLike(message))
      throw new Error(`No literal: ${message?.getText() ?? ''}`);
    const places = new Set([...message.text.matchAll(/\{(\d+)\}/g)].map(([, at]) => Number(at)));
    expect([message.text, [...places].sort()]).toEqual([
      message.text,
      Array.from({ length: values }, (_, at) => at),
    ]);
  }
});
