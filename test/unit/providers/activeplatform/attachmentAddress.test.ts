import { expect, test } from 'vitest';
import { Failure } from '../../../../src/base/failure.ts';
import { activeplatform } from '../../../../src/providers/activeplatform/activeplatform.ts';
import { answer, noSignal, stubContext } from '../../../support/stubService.ts';

/** Whether an account whose installation is at `baseUrl` requests a file at `url`. */
async function isAsked(baseUrl: string, url: string | null | undefined): Promise<boolean> {
  const asked: string[] = [];
  const attributes = { content: 'x', attachment: { name: 'a', size: 1, url } };
  const { context } = stubContext(
    { baseUrl, resellerId: '1' },
    () => answer(200, { data: { id: '2', type: 'notes', attributes } }),
    {
      download: (address) => {
        asked.push(address.href);
        return Promise.reject(new Failure('notFound', 'The file is gone.', { field: 'attachment' }));
      },
    },
  );
  const read = Promise.resolve(activeplatform.open(context).attachment?.('2', noSignal));
  const failure: unknown = await read.catch((error: unknown) => error);
  expect(failure).toMatchObject({
    reason: asked.length > 0 ? 'notFound' : 'unreadable',
    field: 'attachment',
  });
  return asked.length > 0;
}

const cloud = 'https://crm.example.com';
const office = 'https://crm.office.lan';
const sandbox = 'http://127.0.0.1:99';

test.each([
  'https://localhost/a',
  'https://localhost./a',
  'https://app.localhost/a',
  'https://0.0.0.0/a',
  'https://0/a',
  'https://127.1/a',
  'https://2130706433/a',
  'https://0177.0.0.1/a',
  'https://[::]/a',
  'https://[::1]/a',
  'https://[::ffff:127.0.0.1]/a',
  'https://169.254.169.254/latest/meta-data',
  'https://[fe80::1]/a',
  'https://10.0.0.1/a',
  'https://172.16.0.1/a',
  'https://192.168.0.1/a',
  'https://[fd00::1]/a',
  'https://router/a',
  'https://nas.local/a',
  'http://127.0.0.1/a',
  'http://storage.example.com/a',
  'blob:https://storage.example.com/a',
  'blob:http://127.0.0.1/a',
  'data:text/plain,a',
  'ftp://storage.example.com/a',
  'wss://storage.example.com/a',
])('a service on the internet cannot make the editor ask %s for a file', async (url) => {
  expect(await isAsked(cloud, url)).toBe(false);
});

test.each(['', 'a', null, undefined])('a file whose address is %j is not asked for', async (url) => {
  expect(await isAsked(cloud, url)).toBe(false);
});

test('of a note that cannot be read no file is asked for', async () => {
  const { context } = stubContext({ baseUrl: cloud, resellerId: '1' }, () =>
    answer(200, { data: { id: '2', type: 'notes', attributes: 'none' } }),
  );
  const read = Promise.resolve(activeplatform.open(context).attachment?.('2', noSignal));
  await expect(read).rejects.toMatchObject({ reason: 'unreadable', field: 'attachment' });
});

test.each([
  [cloud, 'https://storage.example.net/a'],
  [cloud, 'https://storage.example.net./a'],
  [cloud, 'https://8.8.8.8/a'],
  [office, 'https://storage.example.net/a'],
  [office, 'https://10.0.0.1/a'],
  [office, 'https://nas/a'],
  ['https://169.254.1.1', 'https://169.254.1.1:8443/a'],
  [sandbox, 'http://127.0.0.1:1/a'],
  [sandbox, 'https://localhost/a'],
])('an account at %s may request a file at %s', async (baseUrl, url) => {
  expect(await isAsked(baseUrl, url)).toBe(true);
});

test.each([
  [office, 'https://localhost/a'],
  [office, 'https://169.254.169.254/a'],
  [sandbox, 'https://10.0.0.1/a'],
  [sandbox, 'https://169.254.169.254/a'],
  ['https://169.254.1.1', 'https://169.254.169.254/a'],
])('an account at %s may not request a file at %s', async (baseUrl, url) => {
  expect(await isAsked(baseUrl, url)).toBe(false);
});
