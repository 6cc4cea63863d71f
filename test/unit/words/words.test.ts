import { readFileSync } from 'node:fs';
import { glob, readFile } from 'node:fs/promises';
import { join, matchesGlob } from 'node:path';
import ts from 'typescript';
import { afterEach, expect, test } from 'vitest';
import { root } from '../../../scripts/build.ts';
import { attachmentProblem } from '../../../src/compose/attachmentProblem.ts';
import { attentionAndPending, noteCount } from '../../../src/words/counts.ts';
import { done } from '../../../src/words/outcome.ts';
import { t, translateWith, translatorOf } from '../../../src/words/translate.ts';

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

test('where there is no editor, a message is looked up among those of the other language', () => {
  const inGerman = translatorOf({ 'Logged for {0} in {1}.': 'In {1} für {0} gespeichert.' });
  expect(inGerman('Logged for {0} in {1}.', 'Acme', 'Demo')).toBe('In Demo für Acme gespeichert.');
  expect(inGerman('Deleted for {0} in {1}.', 'Acme', 'Demo')).toBe('Deleted for Acme in Demo.');
});

test('a number in a sentence is written in the language of the sentence', () => {
  const tooLarge = () => attachmentProblem('a.pdf', 'file', 3_400_000, 1_500_000);
  expect(tooLarge()).toContain('is 3.4 MB');
  translateWith(english, 'de');
  expect(tooLarge()).toContain('is 3,4 MB');
});

test('one is said otherwise than several', () => {
  expect([noteCount(1), noteCount(2)]).toEqual(['1 note', '2 notes']);
  const counted = [attentionAndPending(1, 0), attentionAndPending(2, 1), attentionAndPending(0, 1)];
  expect(counted).toEqual(['1 note needs attention', '2 notes need attention, 1 pending', '1 note pending']);
});

/** Calls whose texts the user does not read, or reads in the log. */
const unread =
  /^(?:Error|super|UnreadableFiles|attempt|(?:this\.)?#(?:log|warn)Once|warnings\.add|reasons\.add|(?:.*\.)?#?log\.\w+)$/;

/** What has such a name goes into the log, or is no text. */
const unreadNames = /^(?:detail|class)$/;

/** Names, which are the same in every language. */
const names = /\b(?:Notelog|ChartMogul|ActivePlatform|Markdown|Node)\b/g;

/** Folders and files that have sentences of their own, and why. */
const withWords: Readonly<Record<string, string>> = {
  'src/words/': 'all others stand there',
  'src/providers/*/words.ts': 'what is said of one service alone',
  'src/form/words.ts': 'the words of the page',
  'src/form/page.ts': 'HTML',
  'src/proposals/jsonSchema.ts': 'what programs and models are told',
  'src/compose/textFiles.ts': 'a list of file names',
  'src/compose/mediaType.ts': 'a list of file names',
  'src/agents/tools.ts': 'what models read',
};

/** Texts that look like words of a sentence. */
const noWords: Readonly<Record<string, readonly string[]>> = {
  'src/base/failure.ts': ['Failure'],
  'src/form/schemas.ts': ['Bytes'],
  // Names of the library's messages.
  'src/leaks/preset.ts': ['PackageJSON_xOauthToken', 'Npmrc_authToken'],
  'src/form/whenWords.ts': ['half an hour'],
  'src/providers/chartmogul/connection.ts': ['Basic '],
  'src/providers/extensions/foreignKind.ts': ['Bearer ', 'Basic '],
  // For developers of other extensions.
  'src/providers/extensions/registration.ts': ['NoteProvider'],
  // For the log.
  'src/providers/activeplatform/removal.ts': [
    'a note without an id',
    'the list ends early, after page ',
    'the list may be older than the note',
  ],
  'src/providers/chartmogul/wireNote.ts': ['names no customer and no contact'],
  'src/history/customerNotes.ts': [' leads back to an earlier one'],
  'src/http/readJson.ts': ['JSON nested too deeply', 'JSON of too many values'],
  'src/providers/service.ts': ['no content type'],
  'src/vscode/vscodeLog.ts': ['not an error'],
  'src/customers/recentTargets.ts': ['list of recent targets'],
  'src/folders/folderLinks.ts': ['list of linked folders'],
  // How the editor calls an error of its file systems.
  'src/vscode/git/gitCommands.ts': ['FileNotFound'],
  // Elements of HTML, and how a picture is written in a text, which is read back.
  'src/markdown/edit/cutHtml.ts': ['address article', 'footer form'],
  'src/markdown/edit/inlineRun.ts': ['script style', '[Picture: '],
  'src/markdown/elements.ts': [
    'script style',
    'address article',
    'footer form',
    'section summary',
    'dir menu',
  ],
  'src/markdown/fromHtml.ts': ['a p br', 'table caption'],
  'src/markdown/picture.ts': ['Picture'],
  'src/markdown/readable.ts': ['p pre', 'Picture'],
  'src/markdown/toHtml.ts': ['p br', 'table thead'],
  'src/providers/htmlText.ts': ['a abbr b big br cite'],
  'src/providers/htmlPage.ts': ['Picture'],
};

/** Keys of the keyboard and the like. */
const pageNames =
  /^(?:(?:Alt|Arrow(?:Down|Left|Right|Up)|Backspace|Control|Delete|End|Enter|Escape|Files|Home|Mac|Meta|Shift|Tab)[+ ]?)+$/;

/** Texts of a file that look like words for people, each with its line. `path`: in the repository. */
function wordsIn(path: string): readonly string[] {
  const text = readFileSync(join(root, path), 'utf8');
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const allowed = noWords[path] ?? [];
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isTypeNode(node) || isUnread(node)) return;
    const said = isText(node) ? node.text : '';
    if (isForPeople(said) && !allowed.some((each) => said.startsWith(each))) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      found.push(`${path}:${line + 1}: ${said}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function isText(node: ts.Node): node is ts.StringLiteralLike | ts.TemplateLiteralLikeNode | ts.JsxText {
  return (
    ts.isStringLiteralLike(node) ||
    ts.isTemplateHead(node) ||
    ts.isTemplateMiddle(node) ||
    ts.isTemplateTail(node) ||
    ts.isJsxText(node)
  );
}

function isUnread(node: ts.Node): boolean {
  if (ts.isCallExpression(node) || ts.isNewExpression(node)) return unread.test(node.expression.getText());
  if (ts.isPropertyAssignment(node) || ts.isVariableDeclaration(node) || ts.isJsxAttribute(node))
    return unreadNames.test(node.name.getText());
  return false;
}

/** A word with a capital letter, or three words that follow each other; ids, icons and context values are neither. */
function isForPeople(text: string): boolean {
  const said = text.replace(names, '');
  return !pageNames.test(said) && /(?:^|[^\w.$'-])[A-Z][a-z]+|\p{Ll}+,? \p{Ll}{2,},? \p{Ll}+/u.test(said);
}

/** Paths in the repository, sorted. */
async function filesOf(pattern: string): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const path of glob(pattern, { cwd: root })) found.push(path.replaceAll('\\', '/'));
  return found.sort();
}

test('no sentence stands outside of the words', async () => {
  const files = await filesOf('{src,media}/**/*.{ts,tsx}');
  expect(files.length).toBeGreaterThan(500);
  const others = files.filter((path) => !Object.keys(withWords).some((each) => isIn(path, each)));
  expect(others.flatMap(wordsIn)).toEqual([]);
});

/** `pattern`: a folder, or a file with `*` for any name. */
function isIn(path: string, pattern: string): boolean {
  return pattern.endsWith('/') ? path.startsWith(pattern) : matchesGlob(path, pattern);
}

test('every exception is one', async () => {
  const files = await filesOf('{src,media}/**/*.{ts,tsx}');
  for (const pattern of Object.keys(withWords))
    expect(files.filter((path) => isIn(path, pattern)).flatMap(wordsIn), pattern).not.toEqual([]);
  for (const [path, texts] of Object.entries(noWords)) {
    const text = await readFile(join(root, path), 'utf8');
    for (const each of texts) expect(text).toContain(each);
  }
});

test('what looks like words is found, and ids are not', () => {
  const found = ['Send', 'Nothing was sent.', ' · Call {0}', ' takes notes, but no calls'].filter(
    isForPeople,
  );
  expect(found).toHaveLength(4);
  expect(
    ['waiting retry', 'notelog.openNote', '$(key) ', 'list.warningForeground', 'Escape', 'Notelog'].filter(
      isForPeople,
    ),
  ).toEqual([]);
});

test('every message is a literal, with its places counted from 0', async () => {
  const files = [...(await filesOf('src/words/*.ts')), ...(await filesOf('src/providers/*/words.ts'))];
  const messages = files.flatMap((path) => {
    const source = ts.createSourceFile(
      path,
      readFileSync(join(root, path), 'utf8'),
      ts.ScriptTarget.Latest,
      true,
    );
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
