import { describe, expect, it } from 'vitest';
import { Failure } from '../../src/base/failure.ts';
import type { Fault } from '../sandbox/faults.ts';
import {
  type ContractCase,
  entry,
  everyCall,
  failureOf,
  noSignal,
  type ServiceCase,
} from './contractCase.ts';

/** The contract of a provider with a service behind it: what it does for each way in which the service can fail. */
export function describeService(name: string, open: () => Promise<ServiceCase>): void {
  describe(`${name}, when things go wrong:`, () => {
    it('unknown target', async () => {
      await using its = await open();
      const { type, typed, target } = its.service.missingTarget;
      const failure = await failureOf(its.provider.findTargets(type, typed, noSignal));
      expect(failure).toMatchObject({ reason: 'notFound', field: 'target' });
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
      [404, 'notServed'],
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
    ] as const)('%j: the note is sent once, and its result is not guessed', async (fault, reason, more) => {
      await using its = await open();
      const before = its.service.noteCount();
      expect(await failureWith(its, fault)).toMatchObject({ reason });
      expect([postsTo(its), its.service.noteCount()]).toEqual([1, before + more]);
    });

    it.each([
      ['beforeStoring', 'absent', { final: false, list: { readAt: expect.any(Number) as number } }],
      ['afterStoring', 'found', {}],
    ] as const)('an answer that is lost %s: the note is %s', async (at, result, facts) => {
      await using its = await open();
      const lost = { ...(await entry(its)), since: Date.now(), takenNoteIds: new Set<string>() };
      its.service.injectFault({ method: 'POST', kind: 'drop', at });
      await failureOf(its.provider.create(lost, noSignal));
      const duplicate = await its.provider.findDuplicate(lost, noSignal);
      expect(duplicate).toMatchObject({ result, ...facts });
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

  /** The failure of a create that this fault hits. */
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

function expectNoKey(its: ContractCase, key: string, failure: Failure): void {
  const text = `${failure.message} ${JSON.stringify(failure)} ${String(failure.stack)} ${String(failure.cause)} ${its.lines.join(' ')}`;
  for (const form of [key, Buffer.from(`${key}:`).toString('base64')]) expect(text).not.toContain(form);
}
