import { dirname, join } from 'node:path';
import * as z from 'zod';
import type { Clock } from '../base/clock.ts';
import type { NewId } from '../base/ids.ts';
import type { Log } from '../base/log.ts';
import { removeIfThere, writeDurably, writeOnce } from '../storage/durable.ts';
import type { Files } from '../storage/files.ts';
import { forEachFile } from '../storage/forEachFile.ts';
import { codeOf, storageFailure, storing } from '../storage/storageFailure.ts';
import { refuseLinks } from '../storage/refuseLinks.ts';
import { UnreadableFiles } from '../storage/unreadableFiles.ts';
import { folderIsLink } from '../words/proposals.ts';

/** An outcome as it lies on disk. */
export const outcomeSchema = z.object({
  version: z.literal(1),
  /** The proposal's id. */
  id: z.string(),
  /** Of its content; '' where that could not be read. */
  sha256: z.string(),
  /** `accepted`: it was put into the outbox, whose entry or receipt of that id says the rest. */
  state: z.enum(['accepted', 'declined', 'expired', 'invalid']),
  /** Milliseconds since the epoch. */
  at: z.number(),
});

/** What was decided about a proposal; holds nothing of what it said. */
export type Outcome = Omit<z.infer<typeof outcomeSchema>, 'version'>;

/** What {@link Outcomes} needs from outside. */
interface OutcomesParts {
  readonly files: Files;
  readonly clock: Clock;
  readonly log: Log;
  readonly newId: NewId;
  /** Absolute path of their folder. */
  readonly folder: string;
}

/** How long an outcome is kept, in milliseconds: as long as the same proposal may be made again. */
const lifetime = 30 * 24 * 3600_000;

/** What became of proposals, one small file each, which is never changed. */
export class Outcomes {
  readonly #parts: OutcomesParts;
  readonly #unreadable: UnreadableFiles;

  constructor(parts: OutcomesParts) {
    this.#parts = parts;
    this.#unreadable = new UnreadableFiles(parts.log, 'outcome of a proposal');
  }

  /** Undefined: nothing is decided, or the file is damaged. Failure `storage`. */
  async find(id: string): Promise<Outcome | undefined> {
    const { files } = this.#parts;
    const fileName = `${id}.json`;
    try {
      const { version, ...outcome } = outcomeSchema.parse(
        JSON.parse(new TextDecoder().decode(await files.read(this.#path(id)))),
      );
      this.#unreadable.forget(fileName);
      return outcome.id === id ? outcome : undefined;
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return undefined;
      if (codeOf(error) !== undefined) throw storageFailure(error);
      this.#unreadable.leaveOut(fileName, error);
      return undefined;
    }
  }

  /** Keeps what was decided first. Failure `storage`. */
  async add(outcome: Outcome): Promise<void> {
    const { files, folder, newId } = this.#parts;
    await refuseLinks(files, [dirname(folder), folder], folderIsLink());
    await storing(() => files.makeFolder(folder));
    const bytes = new TextEncoder().encode(JSON.stringify({ version: 1, ...outcome }));
    const path = this.#path(outcome.id);
    if (await writeOnce(files, path, bytes, newId)) return;
    // A damaged one says nothing.
    if (!(await this.find(outcome.id))) await writeDurably(files, path, bytes, newId);
  }

  /** Removes those that are old. Failure `storage`, at the end, if some stay. */
  async removeOld(): Promise<void> {
    const { files, clock, folder } = this.#parts;
    const names = await storing(() => files.names(folder));
    await forEachFile(names.filter(isOutcome), async (name) => {
      const path = join(folder, name);
      const { modifiedAt } = await files.facts(path).catch(() => ({ modifiedAt: clock.now() }));
      if (clock.now() - modifiedAt > lifetime) await removeIfThere(files, path);
    });
  }

  #path(id: string): string {
    return join(this.#parts.folder, `${id}.json`);
  }
}

function isOutcome(fileName: string): boolean {
  return fileName.endsWith('.json') && !fileName.startsWith('.');
}
