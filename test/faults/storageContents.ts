import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { draftSchema, type Draft } from '../../src/model/draft.ts';
import { entrySchema, type Entry } from '../../src/outbox/entry.ts';
import { outcomeSchema, type Outcome } from '../../src/proposals/outcomes.ts';
import { parseProposal, type Proposal } from '../../src/proposals/proposal.ts';
import { parseNoteFile } from '../../src/providers/notebook/noteFile.ts';
import { parseFileName } from '../../src/storage/claims.ts';
import type { HeldNote } from './services.ts';

/** A file of the outbox. */
interface EntryFile {
  readonly id: string;
  /** The id of the host that has claimed it. */
  readonly owner: string | undefined;
  /** Undefined: it could not be read. */
  readonly entry: Entry | undefined;
}

/** The entries that lie in a storage folder, read without the product's own outbox. */
export async function readEntries(storage: string): Promise<readonly EntryFile[]> {
  return await readEach(join(storage, 'outbox', 'entries'), async (path, fileName) => {
    const parsed = parseFileName(fileName);
    if (!parsed) return undefined;
    const { name: id, owner } = parsed;
    const reading = readFile(path, 'utf8').then((text) => entrySchema.parse(JSON.parse(text)));
    return { id, owner, entry: await reading.catch(() => undefined) };
  });
}

/** The drafts in a storage folder that can be read. */
export async function readDrafts(storage: string): Promise<readonly Draft[]> {
  return await readEach(join(storage, 'drafts'), async (path, fileName) => {
    if (!parseFileName(fileName)) return undefined;
    const draft = draftSchema.safeParse(JSON.parse(await readFile(path, 'utf8')));
    return draft.data;
  });
}

/** The proposals in a storage folder that can be read, claimed or not. */
export async function readProposals(storage: string): Promise<readonly Proposal[]> {
  return await readEach(join(storage, 'agents', 'proposals'), async (path, fileName) => {
    const id = parseFileName(fileName)?.name;
    const parsed = id === undefined ? 'invalid' : parseProposal(await readFile(path), id);
    return typeof parsed === 'string' ? undefined : parsed;
  });
}

/** What is written down of proposals in a storage folder: what was decided about each, by its id. */
export async function readOutcomes(storage: string): Promise<ReadonlyMap<string, Outcome['state']>> {
  const outcomes = await readEach(join(storage, 'agents', 'outcomes'), async (path) =>
    outcomeSchema.parse(JSON.parse(await readFile(path, 'utf8'))),
  );
  return new Map(outcomes.map(({ id, state }) => [id, state]));
}

/** The notes of the notebook in a storage folder, in no order. */
export async function readNotebook(storage: string): Promise<readonly HeldNote[]> {
  const folder = join(storage, 'notebook');
  return await readEach(folder, async (path, fileName) => {
    if (!fileName.endsWith('.md') || fileName.startsWith('.')) return undefined;
    const { text = '', front } = parseNoteFile(await readFile(path, 'utf8')) ?? {};
    const attached = front?.attachments[0]?.file;
    const bytes =
      attached === undefined
        ? undefined
        : await readFile(join(folder, ...attached.split('/'))).catch(() => Buffer.of());
    return { text, sha256: bytes && createHash('sha256').update(bytes).digest('hex') };
  });
}

/** What `read` makes of the files of a folder. What cannot be read, or is gone by then, is left out. */
async function readEach<T>(
  folder: string,
  read: (path: string, fileName: string) => Promise<T | undefined>,
): Promise<readonly T[]> {
  const names = await readdir(folder).catch(() => []);
  const all = await Promise.all(names.map((name) => read(join(folder, name), name).catch(() => undefined)));
  return all.filter((each) => each !== undefined);
}
