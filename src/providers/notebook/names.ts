import { createHash } from 'node:crypto';
import { withoutEdges } from '../../base/withoutEdges.ts';
import { fitBytes, safeName } from '../../storage/safeName.ts';

/** Inside the notebook's folder, so that the folder can be moved, synced or put under version control whole. */
export const attachmentsFolder = 'attachments';

/** Bytes of UTF-8. Windows counts a whole path as 260, so a name leaves room for the folder. */
const longestName = 120;

/** Hex digits: forty bits, unique among the notes of one folder, and short enough for people. */
const shortLength = 10;

const bytes = (text: string) => Buffer.byteLength(text);

/** An entry's id in a file name: hex, since an id may contain anything and file systems may ignore case. */
export function shortId(id: string, length = shortLength): string {
  return createHash('sha256').update(id).digest('hex').slice(0, length);
}

/** The letters and digits of a name, of any script, with hyphens for the rest; may be empty. */
function slug(name: string): string {
  return name
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '');
}

/**
 * `2026-07-29 1405 Acme-Ltd 0a1b2c3d4e.md`, in UTC so that names sort, and stay the same when the user travels.
 * At most 120 bytes. Safe everywhere: it begins with a digit (so it is no reserved name of Windows and no hidden
 * file), ends in `.md`, and holds no separator.
 */
export function noteFileName(at: Date, customer: string, short: string): string {
  const [, day, hour, minute] = /^(.*)T(\d\d):(\d\d)/.exec(at.toISOString()) ?? [];
  const start = `${String(day)} ${String(hour)}${String(minute)}`;
  const end = `${short}.md`;
  const middle = fitBytes(slug(customer), longestName - bytes(start) - bytes(end) - 2).replace(/-$/, '');
  return [start, ...(middle === '' ? [] : [middle]), end].join(' ');
}

/** The short id at the end of a note's file name or path; undefined when a person gave the file another name. */
export function shortIdOf(file: string): string | undefined {
  return /(?:^|[ /])([0-9a-f]{10}|[0-9a-f]{64})\.[mM][dD]$/.exec(file)?.[1];
}

/** Whether a file may be a note, by its name. */
export function isNoteName(name: string): boolean {
  return /\.(?:md|markdown)$/i.test(name);
}

/** A note's file name without what says that it is Markdown. */
export function withoutMd(name: string): string {
  return name.replace(/\.(?:md|markdown)$/i, '');
}

/** What a customer or an author is known by: accents may be written in two ways that look the same. */
export function nameKey(name: string): string {
  return withoutEdges(name).normalize('NFC');
}

/**
 * `0a1b2c3d4e-report.pdf`, or `0a1b2c3d4e-2-report.pdf` for the second one of a note: the attachment's own name, made
 * safe; at most 120 bytes. `index` counts from 0.
 */
export function attachmentFileName(name: string, short: string, index: number): string {
  const start = index === 0 ? short : `${short}-${index + 1}`;
  return `${start}-${safeName(name, 'file', longestName - bytes(start) - 1)}`;
}
