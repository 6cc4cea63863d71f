import { folderOfNote } from '../../folders/linkedCustomers.ts';
import type { Services } from '../services.ts';

/** Milliseconds. Git answers in a few, but may have to be started first. */
const longestLook = 300;

/** Asks Git about the folder that a note is from, where a pattern may fit its repository. `file`: as in `openFolders`. */
export async function lookAtRepository(
  {
    clock,
    folderLinks,
    openFolders,
    repositories,
  }: Pick<Services, 'clock' | 'folderLinks' | 'openFolders' | 'repositories'>,
  file?: string,
): Promise<void> {
  const folder = folderOfNote(openFolders(file));
  if (!folder || folderLinks.patterns.length === 0) return;
  const looked = new AbortController();
  const look = repositories.look(folder.uri).finally(() => looked.abort());
  await Promise.race([look, clock.wait(longestLook, looked.signal).catch(() => undefined)]);
}
