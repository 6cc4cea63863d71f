import { describe, expect, it } from 'vitest';
import { attachmentsOf } from '../../src/model/note.ts';
import { bytesOf } from '../support/bytesOf.ts';
import {
  anHourAgo,
  type ContractCase,
  entry,
  everyCall,
  failureOf,
  noSignal,
  sha256,
} from './contractCase.ts';

/** The contract of `src/providers/provider.ts`, run against any implementation. */
export function describeProvider(name: string, open: () => Promise<ContractCase>): void {
  describe(name, () => {
    it('proves that the account works', async () => {
      await using its = await open();
      const identity = await its.provider.verify(noSignal);
      expect(identity.name).not.toBe('');
    });

    it('finds a target, and offline gives the same one or none', async () => {
      await using its = await open();
      const { type, typed, target } = its.validTarget;
      await expect(its.provider.findTargets(type, typed, noSignal)).resolves.toEqual([target]);
      expect([undefined, target.id]).toContain(its.provider.targetOffline(type, typed)?.id);
      expect(its.provider.mayKnow?.(type, typed) ?? true).toBe(true);
    });

    it('refuses what cannot be a target', async () => {
      await using its = await open();
      const { type, typed } = its.invalidTarget;
      const failure = await failureOf(its.provider.findTargets(type, typed, noSignal));
      expect(failure).toMatchObject({ reason: 'invalid', field: 'target' });
      expect(its.provider.targetOffline(type, typed)).toBeUndefined();
      expect(its.provider.mayKnow?.(type, typed) ?? false).toBe(false);
    });

    it('keeps every kind of note with every field, the newest first', async () => {
      await using its = await open();
      const { capabilities } = its.kind;
      for (const kind of capabilities.kinds) {
        const occurredAt = capabilities.backDating ? anHourAgo() : undefined;
        const sent = await entry(
          its,
          {
            kind,
            text: { format: 'typed', value: `A ${kind}\nof two lines` },
            ...(capabilities.author === undefined ? {} : { author: its.author }),
            ...(occurredAt === undefined ? {} : { occurredAt }),
            ...(kind === 'call' ? { durationSeconds: 754 } : {}),
          },
          kind,
        );
        const stored = await its.provider.create(sent, noSignal);
        expect(stored).toMatchObject({
          kind,
          text: `A ${kind}\nof two lines`,
          target: its.validTarget.target,
          durationSeconds: kind === 'call' ? 754 : undefined,
        });
        expect(stored.author ?? '').toMatch(/\w/);
        if (occurredAt !== undefined) expect(stored.createdAt?.toISOString()).toBe(occurredAt);
        for (const query of [{ limit: 10 }, { limit: 10, target: its.validTarget.target }]) {
          const { notes } = await its.provider.list(query, noSignal);
          const found = notes.find(({ id }) => id === stored.id);
          expect(found).toEqual({ ...stored, url: found?.url });
        }
      }
    });

    it('lists the newest note first, among all notes and among its target’s', async () => {
      await using its = await open();
      await its.provider.create(await entry(its), noSignal);
      const second = await its.provider.create(await entry(its, {}, 'second'), noSignal);
      for (const query of [{ limit: 5 }, { limit: 5, target: its.validTarget.target }]) {
        const page = await its.provider.list(query, noSignal);
        expect(page.notes[0]?.id).toBe(second.id);
        const times = page.notes.map(({ createdAt }) => createdAt?.getTime() ?? 0);
        expect(times).toEqual(times.toSorted((a, b) => b - a));
      }
    });

    it('gives all notes once, page by page', async () => {
      await using its = await open();
      const ids = new Set<string>();
      for (const id of ['a', 'b', 'c'])
        ids.add((await its.provider.create(await entry(its, {}, id), noSignal)).id);
      const listedIds: string[] = [];
      let cursor: string | undefined;
      do {
        const query = {
          limit: 2,
          target: its.validTarget.target,
          ...(cursor === undefined ? {} : { cursor }),
        };
        const page = await its.provider.list(query, noSignal);
        listedIds.push(...page.notes.map(({ id }) => id));
        cursor = page.cursor;
      } while (cursor !== undefined && listedIds.length < 50);
      expect(new Set(listedIds).size).toBe(listedIds.length);
      expect(listedIds).toEqual(expect.arrayContaining([...ids]));
    });

    it.each([
      '<script>alert(1)</script><img src=x onerror=alert(1)>',
      'a & b &amp; c &lt;br&gt; </pre></div>',
      '  indented\n\n\n- [ ] list\n---\ntitle: x\n---\n```js\n`x`\n```',
      'שלום 😀 e\u0301 \u202eabc',
      '{"data":"x"} ${x} {{y}} %00 \\n \'"',
    ])('gives %j back as it was typed', async (value) => {
      await using its = await open();
      const stored = await its.provider.create(
        await entry(its, { text: { format: 'typed', value } }),
        noSignal,
      );
      expect(stored.text).toBe(value);
      const { notes } = await its.provider.list({ limit: 1 }, noSignal);
      expect(notes[0]?.text).toBe(value);
    });

    it('refuses a text that is too long, and keeps the longest', async () => {
      await using its = await open();
      const longest = its.kind.capabilities.longestText;
      const value = 'é'.repeat(longest ?? 100_000);
      const stored = await its.provider.create(
        await entry(its, { text: { format: 'typed', value } }),
        noSignal,
      );
      expect(stored.text).toBe(value);
      if (longest === undefined) return;
      const over = await entry(its, { text: { format: 'typed', value: `${value}.` } });
      expect(await failureOf(its.provider.create(over, noSignal))).toMatchObject({
        reason: 'invalid',
        field: 'text',
      });
    });

    it('takes one file where its capabilities say so, and refuses it elsewhere', async () => {
      await using its = await open();
      const bytes = Uint8Array.from({ length: 70_001 }, (_, at) => (at * 31) % 256);
      const path = await its.writeFile(bytes);
      const attachment = {
        name: 'plan.pdf',
        mime: 'application/pdf',
        size: bytes.length,
        sha256: await sha256(bytes),
      };
      const creating = its.provider.create(
        { ...(await entry(its, { attachment })), attachmentPath: path },
        noSignal,
      );
      if (its.kind.capabilities.attachments === 'none') {
        expect(await failureOf(creating)).toMatchObject({ reason: 'invalid', field: 'attachment' });
        return;
      }
      const stored = await creating;
      expect(stored.attachment).toEqual({ name: 'plan.pdf', size: bytes.length });
      expect(Buffer.from((await its.attachmentOf(stored)) ?? []).equals(bytes)).toBe(true);
    });

    it('takes several files where its capabilities say so, and gives each of them back', async () => {
      await using its = await open();
      if (its.kind.capabilities.attachments !== 'several') return;
      const contents = ['first', 'second', 'third'].map((text) => new TextEncoder().encode(text));
      const files = await Promise.all(
        contents.map(async (bytes) => {
          const [path, hash] = [await its.writeFile(bytes), await sha256(bytes)];
          return {
            path,
            attachment: { name: 'plan.pdf', mime: 'application/pdf', size: bytes.length, sha256: hash },
          };
        }),
      );
      const [attachment, ...moreAttachments] = files.map((file) => file.attachment);
      const [attachmentPath, ...moreAttachmentPaths] = files.map(({ path }) => path);
      const sent = {
        ...(await entry(its, { attachment, moreAttachments })),
        attachmentPath,
        moreAttachmentPaths,
      };
      const stored = await its.provider.create(sent, noSignal);
      expect(attachmentsOf(stored)).toEqual(
        contents.map(({ length }) => ({ name: 'plan.pdf', size: length })),
      );
      const read = await Promise.all(
        contents.map(async (_, index) => {
          return (await bytesOf(await its.provider.attachment?.(stored.id, noSignal, index))).toString();
        }),
      );
      expect(read).toEqual(['first', 'second', 'third']);
      const beyond = Promise.resolve(its.provider.attachment?.(stored.id, noSignal, contents.length));
      expect(await failureOf(beyond)).toMatchObject({ reason: 'notFound', field: 'attachment' });
    });

    it('stops when it is cancelled', async () => {
      await using its = await open();
      for (const call of await everyCall(its, its.provider, AbortSignal.abort()))
        expect(await failureOf(call())).toMatchObject({ reason: 'cancelled' });
    });

    it('stamps a note with the chosen time, and never later than now', async () => {
      await using its = await open();
      const { note } = await entry(its);
      const now = Date.parse(its.provider.stamp(note));
      expect(now).toBeLessThanOrEqual(Date.now());
      expect(now).toBeGreaterThan(Date.now() - 60_000);
      const future = new Date(Date.now() + 86_400_000).toISOString();
      expect(Date.parse(its.provider.stamp({ ...note, occurredAt: future }))).toBeLessThanOrEqual(Date.now());
      const past = anHourAgo();
      if (its.kind.capabilities.backDating)
        expect(its.provider.stamp({ ...note, occurredAt: past })).toBe(past);
    });
  });
}
