import type * as vscode from 'vscode';
import { editor, type ShownMessage } from './editor.ts';

type Button = string | vscode.MessageItem;

const labelOf = (button: Button) => (typeof button === 'string' ? button : button.title);

/** One of the editor's functions that show a message. It resolves to the very button that is pressed. */
export function shows(severity: ShownMessage['severity']) {
  return (
    text: string,
    ...rest: readonly (Button | vscode.MessageOptions)[]
  ): Promise<Button | undefined> => {
    const [first] = rest;
    const options = typeof first === 'object' && !('title' in first) ? first : {};
    const buttons = rest.filter((each) => typeof each === 'string' || 'title' in each);
    return new Promise((resolve) => {
      const press = (label: string | undefined) => {
        const button = buttons.find((each) => labelOf(each) === label);
        if (label !== undefined && button === undefined)
          throw new Error(`No button “${label}” among ${JSON.stringify(buttons.map(labelOf))}`);
        resolve(button);
      };
      editor.sentences.push(text, options.detail ?? '');
      editor.messages.add({
        severity,
        text,
        modal: options.modal ?? false,
        detail: options.detail,
        buttons: buttons.map(labelOf),
        press,
      });
    });
  };
}
