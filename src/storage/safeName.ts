/** Longer names do not fit into every folder (bytes, with room for what a program adds). */
const longestName = 180;

/** Names that Windows keeps for devices, with any ending. */
const device = /^(?:con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)(?:\.|$)/i;

/**
 * A name from outside as one of a file in whatever folder it is put into: no way out of the folder, no hidden file,
 * nothing that a system refuses or reads as something else. `fallback` where nothing of it is left.
 */
export function safeName(name: string, fallback: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? '';
  const bare = last
    // Controls, and marks that let a name read backwards or hide a part of it.
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/^[\s.~]+|[\s.]+$/g, '');
  const short = shortened(bare);
  if (short === '') return fallback;
  return device.test(short) ? `_${short}` : short;
}

/** The ending stays: it says what the file is. */
function shortened(name: string): string {
  const ending = /\.[^.]{1,15}$/.exec(name)?.[0] ?? '';
  let start = name.slice(0, name.length - ending.length);
  while (Buffer.byteLength(start + ending) > longestName) start = Array.from(start).slice(0, -1).join('');
  return (start + ending).replace(/[\s.]+$/, '');
}
