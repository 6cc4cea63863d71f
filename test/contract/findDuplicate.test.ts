import { describe, expect, it } from 'vitest';
import type { Note, StoredNote } from '../../src/model/note.ts';
import type { OutgoingNote, LostNote } from '../../src/providers/outgoingNote.ts';
import type { Fault } from '../sandbox/faults.ts';
import type { SandboxOptions } from '../sandbox/options.ts';
import { realClock } from '../sandbox/realClock.ts';
import { activeplatform, chartmogul, notebook, type SandboxCase } from './cases.ts';
import { entry, failureOf, noSignal, sha256, type ContractCase } from './contractCase.ts';

const minutes = 60_000;
const services: readonly (readonly [string, (options?: SandboxOptions) => Promise<SandboxCase>])[] = [
  ['chartmogul (customer_notes)', chartmogul('customer_notes')],
  ['chartmogul (notes)', chartmogul('notes')],
  ['activeplatform', activeplatform('quoted')],
];
const providers: readonly (readonly [string, () => Promise<ContractCase>])[] = [
  ...services,
  ['notebook', notebook],
];

/** The request for `outgoing`, begun just now, whose answer was lost. */
function lost(outgoing: OutgoingNote, ...others: readonly StoredNote[]): LostNote {
  return { ...outgoing, since: Date.now(), takenNoteIds: new Set(others.map(({ id }) => id)) };
}

/** Makes a note whose answer does not arrive. */
async function createLosing(
  its: SandboxCase,
  at: 'beforeStoring' | 'afterStoring',
  more: Partial<Note> = {},
) {
  const outgoing = await entry(its, more);
  const sent = lost(outgoing);
  its.service.injectFault({ method: 'POST', kind: 'drop', at });
  expect(await failureOf(its.provider.create(outgoing, noSignal))).toMatchObject({ reason: 'dropped' });
  return sent;
}

/** The sandbox's own record of when its clock is `ms` ahead of this machine's. */
const ahead = (ms: number): SandboxOptions => ({ clock: { ...realClock, now: () => Date.now() + ms } });

describe.each(services)('the time of %s', (_, open) => {
  it.each([-10 * minutes, 10 * minutes])(
    'is learned before it is needed, where it differs by %i ms',
    async (ms) => {
      await using its = await open(ahead(ms));
      const note: Note = {
        kind: 'note',
        target: its.validTarget.target,
        text: { format: 'typed', value: 'Hi' },
      };
      await its.provider.learnTime?.(noSignal);
      await its.provider.learnTime?.(noSignal);
      const behind = Date.now() + ms - Date.parse(its.provider.stamp(note));
      expect(behind).toBeGreaterThanOrEqual(0);
      expect(behind).toBeLessThan(60_000);
      expect(its.service.sandbox.requests).toHaveLength(1);
    },
  );
});

describe.each(providers)('a lost answer of %s', (_, open) => {
  it('is found, whatever the note contains', async () => {
    await using its = await open();
    const { kinds, backDating } = its.kind.capabilities;
    for (const kind of kinds)
      for (const value of ['a & b\n<b>c</b>  d ', 'שלום 😀 e\u0301', '{"x": "\\n"}']) {
        const more: Partial<Note> = {
          kind,
          text: { format: 'typed', value },
          ...(kind === 'call' ? { durationSeconds: 90 } : {}),
          ...(backDating ? { occurredAt: '2024-02-29T23:59:00.000Z' } : {}),
        };
        const outgoing = await entry(its, more, `${kind} ${value}`);
        const sent = lost(outgoing);
        const stored = await its.provider.create(outgoing, noSignal);
        const duplicate = await its.provider.findDuplicate(sent, noSignal);
        expect(duplicate).toMatchObject({ result: 'found', note: { id: stored.id, text: value, kind } });
      }
  });

  it('is found with the text of a file', async () => {
    await using its = await open();
    const outgoing = await entry(its, {
      text: { format: 'file', value: '\n  x = 1\r\n\ty', name: 'notes.txt' },
    });
    const stored = await its.provider.create(outgoing, noSignal);
    const duplicate = await its.provider.findDuplicate(lost(outgoing), noSignal);
    expect(duplicate).toMatchObject({ result: 'found', note: { id: stored.id } });
  });

  it('is absent when nothing was stored, and finally absent only where no request can be on its way', async () => {
    await using its = await open();
    await its.provider.create(await entry(its, { text: { format: 'typed', value: 'Other' } }), noSignal);
    const duplicate = await its.provider.findDuplicate(lost(await entry(its, {}, 'lost')), noSignal);
    expect(duplicate).toEqual({ result: 'absent', final: its.kind.id === 'notebook' });
  });

  it('is found beside an equal note that belongs to another entry', async () => {
    await using its = await open();
    const first = await its.provider.create(await entry(its), noSignal);
    const second = await entry(its, {}, 'second');
    expect(await its.provider.findDuplicate(lost(second, first), noSignal)).toMatchObject({
      result: 'absent',
    });
    const stored = await its.provider.create(second, noSignal);
    expect(await its.provider.findDuplicate(lost(second, first), noSignal)).toMatchObject({
      result: 'found',
      note: { id: stored.id },
    });
  });

  it('is not taken for an equal note, unless nothing distinguishes them', async () => {
    await using its = await open();
    const entries = [await entry(its), await entry(its, {}, 'second')];
    const ids: string[] = [];
    for (const each of entries) ids.push((await its.provider.create(each, noSignal)).id);
    for (const [at, each] of entries.entries()) {
      const duplicate = await its.provider.findDuplicate(lost(each), noSignal);
      if (its.kind.id !== 'activeplatform')
        expect(duplicate).toMatchObject({ result: 'found', note: { id: ids[at] } });
      else if (duplicate.result === 'cannotTell')
        expect(duplicate.candidates.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
      else expect.fail(`it is ${duplicate.result}`);
    }
  });

  it('is found with its file', async () => {
    await using its = await open();
    if (!its.kind.capabilities.attachment) return;
    const bytes = new TextEncoder().encode('a plan');
    const attachmentPath = await its.writeFile(bytes);
    const attachment = {
      name: 'plan.pdf',
      mime: 'application/pdf',
      size: bytes.length,
      sha256: await sha256(bytes),
    };
    const outgoing = { ...(await entry(its, { attachment })), attachmentPath };
    const stored = await its.provider.create(outgoing, noSignal);
    expect(await its.provider.findDuplicate(lost(outgoing), noSignal)).toMatchObject({
      result: 'found',
      note: { id: stored.id, attachment: { name: 'plan.pdf' } },
    });
  });
});

describe.each(services)('a connection to %s that was dropped', (name, open) => {
  const isChartmogul = name.startsWith('chartmogul');

  it.each([0, 10 * minutes, -10 * minutes])('is settled, the service’s clock %i ms ahead', async (ms) => {
    await using its = await open(ahead(ms));
    const stored = await createLosing(its, 'afterStoring', { text: { format: 'typed', value: 'Stored' } });
    const dropped = await createLosing(its, 'beforeStoring', { text: { format: 'typed', value: 'Dropped' } });
    const before = its.service.sandbox.requests.length;
    expect(await its.provider.findDuplicate(stored, noSignal)).toMatchObject({
      result: 'found',
      note: { text: 'Stored', target: its.validTarget.target },
    });
    expect(await its.provider.findDuplicate(dropped, noSignal)).toEqual({ result: 'absent', final: false });
    const asked = its.service.sandbox.requests.slice(before);
    // One page each, and nobody's name.
    expect(asked).toHaveLength(2);
    for (const { method, url } of asked) expect(`${method} ${url}`).toMatch(/^GET [^?]*notes\?/);
  });

  it('is settled by a provider that was opened after it', async () => {
    await using its = await open(ahead(-10 * minutes));
    const sent = await createLosing(its, 'afterStoring');
    const reopened = its.service.withKey(its.service.key);
    expect(await reopened.findDuplicate(sent, noSignal)).toMatchObject({ result: 'found' });
  });

  it('is settled on a page far back', async () => {
    await using its = await open();
    const sent = await createLosing(
      its,
      'afterStoring',
      isChartmogul ? { occurredAt: '2024-02-29T23:59:00.000Z' } : {},
    );
    bury(its, isChartmogul ? 450 : 120);
    expect(await its.provider.findDuplicate(sent, noSignal)).toMatchObject({ result: 'found' });
    its.service.sandbox.switches.noteOrder = 'oldestFirst';
    expect(await its.provider.findDuplicate(sent, noSignal)).toMatchObject({ result: 'found' });
  });

  it.each<readonly [Fault, string]>([
    [{ kind: 'answer', status: 500 }, 'serverFault'],
    [{ kind: 'answer', status: 429 }, 'rateLimited'],
    [{ kind: 'answer', status: 401 }, 'keyRefused'],
    [{ kind: 'answer', status: 404 }, 'notFound'],
    [{ kind: 'answer', status: 200, body: '{}' }, 'unreadable'],
    [{ kind: 'answer', status: 200, body: '' }, 'unreadable'],
    [{ kind: 'html' }, 'unreadable'],
    [{ kind: 'truncate' }, 'unreadable'],
    [{ kind: 'drop', at: 'midResponse' }, 'dropped'],
  ])('stays open when looking ends in %j, on the first page or the second', async (fault, reason) => {
    await using its = await open();
    const sent = await createLosing(its, 'beforeStoring');
    bury(its, 250);
    for (const path of ['notes?', isChartmogul ? 'cursor=' : 'page%5Bnumber%5D=2']) {
      its.service.injectFault({ ...fault, path });
      const looking = its.provider.findDuplicate({ ...sent, ...longAgo }, noSignal);
      expect(await failureOf(looking)).toMatchObject({ reason });
    }
    expect(its.service.sandbox.faults.left).toBe(0);
  });
});

/** Sent so long ago that the whole list has to be read. */
const longAgo = { since: 0, stamp: '2001-01-01T00:00:00.000Z' };

/** Puts `count` newer notes on top of what is there. */
function bury({ service: { sandbox } }: SandboxCase, count: number): void {
  const { chartmogul, activeplatform } = sandbox.state;
  const [last, other] = [chartmogul.notes.at(-1), activeplatform.notes.at(-1)];
  for (let at = 1; at <= count; at += 1) {
    const now = Date.now() + at;
    if (last)
      chartmogul.notes.push({
        ...last,
        owner: { type: 'customer', uuid: northwind },
        type: 'note',
        uuid: `note_${at}`,
        text: 'On top',
        createdAt: now,
      });
    if (other)
      activeplatform.notes.push({
        ...other,
        target: { type: 'subscription', id: 3056 },
        id: 10_000 + at,
        content: 'On top',
        createdAt: now,
      });
  }
}

const northwind = 'cus_7c1f0a52-5a0e-4f7e-9a53-0d2b6b6f1a01';

describe('where ChartMogul cuts milliseconds,', () => {
  const open = () => chartmogul('customer_notes')({ switches: { cutMilliseconds: true } });

  it('the second and the text identify the note', async () => {
    await using its = await open();
    const sent = await createLosing(its, 'afterStoring');
    expect(await its.provider.findDuplicate(sent, noSignal)).toMatchObject({ result: 'found' });
    const other = { ...sent, note: { ...sent.note, text: { format: 'typed', value: 'Other' } } } as const;
    expect(await its.provider.findDuplicate(other, noSignal)).toMatchObject({ result: 'absent' });
  });

  it('two equal notes at one chosen time are left to a person', async () => {
    await using its = await open();
    const more = { occurredAt: '2024-02-29T23:59:00.000Z' };
    const [first, second] = [await entry(its, more), await entry(its, more, 'second')];
    expect(first.stamp).not.toBe(second.stamp);
    await its.provider.create(first, noSignal);
    expect(await its.provider.findDuplicate(lost(second), noSignal)).toMatchObject({ result: 'cannotTell' });
  });
});

it('a match by the second does not count once ChartMogul has kept milliseconds', async () => {
  await using its = await chartmogul('customer_notes')();
  const sent = { ...lost(await entry(its)), stamp: '2024-02-29T23:59:58.250Z' };
  const { sandbox } = its.service;
  const [any] = sandbox.state.chartmogul.notes;
  if (!any) return expect.fail('no notes');
  sandbox.state.chartmogul.notes.push({
    ...any,
    uuid: 'note_on_the_second',
    owner: { type: 'customer', uuid: northwind },
    type: 'note',
    text: sent.note.text.value,
    createdAt: Date.parse('2024-02-29T23:59:58.000Z'),
  });
  expect(await its.provider.findDuplicate(sent, noSignal)).toMatchObject({ result: 'found' });
  const taught = { ...(await entry(its, {}, 'teaches')), stamp: '2024-02-01T00:00:00.125Z' };
  await its.provider.create(taught, noSignal);
  expect(await its.provider.findDuplicate(sent, noSignal)).toMatchObject({ result: 'absent' });
});

it('an edited ChartMogul note at the very millisecond is left to a person', async () => {
  await using its = await chartmogul('customer_notes')();
  const sent = await createLosing(its, 'afterStoring');
  const note = its.service.sandbox.state.chartmogul.notes.at(-1);
  if (!note) return expect.fail('no notes');
  note.text = 'Edited meanwhile';
  expect(await its.provider.findDuplicate(sent, noSignal)).toMatchObject({
    result: 'cannotTell',
    candidates: [{ text: 'Edited meanwhile' }],
  });
});

describe('ActivePlatform,', () => {
  const open = activeplatform('quoted');

  it('leaves an equal note of another author to a person, once the key’s author is known', async () => {
    await using its = await open();
    const sent = await createLosing(its, 'afterStoring');
    const { notes } = its.service.sandbox.state.activeplatform;
    const own = notes.pop();
    if (!own) return expect.fail('no notes');
    notes.push({ ...own, creator: 'Somebody Else' });
    expect(await its.provider.findDuplicate(sent, noSignal)).toMatchObject({ result: 'found' });
    const other = await entry(its, { text: { format: 'typed', value: 'Other' } });
    await its.provider.create(other, noSignal);
    expect(await its.provider.findDuplicate(sent, noSignal)).toMatchObject({ result: 'cannotTell' });
    notes.push({ ...own, id: own.id + 10 });
    expect(await its.provider.findDuplicate(sent, noSignal)).toMatchObject({
      result: 'found',
      note: { id: String(own.id + 10) },
    });
  });

  it('does not confuse the notes of an account and of its subscription', async () => {
    await using its = await open({ switches: { accountFilterFindsAll: true } });
    const account = await entry(its, { target: { type: 'account', id: '29' } });
    const subscription = await entry(its);
    await its.provider.create(subscription, noSignal);
    expect(await its.provider.findDuplicate(lost(account), noSignal)).toMatchObject({ result: 'absent' });
    const stored = await its.provider.create(account, noSignal);
    expect(await its.provider.findDuplicate(lost(account), noSignal)).toMatchObject({
      result: 'found',
      note: { id: stored.id },
    });
  });

  it('does not take a much older equal note for the lost one', async () => {
    await using its = await open();
    await its.provider.create(await entry(its), noSignal);
    const stamp = new Date(Date.now() + 15 * minutes).toISOString();
    const sent = { ...lost(await entry(its, {}, 'second')), stamp };
    expect(await its.provider.findDuplicate(sent, noSignal)).toMatchObject({ result: 'absent' });
  });
});
