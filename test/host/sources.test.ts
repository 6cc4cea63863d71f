import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { nodeFiles } from '../../src/storage/nodeFiles.ts';
import { Failure } from '../../src/base/failure.ts';
import { vscodeSources } from '../../src/vscode/vscodeSources.ts';

/** A file system of one file, as a remote or virtual workspace has. */
class OneFile implements vscode.FileSystemProvider {
  readonly onDidChangeFile = new vscode.EventEmitter<vscode.FileChangeEvent[]>().event;
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  stat(uri: vscode.Uri): vscode.FileStat {
    if (uri.path === '/folder') return { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };
    if (uri.path !== '/file.bin') throw vscode.FileSystemError.FileNotFound(uri);
    return { type: vscode.FileType.File, ctime: 0, mtime: 0, size: this.#bytes.byteLength };
  }

  readFile(uri: vscode.Uri): Uint8Array {
    this.stat(uri);
    return this.#bytes;
  }

  readDirectory(): [string, vscode.FileType][] {
    return [];
  }

  createDirectory(): void {
    throw vscode.FileSystemError.NoPermissions();
  }

  writeFile(): void {
    throw vscode.FileSystemError.NoPermissions();
  }

  delete(): void {
    throw vscode.FileSystemError.NoPermissions();
  }

  rename(): void {
    throw vscode.FileSystemError.NoPermissions();
  }
}

describe('files of any file system', () => {
  it('are read byte for byte, and distinguished from folders and absent files', async () => {
    const bytes = Uint8Array.from({ length: 1000 }, (_, index) => index % 256);
    const registration = vscode.workspace.registerFileSystemProvider('notelogtest', new OneFile(bytes));
    try {
      const sources = vscodeSources(nodeFiles);
      assert.deepEqual(await sources.facts('notelogtest:/file.bin'), { kind: 'file', size: 1000 });
      assert.equal((await sources.facts('notelogtest:/folder')).kind, 'folder');
      const chunks: Uint8Array[] = [];
      for await (const chunk of sources.read('notelogtest:/file.bin')) chunks.push(chunk);
      assert.deepEqual(new Uint8Array(Buffer.concat(chunks)), bytes);
      await assert.rejects(sources.facts('notelogtest:/gone'), (error) => Failure.is(error, 'invalid'));
    } finally {
      registration.dispose();
    }
  });
});
