import { dirname, join } from 'node:path';
import type { NewId } from '../base/ids.ts';
import type { Log } from '../base/log.ts';
import { Claims, parseFileName, type ClaimsParts } from '../storage/claims.ts';
import { removeIfThere, writeOnce } from '../storage/durable.ts';
import type { Files } from '../storage/files.ts';
import { codeOf, storing } from '../storage/storageFailure.ts';
import { refuseLinks } from '../storage/refuseLinks.ts';
import { UnreadableFiles } from '../storage/unreadableFiles.ts';
import { folderIsLink } from '../words/proposals.ts';
import { parseProposal, proposalIdForm, type Proposal } from './proposal.ts';
import { largestProposal } from './proposalInput.ts';

/** What {@link ProposalFiles} needs from outside. */
export interface ProposalFilesParts extends ClaimsParts {
  readonly log: Log;
  readonly newId: NewId;
  /** Absolute path of the folder that proposals lie in. */
  readonly folder: string;
}

/** A proposal's file. */
export interface ProposalFile {
  readonly id: string;
  readonly fileName: string;
  /** The host that has claimed it; undefined: none. */
  readonly owner: string | undefined;
}

/** More files than these are not read: whoever writes so many is no agent that helps somebody. */
const mostFiles = 400;

/** Bytes read at once. */
const chunkSize = 16 * 1024;

/** Proposals as files of one folder, in which other programs of the user write, too. */
export class ProposalFiles {
  readonly #parts: ProposalFilesParts;
  readonly claims: Claims;
  readonly #unreadable: UnreadableFiles;
  /** What was read, by file names; `facts` tell whether the file is another one by now. */
  readonly #known = new Map<string, { readonly facts: string; readonly content: Content }>();

  constructor(parts: ProposalFilesParts) {
    this.#parts = parts;
    this.claims = new Claims(parts, parts.folder);
    this.#unreadable = new UnreadableFiles(parts.log, 'proposal');
  }

  /** The files, in the order of their names, and how many more there are. Failure `storage`, also where the folder is a link. */
  async list(): Promise<{ readonly files: readonly ProposalFile[]; readonly more: number }> {
    await this.checkFolders();
    const all = (await storing(() => this.#parts.files.names(this.#parts.folder)))
      .toSorted()
      .flatMap((fileName) => {
        const parsed = parseFileName(fileName);
        return parsed && proposalIdForm.test(parsed.name)
          ? [{ id: parsed.name, fileName, owner: parsed.owner }]
          : [];
      });
    const listed = new Set(all.map(({ fileName }) => fileName));
    for (const name of this.#known.keys()) if (!listed.has(name)) this.#known.delete(name);
    return { files: all.slice(0, mostFiles), more: Math.max(0, all.length - mostFiles) };
  }

  /** The files of one proposal: none or one, for a moment two. Failure `storage`. */
  async filesOf(id: string): Promise<readonly ProposalFile[]> {
    const names = await storing(() => this.#parts.files.names(this.#parts.folder));
    return names.flatMap((fileName) => {
      const parsed = parseFileName(fileName);
      return parsed?.name === id ? [{ id, fileName, owner: parsed.owner }] : [];
    });
  }

  /**
   * What a file holds. `invalid`: nothing that can be shown. Undefined: it is gone, cannot be read now, is of another
   * version, or is no file of the usual kind; then it stays where it is. Never rejects.
   */
  async read({ id, fileName }: ProposalFile): Promise<Content> {
    const { files, folder } = this.#parts;
    const path = join(folder, fileName);
    try {
      const { kind, isLink, size, modifiedAt } = await files.facts(path);
      if (kind !== 'file' || isLink) throw new Error('A proposal is a file');
      const facts = `${size} ${modifiedAt}`;
      const known = this.#known.get(fileName);
      if (known?.facts === facts) return known.content;
      const bytes = size > largestProposal ? undefined : await readAll(files, path, folder);
      const parsed = bytes === undefined ? 'invalid' : parseProposal(bytes, id);
      if (parsed === 'other') throw new Error('A proposal of another version');
      this.#unreadable.forget(fileName);
      this.#known.set(fileName, { facts, content: parsed });
      return parsed;
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') this.#unreadable.leaveOut(fileName, error);
      return undefined;
    }
  }

  /** False: a proposal of that id is there already. Failure `storage`. */
  async add(proposal: Proposal): Promise<boolean> {
    const { files, folder, newId } = this.#parts;
    await this.checkFolders();
    await storing(() => files.makeFolder(folder));
    return await writeOnce(files, this.claims.freePath(proposal.id), bytesOf(proposal), newId);
  }

  /** Removes a proposal that this host has claimed. Failure `storage`. */
  async removeOwn(id: string): Promise<void> {
    const { files, folder } = this.#parts;
    await removeIfThere(files, this.claims.ownPath(id));
    await storing(() => files.syncFolder(folder));
  }

  /** A link could lead what customers said to another place. Failure `storage`. */
  async checkFolders(): Promise<void> {
    const { files, folder } = this.#parts;
    await refuseLinks(files, [dirname(folder), folder], folderIsLink());
  }
}

/** A proposal, or why there is none to be shown. */
export type Content = Proposal | 'invalid' | undefined;

/** Bytes of a proposal on disk. */
export function bytesOf(proposal: Proposal): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(proposal));
}

/** Undefined: there is more than a proposal has, whatever the disk said of its size. */
async function readAll(files: Files, path: string, folder: string): Promise<Uint8Array | undefined> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of files.readChunks(path, chunkSize, folder)) {
    pieces.push(piece);
    if ((size += piece.byteLength) > largestProposal) return undefined;
  }
  return Buffer.concat(pieces);
}
