import * as z from 'zod';
import { typedTargetKey } from '../customers/targetKey.ts';
import { targetSchema, type Target } from '../model/note.ts';

/** A folder that is open in the editor. */
export interface Folder {
  /** Its address, exactly as the editor writes it: `file:` beside the files, `vscode-remote:` and others elsewhere. */
  readonly uri: string;
  /** For people. */
  readonly name: string;
}

/** Checks a {@link FolderCustomer}. */
export const customerSchema = z.object({
  accountId: z.string().min(1),
  target: targetSchema,
  /** The customer that `target` is a part of, where that is known. */
  customer: targetSchema.optional(),
});

/** A customer of an account, or a part of one, whom notes from a folder are about. */
export type FolderCustomer = z.infer<typeof customerSchema>;

const linkSchema = customerSchema.extend({
  /** Milliseconds since the epoch. */
  linkedAt: z.number(),
});

/** What a folder is linked to in one account. */
export type FolderLink = z.infer<typeof linkSchema>;

/** Checks a {@link LinkedFolder}. */
export const folderSchema = z.object({
  uri: z.string().min(1),
  name: z.string(),
  /** One for each account, the newest first. */
  links: z.array(linkSchema),
  /** Whether the user does not want to be asked for a link. */
  isDeclined: z.boolean(),
  /** Whom notes from here were about lately, the newest first, with the ids of the first notes. */
  noted: z.array(z.object({ accountId: z.string(), target: z.string(), notes: z.array(z.string()) })),
});

/** All that is kept of one folder. */
export type LinkedFolder = z.infer<typeof folderSchema>;

/** So many notes about one customer say that a folder may belong to it. */
const notesUntilOffer = 2;

/** Whoever notes about more customers than these from one folder wants no link there. */
const mostNoted = 20;

/** Folders that are not linked, of which only the notes are counted. */
const mostUnlinked = 100;

/** The folder with a link in place of the one to the same account. */
export function withLink(folder: LinkedFolder, link: FolderLink): LinkedFolder {
  const { accountId } = link;
  const noted = folder.noted.filter((each) => each.accountId !== accountId);
  return { ...folder, noted, links: [link, ...withoutLink(folder, accountId).links] };
}

/** The folder without its link to an account. */
export function withoutLink(folder: LinkedFolder, accountId: string): LinkedFolder {
  return { ...folder, links: folder.links.filter((each) => each.accountId !== accountId) };
}

/** Counts a note from the folder, each note once. `isDue`: it is the one after which a link is offered. */
export function withNote(
  folder: LinkedFolder,
  { accountId, target }: { readonly accountId: string; readonly target: Target },
  noteId: string,
): { readonly folder: LinkedFolder; readonly isDue: boolean } {
  const key = typedTargetKey(target);
  const isSame = (each: LinkedFolder['noted'][number]) => each.accountId === accountId && each.target === key;
  const before = folder.noted.find(isSame)?.notes ?? [];
  const isLinked = folder.links.some((link) => link.accountId === accountId);
  if (isLinked || folder.isDeclined || before.length >= notesUntilOffer || before.includes(noteId))
    return { folder, isDue: false };
  const notes = [...before, noteId];
  const others = folder.noted.filter((each) => !isSame(each));
  const noted = [{ accountId, target: key, notes }, ...others].slice(0, mostNoted);
  return { folder: { ...folder, noted }, isDue: notes.length === notesUntilOffer };
}

/** All folders with one as `by` makes of it; the same value where nothing changes. */
export function changed(
  all: readonly LinkedFolder[],
  { uri, name }: Folder,
  by: (folder: LinkedFolder) => LinkedFolder,
): readonly LinkedFolder[] {
  const before = all.find((each) => each.uri === uri);
  const folder = before ?? { uri, name, links: [], isDeclined: false, noted: [] };
  const after = by(folder);
  if (after === folder) return all;
  const others = all.filter((each) => each !== before);
  return kept([{ ...after, name }, ...others]);
}

function kept(folders: readonly LinkedFolder[]): LinkedFolder[] {
  const isWanted = ({ links, isDeclined }: LinkedFolder) => links.length > 0 || isDeclined;
  const unlinked = new Set(folders.filter((each) => !isWanted(each)).slice(0, mostUnlinked));
  return folders.filter((each) => isWanted(each) || unlinked.has(each));
}
