import { attention } from 'micromark-core-commonmark';
import { gfmStrikethrough } from 'micromark-extension-gfm-strikethrough';
import type { Code, Construct, Extension, State } from 'micromark-util-types';
import { eastAsianPunctuation, unspaced } from './scripts.ts';

const asterisk = 42;
const tilde = 126;
const eastAsian = new RegExp(`[${eastAsianPunctuation}]`);
const punctuation = /[\p{P}\p{S}]/u;

/**
 * Bold and struck text in scripts without spaces. CommonMark takes `**` between a letter and a punctuation mark for the
 * end of a word, so that `这是**「重要」**的` would stay as it is. A single asterisk is left alone: there it is rather
 * a product (`单价*数量`).
 */
export const emphasis: NonNullable<Extension['text']> = {
  [asterisk]: besideUnspaced(attention),
  [tilde]: [gfmStrikethrough({ singleTilde: false }).text?.[tilde] ?? []].flat().map(besideUnspaced),
};

function besideUnspaced(construct: Construct): Construct {
  return {
    ...construct,
    tokenize(effects, ok, nok) {
      const before = this.previous;
      const end: State = (after) => {
        const marks = this.events.at(-1)?.[1];
        if (marks !== undefined && marks.end.offset - marks.start.offset > 1) {
          if (isMarked(after, before)) marks._open = true;
          if (isMarked(before, after)) marks._close = true;
        }
        return ok(after);
      };
      return construct.tokenize.call(this, effects, end, nok);
    },
  };
}

/** Whether marks between two characters mark the one inside, which is punctuation, and not only the one outside. */
function isMarked(inside: Code, outside: Code): boolean {
  return fits(punctuation, inside) && (fits(eastAsian, inside) || fits(unspaced, outside));
}

function fits(expression: RegExp, code: Code): boolean {
  return code !== null && code > 0 && expression.test(String.fromCharCode(code));
}
