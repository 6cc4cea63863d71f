import { restNotShown } from '../words/providers.ts';

/** What is known of a note that is not read to its end; `text` says so in its last sentence. */
interface CutText {
  readonly text: string;
  readonly cut: true;
}

/** The start of a note's text. `why`: what the note is too much of, as an adjective. */
export function cutText(start: string, why: 'long' | 'deeply nested'): CutText {
  return { text: `${start}\n\n${restNotShown(why)}`, cut: true };
}
