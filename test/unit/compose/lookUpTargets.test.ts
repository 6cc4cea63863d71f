import { expect, test } from 'vitest';
import { lookUpTargets } from '../../../src/compose/lookUpTargets.ts';
import { Failure, failureReasons } from '../../../src/base/failure.ts';
import { customer, fakeService, type FakeService } from '../../support/fakeProvider.ts';
import { noSignal, stubContext } from '../../support/stubService.ts';

/** `type`: undefined asks for any. */
function lookUp(service: FakeService, typed: string, type: string | undefined) {
  const { context } = stubContext({}, () => Promise.reject(new Error('no network')));
  const open = { account: context.account, kind: service.kind, provider: service.kind.open(context) };
  return lookUpTargets(open, type, typed, noSignal);
}

test('a look-up finds one target, several or none', async () => {
  const service = fakeService();
  expect(await lookUp(service, 'Acme', 'customer')).toEqual({
    found: [customer('Acme')],
    unconfirmed: undefined,
  });
  service.find = () => Promise.resolve([customer('a'), customer('b')]);
  expect(await lookUp(service, 'x', 'customer')).toMatchObject({ found: [customer('a'), customer('b')] });
  service.find = () => Promise.resolve([]);
  expect(await lookUp(service, 'x', 'customer')).toEqual({
    found: undefined,
    message: 'CRM knows nobody by “x”. Check it and try again.',
  });
  expect(service.calls).toHaveLength(3);
});

test('only the type that is asked for is asked of the service, or each one', async () => {
  const service = fakeService();
  await lookUp(service, 'c1', 'order');
  expect(service.calls).toEqual(['here:order:c1']);
  service.find = (type, id) => Promise.resolve([{ type, id }]);
  const found = await lookUp(service, 'c1', undefined);
  expect(found).toMatchObject({
    found: [
      { type: 'customer', id: 'c1' },
      { type: 'order', id: 'c1' },
    ],
  });
  // The same target by two types is one.
  service.find = () => Promise.resolve([customer('a')]);
  expect(await lookUp(service, 'c1', undefined)).toMatchObject({ found: [customer('a')] });
});

const saysOfTarget: readonly string[] = ['notFound', 'invalid'];

test.each(failureReasons.filter((reason) => reason !== 'cancelled' && !saysOfTarget.includes(reason)))(
  '%s: an id will do without having been looked up, and nothing else',
  async (reason) => {
    const service = fakeService();
    service.find = () => Promise.reject(new Failure(reason, 'What happened.'));
    expect(await lookUp(service, 'cus_1', 'customer')).toEqual({
      found: [{ type: 'customer', id: 'cus_1' }],
      unconfirmed: 'What happened.',
    });
    expect(await lookUp(service, 'a@example.com', 'customer')).toEqual({
      found: undefined,
      message: 'What happened. CRM has to look this up: paste the id itself, or try again.',
    });
  },
);

test.each(['notFound', 'invalid'] as const)('%s says of the target that it will not do', async (reason) => {
  const service = fakeService();
  service.find = () => Promise.reject(new Failure(reason, 'What happened.'));
  expect(await lookUp(service, 'cus_1', 'customer')).toEqual({ found: undefined, message: 'What happened.' });
});

test('whom one type finds counts more than that another could not be asked', async () => {
  const service = fakeService();
  service.find = (type, id) =>
    type === 'order'
      ? Promise.reject(new Failure('offline', 'No network.'))
      : Promise.resolve([{ type, id }]);
  expect(await lookUp(service, 'c1', undefined)).toMatchObject({ found: [{ type: 'customer', id: 'c1' }] });
});

test('a cancellation and a bug are left to the caller', async () => {
  const service = fakeService();
  service.find = () => Promise.reject(new Failure('cancelled', 'Cancelled.'));
  await expect(lookUp(service, 'x', 'customer')).rejects.toMatchObject({ reason: 'cancelled' });
  service.find = () => Promise.reject(new TypeError('x'));
  await expect(lookUp(service, 'x', 'customer')).rejects.toThrow(TypeError);
});
