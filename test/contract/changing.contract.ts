import { describe, expect, it } from 'vitest';
import type { NoteChange } from '../../src/model/change.ts';
import type { Target } from '../../src/model/note.ts';
import { anHourAgo, entry, failureOf, noSignal, type ContractCase } from './contractCase.ts';

/** A target of this type: the known one, or the first in the service's list. */
async function targetOfType({ provider, validTarget }: ContractCase, type: string): Promise<Target> {
  if (type === validTarget.type) return validTarget.target;
  const page = await provider.directory?.({ type }, noSignal);
  return page?.entries[0]?.target ?? expect.fail(`there is no ${type}`);
}

/** What the contract says of editing and deleting notes, and of follow-ups. */
export function describeChanging(name: string, open: () => Promise<ContractCase>): void {
  describe(`${name}, changing:`, () => {
    const text = { format: 'typed', value: 'Changed <b>&\ntwice' } as const;

    it('changes each part of a note alone, and nothing else', async () => {
      await using its = await open();
      const { provider } = its;
      if (provider.edit === undefined) return;
      const kind = its.capabilities.kinds.includes('call') ? 'call' : 'note';
      const { id } = await its.provider.create(await entry(its, { kind, durationSeconds: 90 }), noSignal);
      const occurredAt = anHourAgo();
      const changes: [NoteChange, object][] = [
        [{ text }, { text: text.value }],
        [{ author: its.author }, { author: expect.not.stringMatching(/Ada Okafor \(/) as unknown }],
        [{ durationSeconds: 125 }, { durationSeconds: 125 }],
        [{ occurredAt }, { createdAt: new Date(occurredAt) }],
      ];
      for (const [change, expected] of changes) {
        const before = await its.provider.read(id, noSignal);
        const after = await provider.edit(id, change, noSignal);
        expect(after).toMatchObject(expected);
        const named = Object.keys(expected);
        // Apart from what was changed, and what follows from it, nothing may differ.
        const rest = (note: object) =>
          Object.fromEntries(
            Object.entries(note).filter(
              ([key]) => ![...named, 'updatedAt', 'html', 'source', 'authorEmail'].includes(key),
            ),
          );
        expect(rest(after)).toEqual(rest(before));
        expect(after.updatedAt?.getTime() ?? Infinity).toBeGreaterThanOrEqual(
          before.updatedAt?.getTime() ?? 0,
        );
        expect(await its.provider.read(id, noSignal)).toEqual(after);
      }
    });

    it('stores the changed text of a stored note as it is handed in, or as it was typed', async () => {
      await using its = await open();
      const { provider } = its;
      if (provider.edit === undefined) return;
      const { id } = await provider.create(await entry(its, {}), noSignal);
      const stored = {
        format: 'stored',
        value: 'One & two',
        source: '<P class=x>One &amp; <u>two</u>\n',
      } as const;
      const after = await provider.edit(id, { text: stored }, noSignal);
      const isHtml = after.html !== undefined;
      expect(isHtml ? after.html : after.text).toBe(isHtml ? stored.source : stored.value);
      expect((await provider.read(id, noSignal)).html).toBe(after.html);
    });

    it('does no harm when repeated, or when it changes nothing', async () => {
      await using its = await open();
      const { provider } = its;
      if (provider.edit === undefined) return;
      const note = await its.provider.create(await entry(its), noSignal);
      expect((await provider.edit(note.id, {}, noSignal)).text).toBe(note.text);
      const once = await provider.edit(note.id, { text }, noSignal);
      const twice = await provider.edit(note.id, { text }, noSignal);
      expect({ ...twice, updatedAt: undefined }).toEqual({ ...once, updatedAt: undefined });
      const { notes } = await its.provider.list({ limit: 50, target: its.validTarget.target }, noSignal);
      expect(notes.filter(({ id }) => id === note.id)).toHaveLength(1);
    });

    it('a deleted note cannot be changed, and deleting it again succeeds', async () => {
      await using its = await open();
      const { provider } = its;
      if (provider.remove === undefined) return;
      const other = await its.provider.create(await entry(its, {}, 'kept'), noSignal);
      const note = await its.provider.create(await entry(its), noSignal);
      await provider.remove(note.id, noSignal);
      await provider.remove(note.id, noSignal);
      expect(await failureOf(its.provider.read(note.id, noSignal))).toMatchObject({ reason: 'notFound' });
      const editing = provider.edit?.(note.id, { text }, noSignal) ?? provider.read(note.id, noSignal);
      expect(await failureOf(editing)).toMatchObject({ reason: 'notFound' });
      const { notes } = await its.provider.list({ limit: 50 }, noSignal);
      const ids = notes.map(({ id }) => id);
      expect(ids).toContain(other.id);
      expect(ids).not.toContain(note.id);
    });

    it.each(['..', '', '.', 'a/b', '?x'])('touches nothing with the id %j', async (id) => {
      await using its = await open();
      const note = await its.provider.create(await entry(its), noSignal);
      const { provider } = its;
      if (provider.edit !== undefined) await failureOf(provider.edit(id, { text }, noSignal));
      await provider.remove?.(id, noSignal).catch(() => undefined);
      expect((await its.provider.read(note.id, noSignal)).text).toBe(note.text);
      const changing = its.service?.requests.filter(({ method }) => !['GET', 'POST'].includes(method));
      expect(changing ?? []).toEqual([]);
    });

    it('keeps follow-ups of each type of target, the earliest due first, until they are done', async () => {
      await using its = await open();
      const { tasks } = its.provider;
      if (tasks === undefined) return;
      const assignee = its.author;
      for (const { type } of its.capabilities.targets) {
        const target = await targetOfType(its, type);
        for (const dueOn of ['2031-03-01', '2030-12-31', '2031-01-01']) {
          const note = await tasks.create({ target, details: `By ${dueOn}`, assignee, dueOn }, noSignal);
          expect(note).toMatchObject({
            target,
            details: `By ${dueOn}`,
            assignee,
            dueOn,
            completedAt: undefined,
          });
        }
        const waiting = await tasks.open(target, noSignal);
        expect(waiting.map(({ dueOn }) => dueOn)).toEqual(['2030-12-31', '2031-01-01', '2031-03-01']);
        const [first] = waiting;
        await tasks.complete(first?.id ?? '', noSignal);
        await tasks.complete(first?.id ?? '', noSignal);
        expect((await tasks.open(target, noSignal)).map(({ id }) => id)).not.toContain(first?.id);
      }
      expect(await failureOf(tasks.complete('..', noSignal))).toMatchObject({ reason: 'notFound' });
    });

    it('lists the follow-ups of all targets at once, each with its target, and of one assignee', async () => {
      await using its = await open();
      const { tasks } = its.provider;
      if (tasks === undefined) return;
      const assignee = its.author;
      const others: string[] = [];
      for (const [at, { type }] of its.capabilities.targets.entries()) {
        const target = await targetOfType(its, type);
        const task = { target, details: type, assignee, dueOn: `2030-01-0${9 - at}` };
        await tasks.create(task, noSignal);
        others.unshift(type);
      }
      const { tasks: listed, isWhole } = await tasks.list({}, noSignal);
      expect([listed.map(({ details }) => details), isWhole]).toEqual([others, true]);
      expect(listed.map(({ target }) => target.type)).toEqual(others);
      const named = await tasks.addNames(listed, noSignal);
      for (const { target } of named) expect(target).toEqual(await targetOfType(its, target.type));
      expect((await tasks.list({ assignee }, noSignal)).tasks).toEqual(listed);
      expect((await tasks.list({ assignee: 'nobody@example.com' }, noSignal)).tasks).toEqual([]);
    });

    it.each([
      ['details', { details: 'x'.repeat(256) }],
      ['no details', { details: ' ' }],
      ['an assignee', { assignee: 'Ada' }],
      ['a day', { dueOn: '2030-02-30' }],
      ['an instant', { dueOn: '2030-02-20T00:00:00Z' }],
      ['an order', { target: { type: 'order', id: '1' } }],
    ])('refuses a follow-up with %s, which the service would refuse', async (_, more) => {
      await using its = await open();
      const { tasks } = its.provider;
      if (tasks === undefined) return;
      const task = {
        target: its.validTarget.target,
        details: 'x',
        assignee: its.author,
        dueOn: '2030-01-31',
        ...more,
      };
      expect(await failureOf(tasks.create(task, noSignal))).toMatchObject({ reason: 'invalid' });
      expect(its.service?.requests.filter(({ method }) => method === 'POST') ?? []).toEqual([]);
    });
  });
}
