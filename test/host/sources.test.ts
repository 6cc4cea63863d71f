import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { nodeFiles } from '../../src/storage/nodeFiles.ts';
import { Failure } from '../../src/base/failure.ts';
import { encodings } from '../../src/vscode/encodings.ts';
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
      assert.deepEqual(await sources.facts('notelogtest:/file.bin'), {
        kind: 'file',
        size: 1000,
        isUnsaved: false,
      });
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

describe('documents that are not saved', () => {
  it('are read as they are seen', async () => {
    const sources = vscodeSources(nodeFiles);
    const document = await vscode.workspace.openTextDocument({ content: 'Grüße, nicht gespeichert' });
    const uri = document.uri.toString();
    assert.equal(sources.unsavedText(uri), 'Grüße, nicht gespeichert');
    assert.deepEqual(await sources.facts(uri), { kind: 'file', size: 26, isUnsaved: true });
    const chunks: Uint8Array[] = [];
    for await (const chunk of sources.read(uri)) chunks.push(chunk);
    assert.equal(Buffer.concat(chunks).toString(), 'Grüße, nicht gespeichert');
    await assert.rejects(sources.facts('untitled:Untitled-99'), (error) => Failure.is(error, 'invalid'));
  });
});

describe('text in another encoding', () => {
  const text = 'Hello – Łódź, 一二三';
  const wide = Buffer.from(text, 'utf16le');

  it('is decoded by the editor, UTF-16 without a mark too', async () => {
    const sources = vscodeSources(nodeFiles);
    assert.equal(await sources.decode(Buffer.from('Grüße', 'latin1'), 'windows1252'), 'Grüße');
    assert.equal(await sources.decode(Uint8Array.of(0xcf, 0xf0, 0xe8), 'windows1251'), 'При');
    assert.equal(await sources.decode(wide, 'utf16le'), text);
    assert.equal(await sources.decode(Buffer.from(wide).swap16(), 'utf16be'), text);
    assert.ok((await sources.decode(Buffer.from('Grüße', 'latin1'), 'utf8')).includes('\ufffd'));
  });

  it('has the encodings that are offered', async () => {
    const sources = vscodeSources(nodeFiles);
    for (const { id, label } of encodings([]))
      assert.equal(
        await sources.decode(Buffer.from(id.startsWith('utf16') ? '' : 'abc'), id),
        id.startsWith('utf16') ? '' : 'abc',
        label,
      );
  });
});
