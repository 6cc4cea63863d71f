import * as vscode from './editor.ts';
import type { LeakAnswer, Suspect } from '../compose/leakCheck.ts';
import * as words from '../words/leaks.ts';
import type { ReadOnlyDocuments } from './documents/readOnlyDocuments.ts';
import { verbatim } from './verbatim.ts';

/** Lines of a question; there may be as many findings as a text has words. */
const mostLines = 8;

/**
 * Asks what is to become of secrets in what is about to go into a note; undefined: nothing is to go. First in a dialog,
 * and, once the user has asked to see the place, in a message that stays beside it.
 */
export async function askAboutSecrets(
  documents: Pick<ReadOnlyDocuments, 'keep'>,
  suspects: readonly Suspect[],
  answers: readonly LeakAnswer[],
): Promise<LeakAnswer | undefined> {
  const answerOf = new Map(answers.map((answer) => [words.leakAnswer(answer), answer]));
  // The first button is what Enter presses, which must not let a secret go.
  const buttons = [...(answers.length === 1 ? [words.keepBack()] : []), ...answerOf.keys()];
  const place = suspects.find(({ why }) => why === 'found');
  const findings = shortened(suspects.flatMap((suspect) => findingsIn(suspect, suspects.length > 1)));
  const question = questionAbout(suspects);
  const choice = await vscode.window.showWarningMessage(
    verbatim(question),
    { modal: true, detail: [words.nothingLeftYet(), ...findings].join('\n') },
    ...buttons,
    ...(place ? [words.show()] : []),
  );
  if (choice === undefined) return undefined;
  if (choice !== words.show() || !place) return answerOf.get(choice);
  await showPlace(documents, place);
  // As an error, because the editor hides a warning after some seconds.
  const message = verbatim(words.stillAsks(question, findings.join('; ')));
  const later = await vscode.window.showErrorMessage(message, ...buttons);
  return later === undefined ? undefined : answerOf.get(later);
}

function questionAbout(suspects: readonly Suspect[]): string {
  const [first, ...others] = suspects;
  if (others.length > 0) return words.severalLookSecret(suspects.length);
  const { name = '', why } = first ?? {};
  return why === 'notSearched' ? words.cannotTell(name) : words.looksSecret(name);
}

/** What was found, each kind with its lines; never the secrets themselves. */
function findingsIn({ name, why, secrets }: Suspect, isNamed: boolean): readonly string[] {
  const lines = new Map<string, Set<number>>();
  for (const { kind, line } of secrets) {
    const what = words.secretKind(kind);
    lines.set(what, (lines.get(what) ?? new Set()).add(line));
  }
  const found = [...lines].map(([what, at]) =>
    words.inLines(what, shortened([...at].map(String)).join(', ')),
  );
  const all = why === 'found' ? found : [why === 'name' ? words.byName() : words.notSearched()];
  return isNamed ? all.map((what) => words.inFile(name, what)) : all;
}

function shortened(all: readonly string[]): readonly string[] {
  if (all.length <= mostLines) return all;
  return [...all.slice(0, mostLines - 1), words.andMore(all.length - mostLines + 1)];
}

/** Shows the line of the first secret: in the file, or, where that cannot be opened, in the text that was looked through. */
async function showPlace(
  documents: Pick<ReadOnlyDocuments, 'keep'>,
  { name, uri, text = '', secrets }: Suspect,
): Promise<void> {
  const line = secrets[0]?.line ?? 1;
  const copy = () => documents.keep('secrets', name, text);
  await showLine(uri === undefined ? copy() : vscode.Uri.parse(uri), line).catch(() =>
    showLine(copy(), line),
  );
}

async function showLine(uri: vscode.Uri, line: number): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  const { range: selection } = document.lineAt(Math.min(line, document.lineCount) - 1);
  await vscode.window.showTextDocument(document, { preview: true, selection });
}
