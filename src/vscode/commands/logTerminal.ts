import * as vscode from '../editor.ts';
import { Failure } from '../../base/failure.ts';
import { markupFor } from '../../code/markup.ts';
import { startFromCode } from '../code/startFromCode.ts';
import type { Services } from '../services.ts';
import { copyFromTerminal } from '../terminal/copyFromTerminal.ts';
import { constant } from '../verbatim.ts';
import * as words from '../../words/terminal.ts';

/** `Log Terminal Selection as Note`. Failure `invalid` where nothing is selected, or too much. */
export async function logTerminalSelection(services: Services): Promise<void> {
  activeTerminal();
  await logCopied(services, 'workbench.action.terminal.copySelection', words.nothingSelected());
}

/**
 * `Log Last Terminal Command as Note`: the last command that has ended, with what it wrote. Failure `invalid` where the
 * terminal does not tell its commands apart, or none has ended.
 */
export async function logTerminalCommand(services: Services): Promise<void> {
  if (!activeTerminal().shellIntegration) throw new Failure('invalid', words.noShellIntegration());
  const command = 'workbench.action.terminal.copyLastCommandAndLastCommandOutput';
  await logCopied(services, command, words.noCommandYet());
}

function activeTerminal(): vscode.Terminal {
  const { activeTerminal: terminal } = vscode.window;
  if (!terminal) throw new Failure('invalid', words.openTerminalFirst());
  return terminal;
}

/** `nothing`: said where nothing was copied. */
async function logCopied(services: Services, command: string, nothing: string): Promise<void> {
  const copied = await copyFromTerminal(command);
  if (!copied) throw new Failure('invalid', nothing);
  if (copied.isLeft) vscode.window.setStatusBarMessage(constant`$(clippy) ${words.leftInClipboard()}`, 8000);
  const { block } = markupFor(services.textFormat());
  await startFromCode(services, block(copied.text, ''), undefined);
}
