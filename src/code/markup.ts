import { fenced } from '../markdown/fence.ts';
import type { TextFormat } from '../model/note.ts';

/** How parts of a note are written, so that whatever they hold reads as itself. */
export interface Markup {
  /** Words in a line. */
  readonly words: (text: string) => string;
  /** A name, a path or a hash in a line. */
  readonly code: (text: string) => string;
  /** The same as a link. `address`: one that is encoded. */
  readonly linkedCode: (text: string, address: string) => string;
  /** Lines of code. `language`: by the editor's name of it. */
  readonly block: (text: string, language: string) => string;
}

/** The markup for a text that is read in this way. */
export function markupFor(format: TextFormat): Markup {
  return format === 'markdown' ? markdown : plain;
}

const markdown: Markup = {
  words: (text) => escaped(visible(text)),
  code: (text) => codeSpan(visible(text)),
  linkedCode: (text, address) => `[${codeSpan(visible(text))}](${address})`,
  block: (text, language) => fenced(blockText(text), fenceLanguage(language)),
};

const plain: Markup = {
  words: visible,
  code: visible,
  linkedCode: (text, address) => `${visible(text)} (${address})`,
  block: (text) => blockText(text),
};

/** Controls and marks of direction, which could make a line look like another. */
const controls = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

function visible(text: string): string {
  return text.replace(controls, '\ufffd');
}

/**
 * What formats in Notelog's dialect (src/markdown/dialect.ts), or would do so without the backslash before it. A mark
 * inside of a word does not.
 */
const formatting = /[*`]|~(?=~)|(?<=[~\\])~|\](?=\()|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|(?<=\\)[[\]|]/gu;

/** A backslash that would be lost, and that no other one can save. */
const lostBackslash = /(?:^|\s)\\[#>+-]|\d\\[.)]/;

function escaped(text: string): string {
  return lostBackslash.test(text) ? codeSpan(text) : text.replace(formatting, '\\$&');
}

function codeSpan(text: string): string {
  const runs = new Set(Array.from(text.matchAll(/`+/g), ([run]) => run.length));
  let length = 1;
  while (runs.has(length)) length += 1;
  const fence = '`'.repeat(length);
  const isPadded = /^`|`$|^ .* $/s.test(text);
  return isPadded ? `${fence} ${text} ${fence}` : `${fence}${text}${fence}`;
}

/** The lines with `\n` after each but the last. */
function blockText(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(/\n$/, '');
}

/** Languages that are called otherwise where code is shown. */
const fenceNames: Readonly<Record<string, string>> = {
  javascriptreact: 'jsx',
  plaintext: '',
  shellscript: 'sh',
  typescriptreact: 'tsx',
};

function fenceLanguage(language: string): string {
  const name = fenceNames[language] ?? language;
  return /^[\w+#.-]{1,30}$/.test(name) ? name : '';
}
