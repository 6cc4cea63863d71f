import { describe, expect, it } from 'vitest';
import { demoKeys } from '../sandbox/demo.ts';
import { activeplatform } from './cases.ts';
import { failureOf, noSignal } from './contractCase.ts';
import { wholeOf } from './reading.contract.ts';

const platform = activeplatform('quoted');

/** The demo's note with a file. */
const withFile = '2';

const noteWith = (attachment: object) =>
  JSON.stringify({ data: { id: withFile, attributes: { content: 'x', attachment } } });

describe('an attachment of ActivePlatform', () => {
  it('is requested without the token or other headers of ours, from an address that is new each time', async () => {
    await using its = await platform();
    const { storageRequests, requests } = its.service.sandbox;
    for (const time of [1, 2]) {
      const read = await its.provider.attachment?.(withFile, noSignal);
      expect((await wholeOf(read?.bytes ?? expect.fail())).toString()).toBe('Order form, signed.\n');
      expect(requests.filter(({ url }) => url.endsWith(`/notes/${withFile}`))).toHaveLength(time);
    }
    for (const { headers, url } of storageRequests) {
      expect(JSON.stringify(headers)).not.toContain(demoKeys.activeplatform);
      for (const name of ['x-api-token', 'authorization', 'cookie', 'content-type', 'referer', 'origin'])
        expect(headers).not.toHaveProperty(name);
      expect(headers.accept).not.toContain('vnd.api+json');
      // The address is a secret.
      expect(its.lines.join('\n')).not.toContain(new URL(url, 'http://x').searchParams.get('hash'));
      expect(its.lines.join('\n')).not.toContain('/private/uploads');
    }
    expect(storageRequests).toHaveLength(2);
  });

  it.each([
    ['over plain http', 'http://storage.example/private/x?hash=secret'],
    ['with a password', 'https://a:b@storage.example/private/x?hash=secret'],
    ['of a file', 'file:///etc/passwd?hash=secret'],
    ['that is none', 'storage/x?hash=secret'],
    ['that is empty', ''],
    ['that is missing', undefined],
    ['that is a number', 7],
  ])('is not read from an address %s', async (_, url) => {
    await using its = await platform();
    its.service.injectFault({ kind: 'answer', status: 200, body: noteWith({ name: 'a', size: 1, url }) });
    const failure = await failureOf(Promise.resolve(its.provider.attachment?.(withFile, noSignal)));
    expect(failure).toMatchObject({ reason: 'unreadable', field: 'attachment' });
    expect(`${String(failure.stack)} ${String(failure.detail)} ${its.lines.join()}`).not.toContain('secret');
  });

  it.each([
    ['an address that has expired', (at: URL) => at.searchParams.set('expires', '1'), 'forbidden'],
    ['a file that is gone', (at: URL) => (at.pathname = '/private/x'), 'notFound'],
  ])('fails with a message for %s', async (_, spoil, reason) => {
    await using its = await platform();
    const { storageUrl } = its.service.sandbox;
    const url = new URL(
      `${storageUrl}/private/uploads/note/attachment/2/order-form?expires=9999999999&hash=secret1`,
    );
    spoil(url);
    its.service.injectFault({
      kind: 'answer',
      status: 200,
      body: noteWith({ name: 'a', size: 1, url: url.href }),
    });
    const failure = await failureOf(Promise.resolve(its.provider.attachment?.(withFile, noSignal)));
    expect(failure).toMatchObject({ reason, field: 'attachment' });
    const report = `${failure.message} ${String(failure.stack)} ${String(failure.detail)} ${its.lines.join()}`;
    expect(report).not.toMatch(/secret1|private/);
  });
});
