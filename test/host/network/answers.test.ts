import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { piecesOf } from '../../support/piecesOf.ts';
import { request, serve, serveRaw } from '../../unit/http/loopback.ts';
import { hostSend } from './support.ts';

const withKey = { authorize: () => Promise.resolve({ authorization: 'Basic a2V5Og==' }) };
const text = { kind: 'text', text: 'a note' } as const;

describe('an answer', () => {
  it('may come as HTTP/1.0, ended by the end of the connection', async () => {
    await using server = await serveRaw((socket) =>
      socket.end('HTTP/1.0 201 Created\r\nX-Thing: yes\r\n\r\nold'),
    );
    const answer = await hostSend()(request(server.url, { method: 'POST', body: text }));
    assert.deepEqual(answer, { status: 201, headers: { 'x-thing': 'yes' }, body: 'old' });
  });

  it('may come in chunks', async () => {
    await using server = await serve((_, response) => {
      response.write('one ');
      response.end('two');
    });
    assert.equal((await hostSend()(request(server.url))).body, 'one two');
  });

  it('may be compressed, in chunks too', async () => {
    await using server = await serve((_, response) => {
      const bytes = gzipSync('plain text');
      response.setHeader('content-encoding', 'gzip').write(bytes.subarray(0, 9));
      response.end(bytes.subarray(9));
    });
    const { body, headers } = await hostSend()(request(server.url));
    assert.equal(body, 'plain text');
    assert.equal(headers['content-encoding'], undefined);
  });

  it('that never ends is cut off at the cap, and the connection with it', async () => {
    const closed = Promise.withResolvers<undefined>();
    await using server = await serve((_, response) => {
      response.on('close', () => closed.resolve(undefined));
      const more = () => response.write('x'.repeat(16_384), more);
      more();
    });
    const sent = hostSend({ longestBody: 100_000 })(request(server.url));
    await assert.rejects(sent, { reason: 'unreadable', detail: 'more than 100000 bytes' });
    await closed.promise;
  });

  it('that never ends and is compressed is cut off when its decompressed bytes reach the cap', async () => {
    await using server = await serve((_, response) => {
      response.setHeader('content-encoding', 'gzip').end(gzipSync(Buffer.alloc(10_000_000)));
    });
    const sent = hostSend({ longestBody: 100_000 })(request(server.url));
    await assert.rejects(sent, { reason: 'unreadable' });
  });
});

describe('a redirect', () => {
  for (const status of [301, 302, 303, 307, 308])
    for (const method of ['GET', 'POST'] as const)
      it(`with ${status} is not followed by a ${method}; no key goes elsewhere`, async () => {
        const requests: unknown[] = [];
        await using other = await serve((incoming, response) => {
          requests.push(`other ${incoming.url ?? ''}`);
          response.end();
        });
        await using server = await serve((incoming, response) => {
          requests.push(incoming.url);
          response.writeHead(status, { location: other.url }).end();
        });
        const body = method === 'POST' ? { body: text } : {};
        const answer = await hostSend()(request(server.url, { method, ...withKey, ...body }));
        assert.deepEqual([answer.status, answer.headers['location']], [status, other.url]);
        assert.deepEqual(requests, ['/']);
      });

  it('of a file is a failure, and the file is not sent again', async () => {
    const requests: unknown[] = [];
    await using server = await serve((incoming, response) => {
      requests.push(incoming.url);
      incoming.resume().on('end', () => response.writeHead(307, { location: '/elsewhere' }).end());
    });
    const body = { kind: 'stream', length: 1000, open: () => piecesOf(Buffer.alloc(1000)) } as const;
    const sent = hostSend()(request(server.url, { method: 'POST', ...withKey, body }));
    await assert.rejects(sent, { reason: 'unreadable', message: /redirect, which is never followed/ });
    assert.deepEqual(requests, ['/']);
  });
});
