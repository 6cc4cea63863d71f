import { shortened } from '../base/shortened.ts';

/** UTF-16 units, more than a box can show: a name of a megabyte would only be sent to the editor's window. */
const longestText = 8000;

declare const editorText: unique symbol;

/**
 * Text in which the editor finds no link and no icon but those of our own constants. Everything that makes links or
 * icons of a text takes this type and no plain string (`editor.ts`), and nothing makes one but {@link verbatim} and
 * {@link constant}.
 */
export type EditorText = string & { readonly [editorText]: true };

/** The one place where a string is taken for safe. */
function trusted(text: string): EditorText {
  return text as EditorText;
}

/**
 * Text that the editor shows as it is. Otherwise the editor turns `[label](command:…)` in a message or a prompt into a
 * link that runs the command, and `$(name)` in a picker or the status bar into an icon, even in a customer's name. A
 * word joiner, which is invisible and has no width, prevents that. What no box can show is cut.
 */
export function verbatim(text: string): EditorText {
  return trusted(shortened(text, longestText).replace(/(?<=[\]$])\(/g, '\u2060('));
}

/**
 * A text that is written in the code, with its icons, as in constant`$(key) ${label} needs a key`. What is filled in
 * is shown as it is, also where it meets the text around it.
 */
export function constant(pieces: TemplateStringsArray, ...values: readonly (string | number)[]): EditorText {
  let text = '';
  pieces.forEach((piece, at) => {
    text += at === 0 ? piece : joined(piece, text);
    if (at < values.length) text += joined(verbatim(String(values[at])), text);
  });
  return trusted(text);
}

/** `next`, so that it makes no link or icon of the text before it. */
function joined(next: string, before: string): string {
  return next.startsWith('(') && /[\]$]$/.test(before) ? `\u2060${next}` : next;
}
