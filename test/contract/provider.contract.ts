import { describe, expect, it } from 'vitest';
import { Failure } from '../../src/base/failure.ts';
import type { FieldName } from '../../src/model/fields.ts';
import type { Note, StoredNote, Target } from '../../src/model/note.ts';
import type { Capabilities } from '../../src/model/capabilities.ts';
import type { OutgoingNote } from '../../src/providers/outgoingNote.ts';
import type { Provider, ProviderKind } from '../../src/providers/provider.ts';
import type { Fault } from '../sandbox/faults.ts';
import type { ReceivedRequest } from '../sandbox/received.ts';

/** A provider with something behind it, made for one test and gone after it. */
export interface ContractCase extends AsyncDisposable {
  readonly kind: ProviderKind;
  /** Of this account. */
  readonly capabilities: Capabilities;
  readonly provider: Provider;
  /** What a person types for a target that exists, and that target. */
  readonly validTarget: { readonly type: string; readonly typed: string; readonly target: Target };
  /** What cannot be a target at all. */
  readonly invalidTarget: { readonly type: string; readonly typed: string };
  /** An author that the service takes; '' where none can be named. */
  readonly author: string;
  /** Writes a file, and gives its absolute path. */
  writeFile(bytes: Uint8Array): Promise<string>;
  /** The bytes of a note's attachment, as they were stored. */
  attachmentOf(note: StoredNote): Promise<Uint8Array | undefined>;
  /** Everything that was logged. */
  readonly lines: readonly string[];
  /** Undefined where there is no network. */
  readonly service: RemoteCase | undefined;
}

/** What the contract needs of a service to see it fail. */
export interface RemoteCase {
  readonly key: string;
  /** A key that may read and not write. */
  readonly readOnlyKey: string;
  /** The same account with another key, or none. */
  withKey(key: string | undefined): Provider;
  /** A target of the right form that the service does not have. */
  readonly missingTarget: { readonly type: string; readonly typed: string; readonly target: Target };
  /** A body of the service's own kind with status 422, and the field that it is about. */
  readonly refusal: { readonly body: string; readonly field: FieldName; readonly words: string };
  injectFault(fault: Fault): void;
  /** From then on nobody listens. */
  stop(): Promise<void>;
  /** What the service received, oldest first. */
  readonly requests: readonly Pick<ReceivedRequest, 'method' | 'url'>[];
  /** How many notes the service holds. */
  noteCount(): number;
}

/** A provider with a service behind it. */
export type ServiceCase = ContractCase & { readonly service: RemoteCase };

/** For calls that nobody cancels. */
export const noSignal = new AbortController().signal;

/** The contract of `src/providers/provider.ts`, for whatever fulfils it. */
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
    });

    it('refuses what can be no target', async () => {
      await using its = await open();
      const { type, typed } = its.invalidTarget;
      const failure = await failureOf(its.provider.findTargets(type, typed, noSignal));
      expect(failure).toMatchObject({ reason: 'invalid', field: 'target' });
      expect(its.provider.targetOffline(type, typed)).toBeUndefined();
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
      const made = new Set<string>();
      for (const id of ['a', 'b', 'c'])
        made.add((await its.provider.create(await entry(its, {}, id), noSignal)).id);
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const query = {
          limit: 2,
          target: its.validTarget.target,
          ...(cursor === undefined ? {} : { cursor }),
        };
        const page = await its.provider.list(query, noSignal);
        seen.push(...page.notes.map(({ id }) => id));
        cursor = page.cursor;
      } while (cursor !== undefined && seen.length < 50);
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen).toEqual(expect.arrayContaining([...made]));
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
      if (!its.kind.capabilities.attachment) {
        expect(await failureOf(creating)).toMatchObject({ reason: 'invalid', field: 'attachment' });
        return;
      }
      const stored = await creating;
      expect(stored.attachment).toEqual({ name: 'plan.pdf', size: bytes.length });
      expect(Buffer.from((await its.attachmentOf(stored)) ?? []).equals(bytes)).toBe(true);
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

/** The same, for a provider with a service behind it: each way in which that can fail. */
export function describeService(name: string, open: () => Promise<ServiceCase>): void {
  describe(`${name}, when things go wrong:`, () => {
    it('unknown target', async () => {
      await using its = await open();
      const { type, typed, target } = its.service.missingTarget;
      const finding = await failureOf(its.provider.findTargets(type, typed, noSignal));
      expect(finding).toMatchObject({ reason: 'notFound', field: 'target' });
      const creating = await failureOf(its.provider.create(await entry(its, { target }), noSignal));
      expect(creating).toMatchObject({ reason: 'notFound', field: 'target', status: 404 });
      expect(postsTo(its)).toBe(1);
    });

    it('no key', async () => {
      await using its = await open();
      const provider = its.service.withKey(undefined);
      for (const call of await everyCall(its, provider))
        expect(await failureOf(call())).toMatchObject({ reason: 'keyMissing' });
      expect(postsTo(its)).toBe(0);
    });

    it('a key that is refused', async () => {
      await using its = await open();
      const provider = its.service.withKey('wrong-key-12345');
      for (const call of await everyCall(its, provider)) {
        const failure = await failureOf(call());
        expect(failure).toMatchObject({ reason: 'keyRefused', status: 401 });
        expectNoKey(its, 'wrong-key-12345', failure);
      }
    });

    it('a key that may not write', async () => {
      await using its = await open();
      const provider = its.service.withKey(its.service.readOnlyKey);
      const failure = await failureOf(provider.create(await entry(its), noSignal));
      expect(failure).toMatchObject({ reason: 'forbidden', status: 403 });
    });

    it('a refused field', async () => {
      await using its = await open();
      const { body, field, words } = its.service.refusal;
      const failure = await failureWith(its, { kind: 'answer', status: 422, body });
      expect(failure).toMatchObject({ reason: 'refused', status: 422, field });
      expect(failure.message).toContain(words);
    });

    it.each([
      [429, 'rateLimited'],
      [500, 'serverFault'],
      [503, 'serverFault'],
      [402, 'refused'],
      [413, 'tooLarge'],
      [302, 'unreadable'],
    ] as const)('%i', async (status, reason) => {
      await using its = await open();
      const headers = { 'retry-after': '17', location: 'https://elsewhere.test/' };
      const failure = await failureWith(its, { kind: 'answer', status, headers });
      expect(failure).toMatchObject({ reason, status, retryAfterMs: 17_000 });
      expect(postsTo(its)).toBe(1);
    });

    it('a rate limit that does not say how long', async () => {
      await using its = await open();
      const failure = await failureWith(its, { kind: 'answer', status: 429 });
      expect(failure).toMatchObject({ reason: 'rateLimited', retryAfterMs: undefined });
    });

    it.each([
      [undefined, 'unreadable'],
      [502, 'serverFault'],
      [404, 'notFound'],
    ] as const)('a web page with status %s', async (status, reason) => {
      await using its = await open();
      const failure = await failureWith(its, { kind: 'html', ...(status === undefined ? {} : { status }) });
      expect(failure).toMatchObject({ reason, status: status ?? 200 });
      expect(failure.message).not.toContain('<');
    });

    it.each([
      [{ kind: 'truncate' }, 'unreadable', 1],
      [{ kind: 'drop', at: 'afterStoring' }, 'dropped', 1],
      [{ kind: 'drop', at: 'midResponse' }, 'dropped', 1],
      [{ kind: 'drop', at: 'beforeStoring' }, 'dropped', 0],
      [{ kind: 'answer', status: 500, stored: true }, 'serverFault', 1],
    ] as const)(
      '%j: the note is sent once, and what came of it is not guessed',
      async (fault, reason, more) => {
        await using its = await open();
        const before = its.service.noteCount();
        expect(await failureWith(its, fault)).toMatchObject({ reason });
        expect([postsTo(its), its.service.noteCount()]).toEqual([1, before + more]);
      },
    );

    it.each([
      ['beforeStoring', 'absent'],
      ['afterStoring', 'found'],
    ] as const)('an answer that is lost %s: the note is %s', async (at, result) => {
      await using its = await open();
      const sent = { ...(await entry(its)), since: Date.now(), takenNoteIds: new Set<string>() };
      its.service.injectFault({ method: 'POST', kind: 'drop', at });
      await failureOf(its.provider.create(sent, noSignal));
      const duplicate = await its.provider.findDuplicate(sent, noSignal);
      expect(duplicate.result).toBe(result);
      expect(postsTo(its)).toBe(1);
    });

    it('no server listens', async () => {
      await using its = await open();
      await its.service.stop();
      for (const call of await everyCall(its, its.provider))
        expect(await failureOf(call())).toMatchObject({ reason: 'offline' });
    });

    it('cancelled while the request is under way', async () => {
      await using its = await open();
      const stop = new AbortController();
      its.service.injectFault({ method: 'POST', kind: 'delay', ms: 3_600_000 });
      const creating = failureOf(its.provider.create(await entry(its), stop.signal));
      await expect.poll(() => postsTo(its)).toBe(1);
      stop.abort();
      expect(await creating).toMatchObject({ reason: 'cancelled' });
    });
  });

  /** What a create ends in when this fault hits it. */
  async function failureWith(its: ServiceCase, fault: Fault): Promise<Failure> {
    its.service.injectFault({ method: 'POST', ...fault });
    const secret = 'what the customer said';
    const note = await entry(its, { text: { format: 'typed', value: secret } });
    const failure = await failureOf(its.provider.create(note, noSignal));
    expect(failure.message).toMatch(/[.”]$/);
    expect(failure.message).not.toMatch(/[\n\r]/);
    expectNoKey(its, its.service.key, failure);
    expect(`${failure.detail ?? ''}${its.lines.join()}`).not.toContain(secret);
    return failure;
  }
}

/** How often something was posted to the service. */
function postsTo({ service }: ServiceCase): number {
  return service.requests.filter(({ method }) => method === 'POST').length;
}

/** Each of the provider's requests, to be made one after the other. */
async function everyCall(
  its: ContractCase,
  provider: Provider,
  signal = noSignal,
): Promise<readonly (() => Promise<unknown>)[]> {
  const { type, typed, target } = its.validTarget;
  const sent = await entry(its);
  const { tasks } = provider;
  const task = { target, details: 'Call', assignee: 'ada@example.com', dueOn: '2030-01-31' };
  const change = { text: sent.note.text };
  const [listed] = its.capabilities.directory;
  return [
    () => provider.verify(signal),
    () => provider.findTargets(type, typed, signal),
    () => provider.create(sent, signal),
    () => provider.list({ limit: 5 }, signal),
    () => provider.findDuplicate({ ...sent, since: Date.now(), takenNoteIds: new Set() }, signal),
    () => provider.read('1', signal),
    ...(listed ? [async () => provider.directory?.({ type: listed.type }, signal)] : []),
    ...(provider.edit ? [async () => provider.edit?.('1', change, signal)] : []),
    ...(provider.remove ? [async () => provider.remove?.('1', signal)] : []),
    ...(provider.attachment ? [async () => provider.attachment?.('1', signal)] : []),
    ...(tasks
      ? [
          () => tasks.create(task, signal),
          () => tasks.open(target, signal),
          () => tasks.complete('1', signal),
        ]
      : []),
  ];
}

/** An entry for the known target, stamped as the outbox does it. */
export async function entry(
  its: ContractCase,
  more: Partial<Note> = {},
  id = 'first',
): Promise<OutgoingNote> {
  const note: Note = {
    kind: 'note',
    target: its.validTarget.target,
    text: { format: 'typed', value: 'A note' },
    ...more,
  };
  // The stamp is held against the service's clock, which is known once it has answered.
  await its.provider.list({ limit: 1 }, noSignal).catch(() => undefined);
  return { id: `contract-${id}`, note, stamp: its.provider.stamp(note), attachmentPath: undefined };
}

/** The Failure that a call ends in; the test fails when it ends otherwise. */
export async function failureOf(call: Promise<unknown>): Promise<Failure> {
  const ended = await call.then(
    () => 'it succeeded',
    (error: unknown) => error,
  );
  if (!Failure.is(ended)) expect.fail(`no Failure: ${String(ended)}`);
  return ended;
}

function expectNoKey(its: ContractCase, key: string, failure: Failure): void {
  const shown = `${failure.message} ${JSON.stringify(failure)} ${String(failure.stack)} ${String(failure.cause)} ${its.lines.join(' ')}`;
  for (const form of [key, Buffer.from(`${key}:`).toString('base64')]) expect(shown).not.toContain(form);
}

/** ISO 8601 with milliseconds. */
export function anHourAgo(): string {
  return new Date(Date.now() - 3_600_000).toISOString();
}

/** Hex. */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex');
}
