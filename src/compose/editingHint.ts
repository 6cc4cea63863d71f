import type { Draft } from '../model/draft.ts';
import * as words from '../words/editing.ts';
import { spokenLanguage } from '../words/translate.ts';

/** Parts that one sentence names. */
const mostNamed = 3;

/** What becomes of a stored note's text when it is changed: a sentence or two, '' where there is nothing to say. */
export function editingHint({
  stored,
  kept = [],
  isTextFixed,
  formatted,
  markdown,
}: NonNullable<Draft['edits']>): string {
  if (isTextFixed === true) return words.onlyOtherFields();
  if (stored === undefined) {
    if (!formatted) return '';
    return markdown === true ? words.onlyMarkdownKept() : words.formattingLost();
  }
  if (!formatted) return '';
  if (kept.length === 0) return words.restStays();
  const named = kept.slice(0, mostNamed);
  const others = kept.length - named.length;
  const parts = others > 0 ? [...named, words.moreParts(others)] : named;
  return words.partsStay(new Intl.ListFormat(spokenLanguage()).format(parts), parts.length);
}
