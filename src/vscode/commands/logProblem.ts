import { Failure } from '../../base/failure.ts';
import { markupFor } from '../../code/markup.ts';
import { problemText } from '../../code/problemText.ts';
import { askChoice, askOnce } from '../ask.ts';
import { locationOf } from '../code/codeFile.ts';
import { problemsNear, readProblems, type ProblemInFile } from '../code/problems.ts';
import { startFromCode } from '../code/startFromCode.ts';
import * as vscode from '../editor.ts';
import { fileName } from '../fileName.ts';
import { firstLine } from '../label.ts';
import type { Services } from '../services.ts';
import { verbatim } from '../verbatim.ts';
import * as words from '../../words/code.ts';

/**
 * `Log Problem as Note`: a problem that the editor shows. The quick fix passes the file and its problems; the palette
 * nothing, where those at the cursor of the active editor are meant. Failure `invalid` where there is none.
 */
export async function logProblem(services: Services, [uri, given]: readonly unknown[]): Promise<void> {
  if (uri instanceof vscode.Uri && Array.isArray(given)) {
    await logOneOf(services, uri, readProblems(given));
    return;
  }
  const { activeTextEditor: editor } = vscode.window;
  if (!editor) throw new Failure('invalid', words.openFileWithProblem());
  const all = readProblems(vscode.languages.getDiagnostics(editor.document.uri));
  await logOneOf(services, editor.document.uri, problemsNear(all, editor.selection.active));
}

async function logOneOf(
  services: Services,
  uri: vscode.Uri,
  problems: readonly ProblemInFile[],
): Promise<void> {
  const [only, ...others] = problems;
  if (!only) throw new Failure('invalid', words.noProblem(fileName(uri)));
  const chosen = others.length === 0 ? only : await askWhich(services, problems);
  if (!chosen) return;
  const { problem, range } = chosen;
  const markup = markupFor(services.textFormat());
  const document = await vscode.workspace.openTextDocument(uri);
  const location = await locationOf(services, markup, document, range);
  await startFromCode(services, problemText(markup, problem, location), uri);
}

function askWhich({ box }: Services, problems: readonly ProblemInFile[]): Promise<ProblemInFile | undefined> {
  const items = problems.map((value) => ({
    label: verbatim(firstLine(value.problem.message)),
    description: verbatim(words.inLine(value.range.start.line + 1)),
    value,
  }));
  return askOnce(box, () =>
    askChoice(box, { title: words.logProblem(), placeholder: words.whichProblem(), items }),
  );
}
