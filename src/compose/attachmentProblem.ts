import { spokenLanguage } from '../words/translate.ts';
import * as words from '../words/files.ts';

/** Why a file cannot be attached, as one sentence; sizes in bytes. Undefined: it can. */
export function attachmentProblem(
  name: string,
  kind: 'file' | 'folder' | 'other',
  size: number,
  largest: number,
): string | undefined {
  if (kind === 'folder') return words.isFolder(name);
  if (kind === 'other') return words.notReadable(name);
  if (size === 0) return words.isEmpty(name);
  if (size > largest) return words.tooLarge(name, megabytes(size), megabytes(largest));
  return undefined;
}

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toLocaleString(spokenLanguage(), { maximumFractionDigits: 1 });
}
