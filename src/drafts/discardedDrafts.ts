import { join } from 'node:path';
import { removeIfThere, writeDurably } from '../storage/durable.ts';
import type { Files } from '../storage/files.ts';
import { storageFailure } from '../storage/storageFailure.ts';
import type { NewId } from '../base/ids.ts';
import { draftSchema, type Draft } from '../model/draft.ts';

/** What {@link DiscardedDrafts} needs from outside. */
interface DiscardedDraftsParts {
  readonly files: Files;
  /** Absolute path of their folder. */
  readonly folder: string;
  readonly newId: NewId;
}

/** How many are kept: enough to undo a slip, few enough that what customers said does not pile up. */
const mostKept = 10;

/** The drafts that were discarded last. Every method rejects with Failure `storage`. */
export class DiscardedDrafts {
  readonly #parts: DiscardedDraftsParts;

  constructor(parts: DiscardedDraftsParts) {
    this.#parts = parts;
  }

  /** Keeps a draft that is about to be discarded, and removes the oldest ones. */
  async save(draft: Draft): Promise<void> {
    const { files, folder, newId } = this.#parts;
    try {
      await files.makeFolder(folder);
      const bytes = new TextEncoder().encode(JSON.stringify(draft));
      await writeDurably(files, this.#path(draft.id), bytes, newId);
      for (const { draft: old } of (await this.all()).slice(mostKept)) await this.remove(old.id);
    } catch (error) {
      throw storageFailure(error);
    }
  }

  /** Newest first; `at` is when it was discarded, in milliseconds since the epoch. */
  async all(): Promise<readonly { readonly draft: Draft; readonly at: number }[]> {
    const { files, folder } = this.#parts;
    try {
      const drafts: { draft: Draft; at: number }[] = [];
      for (const name of await files.names(folder)) {
        if (!name.endsWith('.json') || name.startsWith('.')) continue;
        const path = join(folder, name);
        const draft = parse(await files.read(path));
        if (draft && path === this.#path(draft.id))
          drafts.push({ draft, at: (await files.facts(path)).modifiedAt });
      }
      return drafts.sort((a, b) => b.at - a.at);
    } catch (error) {
      throw storageFailure(error);
    }
  }

  /** Removes a draft that was restored, or is to be gone for good. */
  async remove(id: string): Promise<void> {
    await removeIfThere(this.#parts.files, this.#path(id));
  }

  #path(id: string): string {
    return join(this.#parts.folder, `${id}.json`);
  }
}

/** Undefined: damaged, or of another version; it is left out. */
function parse(bytes: Uint8Array): Draft | undefined {
  try {
    return draftSchema.safeParse(JSON.parse(new TextDecoder().decode(bytes))).data;
  } catch {
    return undefined;
  }
}
