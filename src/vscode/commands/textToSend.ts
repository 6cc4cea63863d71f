import * as vscode from '../editor.ts';
import { textInEncoding, textOfFile } from '../../compose/textOfFile.ts';
import { Failure } from '../../base/failure.ts';
import { askChoice, askOnce } from '../ask.ts';
import { encodings, type Encoding } from '../encodings.ts';
import type { Services } from '../services.ts';
import { verbatim } from '../verbatim.ts';
import type { FileToAttach } from './chosenFile.ts';
import * as words from '../../words/attach.ts';

/** The text of a file that is to be sent. */
export interface TextToSend {
  readonly text: string;
  /** The encoding that the user said it is in. */
  readonly encoding: Encoding | undefined;
}

/**
 * Reads the file's text, in an encoding that the user is asked for where the file does not tell it. Undefined: the user
 * did not choose one. Failure `invalid` with a sentence for the user.
 */
export async function textToSend(
  services: Services,
  { file }: FileToAttach,
): Promise<TextToSend | undefined> {
  const { sources, settings } = services;
  const read = await textOfFile(sources, file, settings.largestTextFile());
  if ('text' in read) return { text: read.text, encoding: undefined };
  const { bytes } = read;
  const proposed = [...encodingInEditor(file.uri), ...read.proposed];
  let message = words.notUtf8(file.name);
  for (;;) {
    const button = await vscode.window.showWarningMessage(verbatim(message), words.chooseEncoding());
    if (button === undefined) return undefined;
    const encoding = await askEncoding(services, file.name, proposed);
    if (!encoding) return undefined;
    try {
      return { text: await textInEncoding(sources, file.name, bytes, encoding), encoding };
    } catch (error) {
      if (!Failure.is(error)) throw error;
      message = error.message;
    }
  }
}

/** The encoding in which the editor shows the file, where somebody chose one. */
function encodingInEditor(uri: string): readonly string[] {
  const shown = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri);
  return shown && !shown.encoding.startsWith('utf8') ? [shown.encoding] : [];
}

function askEncoding(
  { box }: Services,
  name: string,
  proposed: readonly string[],
): Promise<Encoding | undefined> {
  const items = encodings(proposed).map((encoding) => ({
    label: verbatim(encoding.label),
    ...(proposed.includes(encoding.id) && { description: verbatim(words.proposed()) }),
    value: encoding,
  }));
  return askOnce(box, () =>
    askChoice(box, { title: words.encodingOf(name), placeholder: words.readItAs(), items }),
  );
}
