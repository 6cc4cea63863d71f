import { stripVTControlCharacters } from 'node:util';
import * as vscode from '../editor.ts';
import { Failure } from '../../base/failure.ts';
import * as words from '../../words/terminal.ts';

/** What a command of the terminal copied. */
interface TerminalText {
  readonly text: string;
  /** Whether it stays in the clipboard, since what was there before is no text, or something else is there by now. */
  readonly isLeft: boolean;
}

/**
 * Has the editor copy from the active terminal, and gives the clipboard back: the stable API has no other way to a
 * terminal's text. Undefined: nothing was copied, for all that the clipboard tells. If it holds the very text already, that
 * cannot be told from nothing, and what was copied before must never become a note. Failure `invalid` where the editor
 * keeps the clipboard from extensions.
 */
export async function copyFromTerminal(command: string): Promise<TerminalText | undefined> {
  const { clipboard } = vscode.env;
  const before = await readable(clipboard.readText());
  // A terminal whose machine is gone has nothing to copy.
  await vscode.commands.executeCommand(command).then(undefined, () => undefined);
  const copied = await readable(clipboard.readText());
  if (copied === before) return undefined;
  const isLeft = !(await isGivenBack(before, copied));
  const text = stripVTControlCharacters(copied);
  return text.trim() === '' ? undefined : { text, isLeft };
}

/** A picture or files read as no text, and cannot be given back. */
async function isGivenBack(before: string, copied: string): Promise<boolean> {
  const { clipboard } = vscode.env;
  try {
    if (before === '' || (await clipboard.readText()) !== copied) return false;
    await clipboard.writeText(before);
    return true;
  } catch {
    return false;
  }
}

async function readable(text: Thenable<string>): Promise<string> {
  try {
    return await text;
  } catch (error) {
    throw new Failure('invalid', words.clipboardClosed(), { cause: error, detail: 'the clipboard' });
  }
}
