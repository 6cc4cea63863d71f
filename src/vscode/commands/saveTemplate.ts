import * as vscode from '../editor.ts';
import { withoutEdges } from '../../base/withoutEdges.ts';
import { existsWith } from '../../model/fields.ts';
import { noteKinds } from '../../model/note.ts';
import { parseDuration } from '../../model/duration.ts';
import type { TemplateToSave } from '../../templates/parseTemplate.ts';
import * as words from '../../words/templates.ts';
import { askOnce, askText } from '../ask.ts';
import { confirm } from '../confirm.ts';
import type { Services } from '../services.ts';
import { verbatim } from '../verbatim.ts';

/** `Notelog: Save as Template…`: makes one of the user's templates of what is in the form, without the customer. */
export async function saveTemplate(services: Services): Promise<void> {
  const { box, composer, templates } = services;
  const { text } = composer.draft.values;
  if (text.trim() === '') {
    void vscode.window.showInformationMessage(verbatim(words.nothingToSave()));
    return;
  }
  const typed = await askOnce(box, () =>
    askText(box, {
      title: words.saveAsTemplate(),
      prompt: words.whatName(),
      problem: (value) => (withoutEdges(value) === '' ? words.nameNeeded() : undefined),
    }),
  );
  if (typed === undefined) return;
  const name = withoutEdges(typed).slice(0, longestName);
  if ((await templates.has(name)) && !(await mayReplace(name))) return;
  const uri = await templates.save({ ...templateOf(services), name });
  const choice = await vscode.window.showInformationMessage(verbatim(words.saved(name)), words.open());
  if (choice !== undefined) await vscode.window.showTextDocument(vscode.Uri.parse(uri));
}

/** As long as a template's name may be. */
const longestName = 200;

function templateOf({ composer }: Services): Omit<TemplateToSave, 'name'> {
  const { draft, account } = composer;
  const { values } = draft;
  const kind = noteKinds.find((each) => each === values.kind);
  const hasDuration = existsWith('duration', values) && parseDuration(values.duration) !== undefined;
  return {
    text: values.text,
    provider: account.kind.id,
    kind,
    ...(hasDuration && { duration: values.duration }),
  };
}

function mayReplace(name: string): Promise<boolean> {
  return confirm({
    question: words.replaces(name),
    detail: words.replacesMeans(),
    keep: words.keep(),
    act: words.replace(),
  });
}
