import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { editedText, textForEditing } from '../../../../src/markdown/edit/editing.ts';
import { markdownToHtml } from '../../../../src/markdown/toHtml.ts';
import { testBeside, describeBeside } from '../../../support/besideProject.ts';
import { recordedExchanges } from '../../../support/chartmogulExchanges.ts';
import { cheatsheetTexts } from '../../../support/hostileVectors.ts';
import { anyMarkdown } from '../anyMarkdown.ts';
import { anyHtml, anyPlainHtml } from './anyHtml.ts';
import { readerView } from './readerView.ts';

const form = 'formatted';
const shownOf = (source: string) => textForEditing({ form, source })?.text;
const changedTo = (source: string, shown: string, typed: string) =>
  editedText({ form, source, shown, typed });

/** Lines in which a word can be put at the end: those of text, and rows of tables. */
function lineToChange(text: string, chosen: number): number | undefined {
  const lines = text.split('\n');
  const candidates = [...lines.keys()].filter((at) => {
    const line = lines[at] ?? '';
    return /[^\s|`>-]/.test(line) && !/^[\s>]*(?:`{3,}|\|[ -|]*$)/.test(line);
  });
  return candidates[chosen % candidates.length];
}

const isRow = (line: string) => /^[\s>*\d.)-]*\|.*\|$/.test(line);

describe('of any note', () => {
  test('what is shown and not changed goes back byte for byte', () => {
    fc.assert(
      fc.property(anyHtml, (source) => {
        const shown = shownOf(source);
        fc.pre(shown !== undefined);
        expect(changedTo(source, shown, shown)).toBe(source);
      }),
      { numRuns: 60 },
    );
  });

  test('a word that is added changes no byte besides', () => {
    fc.assert(
      fc.property(anyHtml, fc.nat(), (source, chosen) => {
        const shown = shownOf(source);
        const place = lineToChange(shown ?? '', chosen);
        fc.pre(shown !== undefined && place !== undefined);
        const typed = shown
          .split('\n')
          .map((line, at) => {
            if (at !== place) return line;
            return isRow(line) ? line.replace(/ \|$/, ' ADDED |') : `${line} ADDED`;
          })
          .join('\n');
        expect(changedTo(source, shown, typed)?.replace(/ ?ADDED/, '')).toBe(source);
      }),
      { numRuns: 60 },
    );
  });

  test('a paragraph that is put between others changes no byte of them', () => {
    fc.assert(
      fc.property(anyHtml, fc.nat(), (source, chosen) => {
        const shown = shownOf(source);
        // Between the lines of code or of an item it would be a part of these.
        fc.pre(shown !== undefined && !/```|^[ >]/m.test(shown));
        const blocks = shown.split('\n\n');
        blocks.splice(chosen % (blocks.length + 1), 0, 'ADDED **x**');
        const stored = changedTo(source, shown, blocks.join('\n\n'));
        const added = 'ADDED <strong>x</strong>';
        const own = `<div class="cm-paragraph"><br></div><div class="cm-paragraph">${added}</div>`;
        const pieces = [own, `<br><br>${added}`, `<p>${added}</p>`];
        const piece = pieces.find((each) => stored?.includes(each)) ?? expect.fail(stored);
        expect(stored?.replace(piece, '')).toBe(source);
      }),
      { numRuns: 60 },
    );
  });
});

describe('writing the text for editing and reading typed text are one dialect:', () => {
  const sameForReader = (source: string) => {
    const shown = shownOf(source);
    fc.pre(shown !== undefined);
    // As for a note that is written anew, so that nothing of the stored one is used.
    const read = changedTo('<p>other</p>', 'other', shown);
    fc.pre(read !== undefined);
    expect(readerView(read)).toEqual(readerView(source));
    expect(shownOf(read)).toBe(shown);
  };

  test('text, links, emphasis, lists and tables are read as they were stored', () => {
    fc.assert(fc.property(anyPlainHtml, sameForReader), { numRuns: 100 });
  });

  test('a second round changes nothing of what Notelog itself sends', () => {
    fc.assert(
      fc.property(anyMarkdown, (typed) => {
        const source = markdownToHtml(typed);
        const shown = shownOf(source);
        fc.pre(shown !== undefined);
        expect(changedTo(source, shown, shown)).toBe(source);
        expect(shown).not.toMatch(/\u2060|‹|›/);
      }),
      { numRuns: 200 },
    );
  });
});

describe('nobody’s HTML is damaged', () => {
  testBeside('recordings', 'of recorded notes', () => {
    const texts = recordedExchanges().flatMap(({ response }) => textsIn(response.body));
    expect(texts.length).toBeGreaterThan(0);
    for (const source of texts) {
      const shown = shownOf(source);
      if (shown !== undefined) expect(changedTo(source, shown, shown)).toBe(source);
    }
  });

  describeBeside('cheatsheet', { title: 'of the HTML5 Security Cheatsheet', count: 15 }, () => {
    test.each(cheatsheetTexts().map((text): [string, string] => [text.slice(0, 60), text]))(
      '%j',
      (_, source) => {
        const shown = shownOf(source);
        if (shown !== undefined) expect(changedTo(source, shown, shown)).toBe(source);
      },
    );
  });
});

/** All texts of notes in an answer. */
function textsIn(body: unknown): readonly string[] {
  if (typeof body !== 'object' || body === null) return [];
  return Object.entries(body).flatMap(([name, value]): readonly string[] =>
    name === 'text' && typeof value === 'string' ? [value] : textsIn(value),
  );
}
