import type { OpenFile } from '../../src/storage/files.ts';
import { nodeFiles } from '../../src/storage/nodeFiles.ts';
import { codeOf } from '../../src/storage/storageFailure.ts';
import type { Random } from '../support/random.ts';
import { forgetfulDisk, type Changing } from './forgetfulDisk.ts';

/** A change to the disk that a host asks for; `file`: what a create resolved to. */
export type DiskRequest =
  | { readonly does: 'create' | 'remove' | 'syncFolder'; readonly path: string }
  | { readonly does: 'rename' | 'link'; readonly path: string; readonly to: string }
  | { readonly does: 'write'; readonly file: number; readonly bytes: Uint8Array }
  | { readonly does: 'sync' | 'close'; readonly file: number };

/** What became of it. */
export type DiskAnswer = { readonly file?: number } | { readonly code: string };

/** The disk of a machine whose power can be cut: all its hosts change it here, in the order in which they ask. */
export class SharedDisk implements AsyncDisposable {
  readonly #disk: Changing;
  readonly #loseUnsynced: () => void;
  readonly #open = new Map<number, OpenFile>();
  #opened = 0;
  #work: Promise<unknown> = Promise.resolve();
  #powerCuts = 0;

  constructor(random: Random) {
    const { files, cutPower } = forgetfulDisk(nodeFiles, random);
    this.#disk = files;
    this.#loseUnsynced = cutPower;
  }

  /** Never rejects. What was asked for before a power cut, and not done by then, is not done. */
  change(request: DiskRequest): Promise<DiskAnswer> {
    const asked = this.#powerCuts;
    return this.#inTurn(async () => {
      if (asked !== this.#powerCuts) return { code: 'EIO' };
      try {
        return await this.#do(request);
      } catch (error) {
        return { code: codeOf(error) ?? 'EIO' };
      }
    });
  }

  /** Leaves on the disk what a power cut would. The hosts must have ended. */
  cutPower(): Promise<void> {
    this.#powerCuts += 1;
    return this.#inTurn(async () => {
      await this.#closeAll();
      this.#loseUnsynced();
    });
  }

  /** Closes what hosts that have ended left open. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#inTurn(() => this.#closeAll());
  }

  async #closeAll(): Promise<void> {
    for (const file of this.#open.values()) await file.close();
    this.#open.clear();
  }

  async #do(request: DiskRequest): Promise<DiskAnswer> {
    switch (request.does) {
      case 'create': {
        const file = (this.#opened += 1);
        this.#open.set(file, await this.#disk.create(request.path));
        return { file };
      }
      case 'rename':
      case 'link':
        await this.#disk[request.does](request.path, request.to);
        return {};
      case 'remove':
      case 'syncFolder':
        await this.#disk[request.does](request.path);
        return {};
      case 'write':
        await this.#open.get(request.file)?.write(request.bytes);
        return {};
      case 'sync':
        await this.#open.get(request.file)?.sync();
        return {};
      case 'close': {
        const file = this.#open.get(request.file);
        this.#open.delete(request.file);
        await file?.close();
        return {};
      }
    }
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = this.#work.then(work);
    this.#work = next;
    return next;
  }
}
