import { describe, expect, it } from 'vitest';
import type { StoredNote } from '../../src/model/note.ts';
import type { DirectoryEntry } from '../../src/model/directory.ts';
import type { Provider } from '../../src/providers/provider.ts';
import { entry, failureOf, noSignal, sha256, type ContractCase } from './contractCase.ts';

/** What the contract says of reading: single notes, filters, directories, attachments. */
export function describeReading(name: string, open: () => Promise<ContractCase>): void {
  describe(`${name}, reading:`, () => {
    it('has what its capabilities say, and nothing else', async () => {
      await using its = await open();
      const { capabilities, provider } = its;
      expect(provider.directory !== undefined).toBe(capabilities.directory.length > 0);
      expect(provider.edit !== undefined).toBe(capabilities.edit);
      expect(provider.remove !== undefined).toBe(capabilities.remove);
      expect(provider.tasks !== undefined).toBe(capabilities.tasks !== undefined);
      const types = capabilities.targets.map(({ type }) => type);
      for (const { type, within } of capabilities.directory) {
        expect(types).toContain(type);
        expect([undefined, ...types]).toContain(within);
      }
    });

    it('reads a note again, the same as in the list', async () => {
      await using its = await open();
      for (const kind of its.capabilities.kinds) {
        const note = await its.provider.create(await entry(its, { kind }, kind), noSignal);
        const { notes } = await its.provider.list({ limit: 5 }, noSignal);
        const listed = notes.find(({ id }) => id === note.id);
        expect(await its.provider.read(note.id, noSignal)).toEqual(listed);
        expect(listed?.html ?? listed?.text).toContain('A note');
      }
    });

    it.each(['999999', 'note_7c1f0a52-5a0e-4f7e-9a53-0d2b6b6fffff', '..', '../..', '', 'a/b', '%2e%2e', 'é'])(
      'no note where there is none: %j',
      async (id) => {
        await using its = await open();
        const failure = await failureOf(its.provider.read(id, noSignal));
        expect(failure).toMatchObject({ reason: 'notFound', field: undefined });
      },
    );

    it('lists only notes of the requested kind, on every page', async () => {
      await using its = await open();
      for (const [at, kind] of [...its.capabilities.kinds, ...its.capabilities.kinds].entries())
        await its.provider.create(await entry(its, { kind }, `${at}`), noSignal);
      for (const kind of ['note', 'call'] as const) {
        const notes = await readAll(its.provider, { kind, limit: 1 });
        expect(notes.every((note) => note.kind === kind)).toBe(true);
        expect(notes.length > 0).toBe(its.capabilities.kinds.includes(kind));
      }
    });

    it('lists only one author’s notes, where authors can be named', async () => {
      await using its = await open();
      if (its.capabilities.author === undefined) return;
      const note = await its.provider.create(await entry(its, { author: its.author }, 'theirs'), noSignal);
      await its.provider.create(await entry(its, {}, 'mine'), noSignal);
      const notes = await readAll(its.provider, { author: its.author, limit: 1 });
      expect(notes.map(({ id }) => id)).toContain(note.id);
      expect(new Set(notes.map(({ author }) => author)).size).toBe(1);
      expect(new Set(notes.map(({ authorEmail }) => authorEmail)).size).toBe(1);
    });

    it('lists every target in the directory exactly once', async () => {
      await using its = await open();
      await its.provider.create(await entry(its), noSignal);
      const tops = its.capabilities.directory.filter(({ within }) => within === undefined);
      expect(tops.length).toBeGreaterThan(0);
      for (const { type } of tops) {
        const entries = await readDirectory(its.provider, { type });
        expect(entries.length).toBeGreaterThan(0);
        expect(new Set(entries.map(({ target }) => target.id)).size).toBe(entries.length);
        expect(new Set(entries.map(({ target }) => target.type))).toEqual(new Set([type]));
        const [first] = entries;
        if (first !== undefined)
          await expect(its.provider.findTargets(type, first.target.id, noSignal)).resolves.toEqual([
            first.target,
          ]);
      }
    });

    it.each(['banana', '{}', '{"at":"banana","page":1,"mark":""}', '{"part":"own","next":"x"}'])(
      'says that a list cannot be continued at %j',
      async (cursor) => {
        await using its = await open();
        const [top] = its.capabilities.directory;
        const { provider } = its;
        for (const call of [
          () => provider.list({ limit: 2, cursor }, noSignal),
          () =>
            provider.directory?.({ type: top?.type ?? '', cursor }, noSignal) ??
            Promise.reject(new Error('none')),
        ])
          expect(await failureOf(call())).toMatchObject({
            reason: 'invalid',
            message: 'This list cannot be continued. Refresh it.',
          });
      },
    );

    it('refuses a directory that it does not have', async () => {
      await using its = await open();
      const page = its.provider.directory?.({ type: 'banana' }, noSignal) ?? Promise.resolve();
      expect(await failureOf(page)).toMatchObject({ reason: 'invalid' });
    });

    it('reads the attachment of a note, byte for byte', async () => {
      await using its = await open();
      const { provider } = its;
      if (provider.attachment === undefined) return;
      const bytes = Uint8Array.from({ length: 700_001 }, (_, at) => (at * 31) % 256);
      const file = {
        name: 'plan.pdf',
        mime: 'application/pdf',
        size: bytes.length,
        sha256: await sha256(bytes),
      };
      const sent = {
        ...(await entry(its, { attachment: file })),
        attachmentPath: await its.writeFile(bytes),
      };
      const note = await its.provider.create(sent, noSignal);
      const read = await provider.attachment(note.id, noSignal);
      expect(read).toMatchObject({ name: 'plan.pdf', size: bytes.length });
      expect((await wholeOf(read.bytes)).equals(bytes)).toBe(true);
      const none = await its.provider.create(await entry(its, {}, 'without'), noSignal);
      expect(await failureOf(provider.attachment(none.id, noSignal))).toMatchObject({
        reason: 'notFound',
        field: 'attachment',
      });
    });
  });
}

/** All notes, page by page. */
export async function readAll(
  provider: Provider,
  query: Omit<Parameters<Provider['list']>[0], 'cursor'>,
): Promise<StoredNote[]> {
  const notes: StoredNote[] = [];
  let cursor: string | undefined;
  for (let pages = 0; pages < 100; pages += 1) {
    const page = await provider.list({ ...query, ...(cursor && { cursor }) }, noSignal);
    notes.push(...page.notes);
    cursor = page.cursor;
    if (cursor === undefined) return notes;
  }
  return expect.fail('no end');
}

/** A whole directory, page by page. */
export async function readDirectory(
  provider: Provider,
  query: Parameters<NonNullable<Provider['directory']>>[0],
): Promise<DirectoryEntry[]> {
  const entries: DirectoryEntry[] = [];
  let cursor: string | undefined;
  for (let pages = 0; pages < 100; pages += 1) {
    const page = await provider.directory?.({ ...query, ...(cursor && { cursor }) }, noSignal);
    entries.push(...(page?.entries ?? []));
    cursor = page?.cursor;
    if (cursor === undefined) return entries;
  }
  return expect.fail('no end');
}

/** All pieces together. */
export async function wholeOf(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}
