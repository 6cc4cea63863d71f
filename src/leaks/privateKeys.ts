import type { Secret } from './secret.ts';

const marker = /-----(BEGIN|END) [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----/g;

/**
 * What may stand between the two markers: base64, headers such as `DEK-Info: …`, line ends that are written out (`\n`),
 * and what quotes, comments and strings put around lines.
 */
const body = /^[\w+/=\s\\"'`,:;.>|#*()-]*$/;

/** UTF-16 units; no key is longer. */
const longest = 20_000;

/** A line of a key, whatever stands around it. */
const keyLine = /^[\s"'`>|#*-]{0,40}[A-Za-z0-9+/]{16,}={0,2}[\s"'`,;)+\\]{0,20}$/;
const shortLine = /^[\s"'`>|#*-]{0,40}[A-Za-z0-9+/]+={0,2}[\s"'`,;)+\\]{0,20}$/;
/** A header, or nothing. */
const otherLine = /^[\s"'`>|#*-]{0,40}(?:[A-Z][A-Za-z-]{1,30}: [^\n]*)?$/;

/** As much of a line as is a key's, where somebody has put other text behind it. */
const startOfLine = /^[\s"'`>|#*-]{0,40}(?:[A-Za-z0-9+/=]|\\[nr])*/;

/** Enough base64 in a row to be more than the mention of a key. */
const material = /[A-Za-z0-9+/]{20}/;

/** Private keys in PEM and in OpenPGP's armour: of any kind, encrypted ones too, and those cut off at either end. */
export function privateKeys(text: string): readonly Secret[] {
  const found: Secret[] = [];
  const add = (start: number, end: number) => {
    if (material.test(text.slice(start, end))) found.push({ kind: 'privateKey', start, end });
  };
  const markers = [...text.matchAll(marker)];
  for (const [at, { 0: whole, 1: side, index }] of markers.entries()) {
    const before = markers[at - 1];
    const next = markers[at + 1];
    if (side === 'BEGIN') {
      const from = index + whole.length;
      const to = next?.index ?? text.length;
      const isWhole = next?.[1] === 'END' && to - from <= longest && body.test(text.slice(from, to));
      if (isWhole) add(from, to);
      else add(from, from + lengthFrom(text.slice(from, Math.min(to, from + longest)).split('\n')));
    } else {
      const from = Math.max(before ? before.index + before[0].length : 0, index - longest);
      add(index - lengthFrom(text.slice(from, index).split('\n').toReversed(), true), index);
    }
  }
  return found;
}

/**
 * How many characters are a key's from a marker on, whose lines these are; those before a marker are turned round. The
 * line of a key that may be short comes last.
 */
function lengthFrom(lines: readonly string[], isTurned = false): number {
  let passed = 0;
  let length = 0;
  for (const written of lines) {
    const line = written.replaceAll(/\\[nr]/g, '');
    const isKey = keyLine.test(line);
    const isLast = !isKey && shortLine.test(line) && (isTurned ? length === 0 : length > 0);
    if (!isKey && !isLast && !otherLine.test(line)) {
      const start = isTurned ? undefined : startOfLine.exec(written)?.[0];
      return start !== undefined && material.test(start) ? passed + start.length : length;
    }
    if (isKey || (isLast && !isTurned)) length = passed + written.length;
    if (isLast && !isTurned) return length;
    passed += written.length + 1;
  }
  return length;
}
