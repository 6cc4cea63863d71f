import filenamify from 'filenamify';

/** Bytes of UTF-8. Longer names do not fit into every folder, with room for what a program adds. */
const longestName = 180;

/** As much of the start of `text` as fits into `room` bytes, never half a character. */
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
 * A name from outside as one of a file in whatever folder it is put into: no way out of the folder, no hidden file,
 * nothing that a system refuses or reads as something else; a hyphen stands for what it may not hold. At most `longest`
 * bytes, keeping a short ending, which says what the file is. `fallback` where nothing of the name is left.
 */
export function safeName(name: string, fallback: string, longest = longestName): string {
  // What hides a file, or leads out of the folder, says nothing of it. A half surrogate pair is no character.
  const start = name.toWellFormed().replace(/^[\s.~/\\-]+/, '');
  // Its own cut counts UTF-16 units.
  const safe = filenamify(start, { replacement: '-', maxLength: Number.MAX_SAFE_INTEGER });
  if (/^-*$/.test(safe)) return fallback;
  const ending = /\.[^.\s]{1,15}$/u.exec(safe)?.[0] ?? '';
  const stem = safe.slice(0, safe.length - ending.length);
  const fitting = fitBytes(stem, longest - Buffer.byteLength(ending));
  return ((fitting === '' ? fallback : fitting) + ending).replace(/[\s.]+$/, '');
}
