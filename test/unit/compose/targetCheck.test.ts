import { expect, test } from 'vitest';
import { checkTarget } from '../../../src/compose/targetCheck.ts';
import { Failure, failureReasons } from '../../../src/base/failure.ts';
import { customer, fakeService, type FakeService } from '../../support/fakeProvider.ts';
import { noSignal, stubContext } from '../../support/stubService.ts';

function check(service: FakeService, typed: string) {
  const { context } = stubContext({}, () => Promise.reject(new Error('no network')));
  const open = { account: context.account, kind: service.kind, provider: service.kind.open(context) };
  return checkTarget(open, 'customer', typed, noSignal);
}

test('the check finds one target, several or none, and asks nothing for an empty field', async () => {
  const service = fakeService();
  expect(await check(service, 'Acme')).toEqual({ state: 'checked', target: customer('Acme') });
  service.find = () => Promise.resolve([customer('a'), customer('b')]);
  expect(await check(service, 'x')).toEqual({ state: 'choose', targets: [customer('a'), customer('b')] });
  service.find = () => Promise.resolve([]);
  expect(await check(service, 'x')).toMatchObject({
    state: 'failed',
    message: expect.stringContaining('x') as string,
  });
  expect(await check(service, '  ')).toEqual({ state: 'none' });
  expect(service.calls).toHaveLength(3);
});

const unanswered = new Set<string>([
  'offline',
  'tls',
  'proxy',
  'timeout',
  'dropped',
  'notServed',
  'rateLimited',
  'serverFault',
  'unreadable',
]);

test.each(failureReasons.filter((reason) => reason !== 'cancelled'))(
  '%s: whether the id will do without having been looked up',
  async (reason) => {
    const service = fakeService();
    service.find = () => Promise.reject(new Failure(reason, 'What happened.'));
    const id = await check(service, 'cus_1');
    const email = await check(service, 'a@example.com');
    if (unanswered.has(reason)) {
      const target = { type: 'customer', id: 'cus_1' };
      expect(id).toEqual({ state: 'notChecked', target, message: 'What happened.' });
      expect(email).toMatchObject({
        state: 'failed',
        message: expect.stringMatching(/^What happened\. CRM has to look this up/) as string,
      });
    } else expect([id, email]).toEqual(Array(2).fill({ state: 'failed', message: 'What happened.' }));
  },
);

test('a cancellation and a bug are left to the caller', async () => {
  const service = fakeService();
  service.find = () => Promise.reject(new Failure('cancelled', 'Cancelled.'));
  await expect(check(service, 'x')).rejects.toMatchObject({ reason: 'cancelled' });
  service.find = () => Promise.reject(new TypeError('x'));
  await expect(check(service, 'x')).rejects.toThrow(TypeError);
});
