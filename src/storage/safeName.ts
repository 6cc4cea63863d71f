import filenamify from 'filenamify';
import { withoutEnd } from '../base/withoutEnd.ts';

/** Bytes of UTF-8. Longer names do not fit into every folder, with room for what a program adds. */
const longestName = 180;

/** Characters. Of a longer name the middle is left out first, since filenamify's time grows with its square. */
const longestRead = 400;
/** Characters, enough for an extension. */
const longestEnding = 20;

/** The longest start of `text` that fits into `room` bytes, made of whole characters. */
export function fitBytes(text: string, room: number): string {
  let fitting = '';
  let used = 0;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    used += Buffer.byteLength(segment);
    if (used > room) break;
    fitting += segment;
  }
  return fitting;
}

/**
 * Turns a name from outside into a file name that is safe in any folder: it leads out of no folder, is not hidden, and
 * holds nothing that a system refuses or reads as something else. A hyphen replaces each forbidden character. At most
 * `longest` bytes; a short extension is kept. `fallback` where nothing of the name is left.
 */
export function safeName(name: string, fallback: string, longest = longestName): string {
  // Leading dots and slashes carry no meaning worth keeping. Half a surrogate pair is no character.
  const start = withoutMiddle(name.replace(/^[\s.~/\\-]+/, '')).toWellFormed();
  // filenamify's own limit counts UTF-16 units, not bytes.
  const safe = filenamify(start, { replacement: '-', maxLength: Number.MAX_SAFE_INTEGER });
  if (/^-*$/.test(safe)) return fallback;
  const ending = /\.[^.\s]{1,15}$/u.exec(safe)?.[0] ?? '';
  const stem = safe.slice(0, safe.length - ending.length);
  const fitting = fitBytes(stem, longest - Buffer.byteLength(ending));
  return withoutEnd(
    (fitting === '' ? fallback : fitting) + ending,
    (each) => each === '.' || each.trim() === '',
  );
}

function withoutMiddle(name: string): string {
  if (name.length <= longestRead) return name;
  return name.slice(0, longestRead - longestEnding) + name.slice(-longestEnding);
}
