import { join } from 'node:path';
import * as z from 'zod';
import type { OpenAccount } from '../accounts/accountBook.ts';
import type { NewId } from '../base/ids.ts';
import { tenantKey } from '../customers/directories.ts';
import { listedTypes } from '../customers/directoryTypes.ts';
import { removeIfThere, writeDurably } from '../storage/durable.ts';
import type { Files } from '../storage/files.ts';
import { refuseLinks } from '../storage/refuseLinks.ts';
import { codeOf, storing } from '../storage/storageFailure.ts';
import { folderIsLink } from '../words/proposals.ts';

/*
 * What the MCP server learns of the settings, which it cannot read: a window writes it while agents may propose notes,
 * and removes it when they may not. It holds no key and no field of an account.
 */

const fileName = 'state.json';

const publishedAccount = z.object({
  id: z.string(),
  label: z.string(),
  /** Where the account's ids are valid, as its lists on disk say. */
  place: z.string(),
  /** The types of targets of which there are lists. */
  types: z.array(z.string()),
});

const publishedStateSchema = z.object({ version: z.literal(1), accounts: z.array(publishedAccount) });

/** An account, as far as the server may know it. */
export type PublishedAccount = z.infer<typeof publishedAccount>;

/** `folder`: absolute path of the folder for agents. Failure `storage`. */
export async function publishState(
  { files, folder, newId }: { readonly files: Files; readonly folder: string; readonly newId: NewId },
  accounts: readonly OpenAccount[],
): Promise<void> {
  const published = accounts.map((open) => ({
    id: open.account.id,
    label: open.account.label,
    place: tenantKey(open),
    types: [...listedTypes(open)],
  }));
  const text = JSON.stringify({ version: 1, accounts: published });
  const path = join(folder, fileName);
  const before = await storing(() => readText(files, path));
  if (before === text) return;
  await refuseLinks(files, [folder], folderIsLink());
  await storing(() => files.makeFolder(folder));
  await writeDurably(files, path, new TextEncoder().encode(text), newId);
}

/** Agents may not propose any more. Failure `storage`. */
export async function withdrawState(files: Files, folder: string): Promise<void> {
  await removeIfThere(files, join(folder, fileName));
}

/** Undefined: agents may not propose anything, or the file is of another version. Rejects with Node's own error. */
export async function readPublishedState(
  files: Files,
  folder: string,
): Promise<readonly PublishedAccount[] | undefined> {
  const text = await readText(files, join(folder, fileName));
  if (text === undefined) return undefined;
  try {
    return publishedStateSchema.parse(JSON.parse(text)).accounts;
  } catch {
    return undefined;
  }
}

/** Undefined: there is none. Rejects with Node's own error. */
async function readText(files: Files, path: string): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await files.read(path));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}
