import { join } from 'node:path';
import * as z from 'zod';
import { removeIfThere, writeDurably } from '../storage/durable.ts';
import type { Files } from '../storage/files.ts';
import type { NewId } from '../base/ids.ts';

const markerSchema = z.object({
  version: z.literal(1),
  /** `session`: only in the memory of `host`. */
  keptIn: z.enum(['keyring', 'session']),
  /** The id of the extension host that got the key. Every window has its own host, and a new one at every start. */
  host: z.string(),
});

/** What is stored about a key outside of the keyring; nothing of the key itself. */
export type KeyMarker = z.infer<typeof markerSchema>;

/** What the markers need from outside. */
interface KeyMarkerParts {
  readonly files: Files;
  /** Absolute path; it need not be there yet. */
  readonly folder: string;
  readonly newId: NewId;
}

/**
 * Records that an account has a key, so that a lost key can be told from one that was never stored. There is one file
 * for each account, because the editor's global state loses writes when two windows write at once.
 */
export class KeyMarkers {
  readonly #parts: KeyMarkerParts;

  constructor(parts: KeyMarkerParts) {
    this.#parts = parts;
  }

  /** Undefined when there is none, or none that can be read. */
  async read(accountId: string): Promise<KeyMarker | undefined> {
    try {
      const bytes = await this.#parts.files.read(this.#path(accountId));
      return markerSchema.safeParse(JSON.parse(new TextDecoder().decode(bytes))).data;
    } catch {
      return undefined;
    }
  }

  /** Failure `storage`. */
  async write(accountId: string, marker: Omit<KeyMarker, 'version'>): Promise<void> {
    const { files, folder, newId } = this.#parts;
    await files.makeFolder(folder);
    const text = JSON.stringify({ version: 1, ...marker } satisfies KeyMarker);
    await writeDurably(files, this.#path(accountId), new TextEncoder().encode(text), newId);
  }

  /** Failure `storage`. */
  async remove(accountId: string): Promise<void> {
    await removeIfThere(this.#parts.files, this.#path(accountId));
  }

  #path(accountId: string): string {
    return join(this.#parts.folder, `${accountId}.json`);
  }
}
