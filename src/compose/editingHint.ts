import type { Draft } from '../model/draft.ts';

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
  if (isTextFixed === true)
    return 'Its text cannot be changed here without changing more of it; its other fields can.';
  if (stored === undefined) {
    if (!formatted) return '';
    return markdown === true
      ? 'If you change the text, only the formatting that Markdown can express is kept.'
      : 'If you change the text, its stored formatting is lost.';
  }
  if (!formatted) return '';
  const most = 'What you do not change stays as it is stored.';
  if (kept.length === 0) return most;
  const named = kept.slice(0, mostNamed);
  const others = kept.length - named.length;
  const parts = others > 0 ? [...named, `${others} more`] : named;
  const list = new Intl.ListFormat('en').format(parts);
  return `${most} Markdown cannot show all of it: ${list} ${parts.length === 1 ? 'stays' : 'stay'} while you leave the words there.`;
}
