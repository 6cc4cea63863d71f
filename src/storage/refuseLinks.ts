import { Failure } from '../base/failure.ts';
import type { Files } from './files.ts';
import { codeOf, storageFailure } from './storageFailure.ts';

/**
 * Failure `storage`, with the sentence `why`, where one of these folders is a link: it could lead what customers said to
 * another place. Absent ones are no links.
 */
export async function refuseLinks(files: Files, folders: readonly string[], why: string): Promise<void> {
  for (const folder of folders) {
    const facts = await files.facts(folder).catch((error: unknown) => {
      if (codeOf(error) !== 'ENOENT') throw storageFailure(error);
      return undefined;
    });
    if (facts?.isLink === true) throw new Failure('storage', why);
  }
}
