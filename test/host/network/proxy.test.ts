import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { Failure } from '../../../src/base/failure.ts';
import { request, serve } from '../../unit/http/loopback.ts';
import { forwardProxy } from './forwardProxy.ts';
import { hostSend, httpSettings } from './support.ts';

/** Only the proxy of a test knows this name. */
const name = 'service.notelog.test';

/** Answers with what it was asked for and by whom. */
function echo() {
  return serve(({ headers, url }, response) => {
    response.end(JSON.stringify([headers.host, url, headers['proxy-authorization']]));
  });
}

/** What these tests asked a proxy for. The extension, once started, asks for its notes at port 443 at any time. */
function asked({ requests }: { readonly requests: readonly string[] }): readonly string[] {
  return requests.filter((each) => !each.endsWith(`${name}:443`));
}

describe('a proxy that asks for credentials', () => {
  it('is used where it is the only way out; the service does not see what it was given', async () => {
    await using server = await echo();
    await using proxy = await forwardProxy({ credentials: 'ann:s3cret' });
    await using _ = await httpSettings({ proxy: proxy.urlFor('ann:s3cret') });
    const answer = await hostSend()(request(`http://${name}:${server.port}/v1?a=b`));
    assert.equal(answer.body, JSON.stringify([`${name}:${server.port}`, '/v1?a=b', null]));
    assert.deepEqual(asked(proxy), [`200 ${name}:${server.port}`]);
  });

  for (const credentials of ['ann:wrong', undefined])
    it(`and is given ${credentials ?? 'none'} is not taken for a cancel; the message says what to do`, async () => {
      await using proxy = await forwardProxy({ credentials: 'ann:s3cret' });
      await using _ = await httpSettings({
        proxy: credentials ? proxy.urlFor(credentials) : proxy.url,
      });
      const post = request(`http://${name}:4010`, { method: 'POST', body: { kind: 'text', text: 'x' } });
      const error: unknown = await hostSend()(post).catch((thrown: unknown) => thrown);
      assert.ok(Failure.is(error, 'proxy'), inspect(error));
      assert.match(error.message, /^The proxy did not accept the user name and the password.*http\.proxy/);
      assert.match(error.detail ?? '', /UND_ERR_ABORTED.*: proxy answered 407$/);
      assert.doesNotMatch(inspect(error, { depth: 9 }), /wrong/);
      assert.deepEqual(asked(proxy), [`407 ${name}:4010`]);
    });
});

describe('a proxy', () => {
  it('that refuses is reported with its status', async () => {
    await using proxy = await forwardProxy({ refuses: 502 });
    await using _ = await httpSettings({ proxy: proxy.url });
    const error: unknown = await hostSend()(request(`http://${name}`)).catch((thrown: unknown) => thrown);
    assert.ok(Failure.is(error, 'proxy'), inspect(error));
    assert.match(error.message, /^The proxy did not let the connection to service\.notelog\.test through/);
    assert.match(error.detail ?? '', /: proxy answered 502$/);
  });

  it('that is absent is distinguished from a service that is absent', async () => {
    const { url, [Symbol.asyncDispose]: close } = await forwardProxy();
    await close();
    await using _ = await httpSettings({ proxy: url });
    const error: unknown = await hostSend()(request(`http://${name}`)).catch((thrown: unknown) => thrown);
    assert.ok(Failure.is(error, 'proxy'), inspect(error));
    assert.match(error.message, /^The proxy could not be reached/);
    assert.match(error.detail ?? '', /ECONNREFUSED/);
  });

  it('that does not answer can be cancelled, and that is a cancel', async () => {
    const cancel = new AbortController();
    await using proxy = await forwardProxy({ stalls: () => cancel.abort() });
    await using _ = await httpSettings({ proxy: proxy.url });
    const sent = hostSend()(request(`http://${name}`, { signal: cancel.signal }));
    await assert.rejects(sent, { reason: 'cancelled' });
  });

  it('that does not answer is waited for no longer than the first byte of an answer', async () => {
    await using proxy = await forwardProxy({ stalls: () => undefined });
    await using _ = await httpSettings({ proxy: proxy.url });
    const sent = hostSend({ firstByteMs: 200 })(request(`http://${name}`));
    await assert.rejects(sent, { reason: 'timeout', detail: 'no first byte within 200 ms' });
  });
});

describe('the setting', () => {
  it('http.noProxy exempts the host that it names, and no other', async () => {
    await using server = await echo();
    await using proxy = await forwardProxy();
    await using _ = await httpSettings({ proxy: proxy.url, noProxy: ['0.0.0.0'] });
    // An address of this machine, but not one of those that never go through a proxy anyway.
    const direct = await hostSend()(request(`http://0.0.0.0:${server.port}`));
    assert.match(direct.body, /^\["0\.0\.0\.0/);
    assert.deepEqual(asked(proxy), []);
    await hostSend()(request(`http://${name}:${server.port}`));
    assert.deepEqual(asked(proxy), [`200 ${name}:${server.port}`]);
  });

  it('http.noProxy that names other hosts leaves this one to the proxy', async () => {
    await using server = await echo();
    await using proxy = await forwardProxy();
    await using _ = await httpSettings({ proxy: proxy.url, noProxy: ['other.notelog.test'] });
    await assert.rejects(hostSend()(request(`http://0.0.0.0:${server.port}`)), { reason: 'proxy' });
    assert.deepEqual(asked(proxy), [`502 0.0.0.0:${server.port}`]);
  });

  it('http.proxySupport can turn the proxy off', async () => {
    await using server = await echo();
    await using proxy = await forwardProxy();
    await using _ = await httpSettings({
      proxy: proxy.url,
      noProxy: ['other.notelog.test'],
      proxySupport: 'off',
    });
    assert.match((await hostSend()(request(`http://0.0.0.0:${server.port}`))).body, /^\["0\.0\.0\.0/);
    await assert.rejects(hostSend()(request(`http://${name}:${server.port}`)), { reason: 'offline' });
    assert.deepEqual(asked(proxy), []);
  });
});

describe('the environment', () => {
  it('names a proxy in HTTPS_PROXY, which is used where no setting names one', async () => {
    await using server = await echo();
    const answer = await hostSend()(request(`http://environment.notelog.test:${server.port}`));
    assert.match(answer.body, /^\["environment\.notelog\.test/);
  });

  it('exempts the hosts in NO_PROXY', async () => {
    await using server = await echo();
    // The proxy lets requests through to `*.notelog.test` only, so the answer shows that it was not asked.
    assert.match((await hostSend()(request(`http://0.0.0.0:${server.port}`))).body, /^\["0\.0\.0\.0/);
  });
});
