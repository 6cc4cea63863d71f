import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as languages from 'linguist-languages';
import mime from 'mime';
import { format, resolveConfig } from 'prettier';
import { root } from './build.ts';

/*
 * Writes src/compose/textFiles.ts anew: `node scripts/textFiles.ts`, after an update of linguist-languages or mime. A unit
 * test says when that is due.
 */

/** The file that is written. */
export const textFilesPath = join(root, 'src/compose/textFiles.ts');

/** Also what programs write that are no editors: files that are not text. */
const oftenBinary = new Set('asset brd frm mat pcbdoc raw schdoc scpt tst udf'.split(' '));

const hasType = (extension: string) => mime.getType(`/a.${extension}`) !== null;

/** For these, VS Code has a mode or needs none. */
const withoutMode = new Set(['Gradle', 'Text']);

/** Whether an extension of a language, with its point, says by itself that a file is text. */
function isTelling(extension: string): boolean {
  const name = extension.slice(1);
  // `notes.v1` is no manual page of section 1.
  return /^[a-z][^.]*$/i.test(name) && !oftenBinary.has(name) && !hasType(name);
}

interface Language {
  readonly name: string;
  /** The mode of the editor Ace; `text` where it has none. */
  readonly aceMode: string;
  /** That of the editor CodeMirror. */
  readonly codemirrorMode?: string;
  readonly extensions?: readonly string[];
  readonly filenames?: readonly string[];
}

/** Hundreds of languages are known to Linguist alone. */
function isKnownToEditors({ name, aceMode, codemirrorMode }: Language): boolean {
  return aceMode !== 'text' || codemirrorMode !== undefined || withoutMode.has(name);
}

/** The content of the file: of the languages that editors know, what the library of media types does not. */
export function textFiles(): Promise<string> {
  const all = Object.values<Language>(languages).filter(isKnownToEditors);
  const extensions = new Set(
    all.flatMap((each) => (each.extensions ?? []).filter(isTelling).map((one) => one.slice(1).toLowerCase())),
  );
  const isKnown = (extension: string | undefined) =>
    extension !== undefined && (extensions.has(extension) || hasType(extension));
  const names = new Set(
    all
      .flatMap((each) => each.filenames ?? [])
      .map((name) => name.toLowerCase())
      .filter((name) => !isKnown(/\.([^.]+)$/.exec(name)?.[1])),
  );
  const list = (entries: ReadonlySet<string>) => JSON.stringify([...entries].sort().join(' '));
  return withStyle(`// Written by scripts/textFiles.ts from linguist-languages (MIT), the data of GitHub's Linguist. Not edited by hand.

/** Extensions of text files for which there is no media type of their own, without the point. */
export const textExtensions: ReadonlySet<string> = new Set(${list(extensions)}.split(' '));

/** Whole names of such files, in lower case. */
export const textNames: ReadonlySet<string> = new Set(${list(names)}.split(' '));
`);
}

async function withStyle(source: string): Promise<string> {
  return format(source, { ...(await resolveConfig(textFilesPath)), filepath: textFilesPath });
}

if (process.argv[1] === import.meta.filename) await writeFile(textFilesPath, await textFiles());
