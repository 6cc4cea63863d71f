import { t } from './translate.ts';

// Notes from the terminal.

export const openTerminalFirst = () => t('Open a terminal first, then log from it.');

export const nothingSelected = () =>
  t(
    'Nothing was copied from the terminal, so there is nothing to log. Select text there; if the clipboard holds that very text already, paste it into the note.',
  );

export const noCommandYet = () =>
  t(
    'Nothing was copied from the terminal, so there is nothing to log. Run a command there; if the clipboard holds that command already, paste it into the note.',
  );

export const noShellIntegration = () =>
  t(
    'This terminal does not tell where its commands begin and end (shell integration). Select the text there and log the selection.',
  );

export const clipboardClosed = () =>
  t('The clipboard cannot be read here. Copy the text in the terminal and paste it into the note.');

export const leftInClipboard = () => t('Copied: the terminal’s text stays in the clipboard.');
