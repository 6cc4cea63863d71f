import { element, setText } from './elements.ts';
import { words } from '../src/form/words.ts';
import type { Snapshot } from '../src/form/messages.ts';

const author = element('author', HTMLInputElement);
const authors = element('authors', HTMLDataListElement);

/** Draws what belongs to the author's field: how an author is named, and who can be chosen. */
export function drawAuthor({ shape, authors: names }: Snapshot): void {
  // Not `type=email`: the browser would rewrite what was typed (spaces, other scripts' domains).
  author.inputMode = shape.author === 'email' ? 'email' : 'text';
  setText(element('author-hint', HTMLElement), shape.author === null ? '' : words.authorHints[shape.author]);
  // Not redrawn if it is the same: the list may be open.
  const drawnNames = [...authors.options].map(({ value }) => value);
  if (JSON.stringify(drawnNames) === JSON.stringify(names)) return;
  authors.replaceChildren(
    ...names.map((value) => {
      const option = document.createElement('option');
      option.value = value;
      return option;
    }),
  );
}
