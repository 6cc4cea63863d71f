import * as z from 'zod';
import type { Clock } from '../base/clock.ts';
import { Failure } from '../base/failure.ts';
import type { NewId } from '../base/ids.ts';
import type { Log } from '../base/log.ts';
import type { Files } from '../storage/files.ts';
import { JsonFile } from '../storage/jsonFile.ts';
import type { SharedTurn } from '../storage/sharedTurn.ts';
import { unknown } from '../words/disk.ts';
import { patternSchema, type FolderPattern } from './folderPattern.ts';
import {
  changed,
  folderSchema,
  withLink,
  withNote,
  withoutLink,
  type Folder,
  type FolderCustomer,
  type LinkedFolder,
} from './linkedFolder.ts';

const fileSchema = z.object({
  version: z.literal(1),
  /** The last that was changed first. */
  folders: z.array(folderSchema),
  /** The last that was added first. */
  patterns: z.array(patternSchema).default([]),
});

type LinkedFolders = z.infer<typeof fileSchema>;

/** Patterns that anybody can oversee. */
const mostPatterns = 200;

/** What folder links need from outside. */
interface FolderLinksParts {
  readonly files: Files;
  /** Absolute path of the file. Customers' names are personal data, so only the user may read it. */
  readonly path: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly newId: NewId;
  readonly turn: Pick<SharedTurn, 'take'>;
}

/**
 * Which folders the user linked to which customers. It lies in a file of the extension's own and is known by the
 * folders' addresses alone, so that nothing in a folder can set it. Changes reject with Failure `storage`.
 */
export class FolderLinks {
  readonly #clock: Clock;
  readonly #turn: FolderLinksParts['turn'];
  readonly #file: JsonFile<LinkedFolders>;

  constructor({ clock, turn, ...parts }: FolderLinksParts) {
    this.#clock = clock;
    this.#turn = turn;
    this.#file = new JsonFile<LinkedFolders>({
      ...parts,
      what: 'list of linked folders',
      schema: fileSchema,
      empty: { version: 1, folders: [], patterns: [] },
    });
  }

  /** The last that was changed first; as of the last {@link load}, {@link reload} or change. */
  get folders(): readonly LinkedFolder[] {
    return this.#file.value.folders;
  }

  /** The last that was added first. */
  get patterns(): readonly FolderPattern[] {
    return this.#file.value.patterns;
  }

  onChange(listener: () => void): void {
    this.#file.onChange(listener);
  }

  /** Reads the file once. Never rejects. */
  load(): Promise<void> {
    return this.#file.load();
  }

  /** Reads what another window has written. Never rejects. */
  reload(): Promise<void> {
    return this.#file.reload();
  }

  /** Links a folder, in place of its link to the same account. */
  async link(folder: Folder, { accountId, target, customer }: FolderCustomer): Promise<void> {
    const linkedAt = this.#clock.now();
    const link = { accountId, target, ...(customer && { customer }), linkedAt };
    await this.#changeFolder(folder, (each) => withLink(each, link));
  }

  async unlink(folder: Folder, accountId: string): Promise<void> {
    await this.#changeFolder(folder, (each) => withoutLink(each, accountId));
  }

  /** The user does not want to be asked for a link of this folder again. */
  async decline(folder: Folder): Promise<void> {
    await this.#changeFolder(folder, (each) => ({ ...each, isDeclined: true }));
  }

  /** Counts a note that was logged from a folder. True once for each customer: a link is to be offered. */
  async countNote(folder: Folder, customer: FolderCustomer, noteId: string): Promise<boolean> {
    let isOffered = false;
    await this.#changeFolder(folder, (each) => {
      const { folder: counted, isDue } = withNote(each, customer, noteId);
      isOffered = isDue;
      return counted;
    });
    return isOffered;
  }

  /** Forgets all customers of an account. */
  async forget(accountId: string): Promise<void> {
    const isOther = (each: { readonly accountId: string }) => each.accountId !== accountId;
    await this.#change((all) => ({
      ...all,
      folders: all.folders.map((folder) => ({
        ...folder,
        links: folder.links.filter(isOther),
        noted: folder.noted.filter(isOther),
      })),
      patterns: all.patterns.filter(isOther),
    }));
  }

  /** Adds a pattern, in place of the same one for the same account. */
  async addPattern(pattern: FolderPattern): Promise<void> {
    await this.#change((all) => ({
      ...all,
      patterns: [pattern, ...all.patterns.filter((each) => !isSame(each, pattern))].slice(0, mostPatterns),
    }));
  }

  async removePattern(pattern: FolderPattern): Promise<void> {
    await this.#change((all) => ({
      ...all,
      patterns: all.patterns.filter((each) => !isSame(each, pattern)),
    }));
  }

  /** Forgets all folders. */
  forgetAll(): Promise<void> {
    return this.#turn.take(() => this.#file.clear());
  }

  async #changeFolder(folder: Folder, by: (folder: LinkedFolder) => LinkedFolder): Promise<void> {
    await this.#change((all) => {
      const folders = changed(all.folders, folder, by);
      return folders === all.folders ? all : { ...all, folders: [...folders] };
    });
  }

  async #change(by: (all: LinkedFolders) => LinkedFolders): Promise<void> {
    const isWritten = await this.#turn.take(() => this.#file.change(by));
    if (!isWritten) throw new Failure('storage', unknown());
  }
}

function isSame(one: FolderPattern, other: FolderPattern): boolean {
  return one.of === other.of && one.pattern === other.pattern && one.accountId === other.accountId;
}
