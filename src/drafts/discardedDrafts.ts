import { join } from 'node:path';
import { removeEach, removeIfThere, writeDurably } from '../storage/durable.ts';
import type { Files } from '../storage/files.ts';
import { forEachFile } from '../storage/forEachFile.ts';
import { UnreadableFiles } from '../storage/unreadableFiles.ts';
import { storageFailure, storing } from '../storage/storageFailure.ts';
import type { NewId } from '../base/ids.ts';
import type { Log } from '../base/log.ts';
import { draftSchema, type Draft } from '../model/draft.ts';

/** What {@link DiscardedDrafts} needs from outside. */
interface DiscardedDraftsParts {
  readonly files: Files;
  /** Absolute path of their folder. */
  readonly folder: string;
  readonly log: Log;
  readonly newId: NewId;
}

/** How many are kept: enough to undo a slip, few enough that what customers said does not pile up. */
const mostKept = 10;

/** The drafts that were discarded last. Every method rejects with Failure `storage`. */
export class DiscardedDrafts {
  readonly #parts: DiscardedDraftsParts;
  readonly #unreadable: UnreadableFiles;

  constructor(parts: DiscardedDraftsParts) {
    this.#parts = parts;
    this.#unreadable = new UnreadableFiles(parts.log, 'discarded draft');
  }

  /** Keeps a draft that is about to be discarded, and removes the oldest ones as far as the disk lets it. */
  async save(draft: Draft): Promise<void> {
    const { files, folder, log, newId } = this.#parts;
    await storing(() => files.makeFolder(folder));
    const bytes = new TextEncoder().encode(JSON.stringify(draft));
    await writeDurably(files, this.#path(draft.id), bytes, newId);
    try {
      await forEachFile((await this.all()).slice(mostKept), ({ draft: old }) => this.remove(old.id));
    } catch (error) {
      log.warn(`Old discarded drafts cannot be removed: ${storageFailure(error).detail ?? 'no detail'}`);
    }
  }

  /**
   * Newest first; `at` is when it was discarded, in milliseconds since the epoch. One that cannot be read is left out and
   * logged.
   */
  async all(): Promise<readonly { readonly draft: Draft; readonly at: number }[]> {
    const { files } = this.#parts;
    const drafts: { draft: Draft; at: number }[] = [];
    for (const name of await this.#names()) {
      const path = join(this.#parts.folder, name);
      try {
        const draft = draftSchema.parse(JSON.parse(new TextDecoder().decode(await files.read(path))));
        if (path === this.#path(draft.id)) drafts.push({ draft, at: (await files.facts(path)).modifiedAt });
      } catch (error) {
        this.#unreadable.leaveOut(name, error);
      }
    }
    return drafts.sort((a, b) => b.at - a.at);
  }

  /** Removes a draft that was restored, or is to be gone for good. */
  async remove(id: string): Promise<void> {
    await removeIfThere(this.#parts.files, this.#path(id));
  }

  /** Removes all of them, those that cannot be read too. */
  async removeAll(): Promise<void> {
    const paths = (await this.#names()).map((name) => join(this.#parts.folder, name));
    await removeEach(this.#parts.files, paths);
  }

  async #names(): Promise<readonly string[]> {
    const { files, folder } = this.#parts;
    const names = await storing(() => files.names(folder));
    return names.filter((name) => name.endsWith('.json') && !name.startsWith('.'));
  }

  #path(id: string): string {
    return join(this.#parts.folder, `${id}.json`);
  }
}
