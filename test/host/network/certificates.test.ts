import assert from 'node:assert/strict';
import { createServer } from 'node:https';
import { inspect } from 'node:util';
import { Failure } from '../../../src/base/failure.ts';
import { listening, request, serve } from '../../unit/http/loopback.ts';
import { forwardProxy } from './forwardProxy.ts';
import { hostSend, httpSettings, network } from './support.ts';

/** The certificates of the tests are for this name. */
const url = 'https://service.notelog.test/v1';

/** SSL_CERT_FILE stands for the system's store on Linux; elsewhere Node does not look at it for that. */
const onLinux = process.platform === 'linux' ? it : it.skip;

describe('a proxy that inspects connections', () => {
  onLinux('is no obstacle where the system trusts its root certificate', async () => {
    await using server = await serve((incoming, response) => response.end(incoming.headers.authorization));
    await using proxy = await forwardProxy({ inspectsWith: network().trusted, port: server.port });
    await using _ = await httpSettings({ proxy: proxy.url });
    const authorize = () => Promise.resolve({ authorization: 'Basic a2V5Og==' });
    assert.equal((await hostSend()(request(url, { authorize }))).body, 'Basic a2V5Og==');
    assert.deepEqual(proxy.requests, ['200 service.notelog.test:443']);
  });

  it('and is not trusted gets nothing; the message says what to do, and does not suggest ignoring it', async () => {
    let requests = 0;
    await using server = await serve((_, response) => {
      requests += 1;
      response.end();
    });
    await using proxy = await forwardProxy({ inspectsWith: network().untrusted, port: server.port });
    await using _ = await httpSettings({ proxy: proxy.url });
    const error: unknown = await hostSend()(request(url)).catch((thrown: unknown) => thrown);
    assert.ok(Failure.is(error, 'tls'), inspect(error));
    assert.match(error.message, /is not trusted.*install its root certificate in the system/);
    assert.doesNotMatch(error.message, /ignor|strictSSL|disabl|turn|switch|skip|anyway/i);
    assert.equal(requests, 0);
    // Reported at once: a second try would get the same certificate.
    assert.equal(proxy.requests.length, 1);
  });

  it('is not trusted even if the user turned off http.proxyStrictSSL', async () => {
    await using server = await serve((_, response) => response.end());
    await using proxy = await forwardProxy({ inspectsWith: network().untrusted, port: server.port });
    await using _ = await httpSettings({ proxy: proxy.url, proxyStrictSSL: false });
    await assert.rejects(hostSend()(request(url)), { reason: 'tls' });
  });
});

describe('a certificate', () => {
  onLinux('of the service itself is trusted by way of the system’s store, through a proxy', async () => {
    await using server = await listening(
      createServer(network().trusted, (_, response) => response.end('trusted')),
      'https',
    );
    await using proxy = await forwardProxy({ port: server.port });
    await using _ = await httpSettings({ proxy: proxy.url });
    assert.equal((await hostSend()(request(url))).body, 'trusted');
  });

  onLinux('for another host is told as such', async () => {
    await using server = await serve((_, response) => response.end());
    await using proxy = await forwardProxy({ inspectsWith: network().trusted, port: server.port });
    await using _ = await httpSettings({ proxy: proxy.url });
    const error: unknown = await hostSend()(request('https://other.notelog.test')).catch(
      (thrown: unknown) => thrown,
    );
    assert.ok(Failure.is(error, 'tls'), inspect(error));
    assert.match(error.message, /belongs to another host/);
  });
});
