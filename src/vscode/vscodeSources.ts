import * as vscode from './editor.ts';
import type { Files } from '../storage/files.ts';
import type { Sources } from '../storage/sources.ts';
import { Failure } from '../base/failure.ts';

/** Bytes read at once: large enough for speed, small enough for memory. */
const chunkSize = 256 * 1024;

/** Reads files of any file system that the editor can read; those on the local disk in pieces. */
export function vscodeSources(files: Files): Sources {
  return {
    async facts(uri) {
      const at = vscode.Uri.parse(uri, true);
      try {
        const { type, size } = await vscode.workspace.fs.stat(at);
        const folder = (type & vscode.FileType.Directory) !== 0;
        return { kind: folder ? 'folder' : (type & vscode.FileType.File) === 0 ? 'other' : 'file', size };
      } catch (error) {
        throw unreadable(at, error);
      }
    },
    async *read(uri) {
      const at = vscode.Uri.parse(uri, true);
      try {
        if (at.scheme === 'file') yield* files.readChunks(at.fsPath, chunkSize);
        else yield await vscode.workspace.fs.readFile(at);
      } catch (error) {
        throw unreadable(at, error);
      }
    },
  };
}

function unreadable(uri: vscode.Uri, cause: unknown): Failure {
  const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
  const message = `“${name}” cannot be read. Make sure that it still exists and that you may read it, then try again.`;
  return new Failure('invalid', message, {
    field: 'attachment',
    cause,
    detail: `reading a ${uri.scheme}: file failed`,
  });
}
