import * as vscode from './editor.ts';
import type { Files } from '../storage/files.ts';
import type { Sources } from '../storage/sources.ts';
import { Failure } from '../base/failure.ts';
import { fileName } from './fileName.ts';
import { changedElsewhere, unsavedDocument } from './unsavedDocuments.ts';
import * as words from '../words/files.ts';

/** Bytes read at once: large enough for speed, small enough for memory. */
const chunkSize = 256 * 1024;

/** What the editor needs before text in UTF-16 without a mark, to not take it for binary. */
const marks: Readonly<Record<string, readonly [number, number]>> = {
  utf16le: [0xff, 0xfe],
  utf16be: [0xfe, 0xff],
};

/**
 * Reads files of any file system that the editor can read, those on the local disk in pieces; and what is seen of
 * documents that are not saved.
 */
export function vscodeSources(files: Files): Sources {
  return {
    async facts(uri) {
      const at = parse(uri);
      const seen = await bytesSeen(at);
      if (seen !== undefined) return { kind: 'file', size: seen.byteLength, isUnsaved: true };
      try {
        const { type, size } = await vscode.workspace.fs.stat(at);
        const folder = (type & vscode.FileType.Directory) !== 0;
        const kind = folder ? 'folder' : (type & vscode.FileType.File) === 0 ? 'other' : 'file';
        return { kind, size, isUnsaved: false };
      } catch (error) {
        throw unreadable(at, error);
      }
    },
    async *read(uri) {
      const at = parse(uri);
      const seen = await bytesSeen(at);
      try {
        if (seen !== undefined) yield seen;
        else if (at.scheme === 'file') yield* files.readChunks(at.fsPath, chunkSize);
        else yield await vscode.workspace.fs.readFile(at);
      } catch (error) {
        throw unreadable(at, error);
      }
    },
    isUnsaved: (uri) => unsavedDocument(parse(uri)) !== undefined,
    unsavedText: (uri) => unsavedDocument(parse(uri))?.getText(),
    async decode(bytes, encoding) {
      const mark = marks[encoding];
      const [first, second] = mark ?? [];
      const isMarked = bytes[0] === first && bytes[1] === second;
      const marked = mark === undefined || isMarked ? bytes : Buffer.concat([Uint8Array.from(mark), bytes]);
      return await vscode.workspace.decode(marked, { encoding });
    },
  };
}

function parse(uri: string): vscode.Uri {
  return vscode.Uri.parse(uri, true);
}

/**
 * What a document that is not saved would be on the disk. Failure `invalid` for changes that cannot be read, as those in
 * a notebook or in another extension's editor.
 */
async function bytesSeen(at: vscode.Uri): Promise<Uint8Array | undefined> {
  if (changedElsewhere(at))
    throw invalid(words.unsavedChanges(fileName(at)), {
      detail: 'changed in an editor whose text cannot be read',
    });
  const document = unsavedDocument(at);
  if (!document) return undefined;
  return await vscode.workspace.encode(document.getText(), { encoding: document.encoding });
}

function unreadable(uri: vscode.Uri, cause: unknown): Failure {
  return invalid(words.unreadable(fileName(uri)), { cause, detail: `reading a ${uri.scheme}: file failed` });
}

function invalid(message: string, rest: { readonly cause?: unknown; readonly detail: string }): Failure {
  return new Failure('invalid', message, { field: 'attachment', ...rest });
}
