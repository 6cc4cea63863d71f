import { join } from 'node:path';
import { parseFileName, type Host } from '../storage/claims.ts';
import type { Files } from '../storage/files.ts';
import { storageFailure } from '../storage/storageFailure.ts';
import type { UnreadableFiles } from '../storage/unreadableFiles.ts';
import { draftSchema, type Draft } from '../model/draft.ts';

/** A draft on disk. */
export interface DraftOnDisk {
  readonly draft: Draft;
  /** Milliseconds since the epoch. */
  readonly modifiedAt: number;
  /** Whether another window is writing it right now. */
  readonly openElsewhere: boolean;
}

/** What {@link readDrafts} needs. */
interface ReadDraftsParts {
  readonly files: Files;
  /** Absolute path of the folder that drafts lie in. */
  readonly folder: string;
  readonly host: Host;
  readonly unreadable: UnreadableFiles;
}

/** Every readable draft, newest first. One that cannot be read stays where it is and is logged once. Failure `storage`. */
export async function readDrafts({
  files,
  folder,
  host,
  unreadable,
}: ReadDraftsParts): Promise<readonly DraftOnDisk[]> {
  const drafts: DraftOnDisk[] = [];
  const names = await files.names(folder).catch((error: unknown) => Promise.reject(storageFailure(error)));
  for (const fileName of names) {
    const parsed = parseFileName(fileName);
    if (!parsed) continue;
    const path = join(folder, fileName);
    try {
      const draft = draftSchema.parse(JSON.parse(new TextDecoder().decode(await files.read(path))));
      if (draft.id !== parsed.name) throw new Error('A draft lies under another’s name');
      const { modifiedAt } = await files.facts(path);
      const { owner } = parsed;
      unreadable.forget(fileName);
      drafts.push({
        draft,
        modifiedAt,
        openElsewhere: owner !== undefined && owner !== host.id && !host.hasEnded(owner),
      });
    } catch (error) {
      unreadable.leaveOut(fileName, error);
    }
  }
  return drafts.sort((a, b) => b.modifiedAt - a.modifiedAt);
}
