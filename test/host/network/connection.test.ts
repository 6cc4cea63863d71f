import assert from 'node:assert/strict';
import net from 'node:net';
import { Failure } from '../../../src/base/failure.ts';
import { listening, request, serveRaw, type Loopback } from '../../unit/http/loopback.ts';
import { hostSend } from './support.ts';

/** How far a service gets before something happens to the connection. */
const stages = [
  ['after the request', ''],
  ['in the headers', 'HTTP/1.1 200 OK\r\nContent-Le'],
  ['after the headers', 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n'],
  ['in the body', 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf'],
  ['in a chunked body', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf'],
] as const;
const headAt = 2;

const post = { method: 'POST', body: { kind: 'text', text: 'a note' } } as const;

/** Accepts connections and reads nothing of them. */
function serveDeaf(accepted: (socket: net.Socket) => void): Promise<Loopback> {
  return listening(net.createServer({ pauseOnConnect: true }, accepted), 'http');
}

/** A file of gigabytes, whose bytes are made when they are read. */
function endlessFile() {
  const piece = Buffer.alloc(65_536);
  const closed = Promise.withResolvers<undefined>();
  const open = async function* () {
    try {
      for (;;) yield await Promise.resolve(piece);
    } finally {
      closed.resolve(undefined);
    }
  };
  return { closed: closed.promise, body: { kind: 'stream', length: 2 ** 32, open } as const };
}

describe('a connection that is reset', () => {
  it('before the request was read is reported as a dropped connection', async () => {
    await using server = await serveDeaf((socket) => socket.resetAndDestroy());
    // Some systems report the reset while still connecting: then nothing was sent.
    await assert.rejects(hostSend()(request(server.url, post)), (error) =>
      Failure.is(error, 'dropped', 'offline'),
    );
  });

  for (const [stage, start] of stages) {
    it(`${stage} may have carried a POST, which is not sent again`, async () => {
      let requests = 0;
      await using server = await serveRaw((socket) => {
        requests += 1;
        socket.write(start, () => socket.resetAndDestroy());
      });
      await assert.rejects(hostSend()(request(server.url, post)), { reason: 'dropped' });
      assert.equal(requests, 1);
    });

    it(`${stage} is made anew for a GET`, async () => {
      let requests = 0;
      await using server = await serveRaw((socket) => {
        requests += 1;
        if (requests === 1) socket.write(start, () => socket.resetAndDestroy());
        else socket.end('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nwhole');
      });
      assert.equal((await hostSend({ firstWaitMs: 1 })(request(server.url))).body, 'whole');
      assert.equal(requests, 2);
    });
  }

  it('while a file goes up ends the reading of the file', async () => {
    const { body, closed } = endlessFile();
    await using server = await serveRaw((socket) => socket.resetAndDestroy());
    await assert.rejects(hostSend()(request(server.url, { method: 'POST', body })), { reason: 'dropped' });
    await closed;
  });
});

describe('a service that stalls', () => {
  for (const [index, [stage, start]] of stages.entries())
    it(`${stage} is not waited for without end, and the connection ends`, async () => {
      const closed = Promise.withResolvers<undefined>();
      await using server = await serveRaw((socket) => {
        socket.on('close', () => closed.resolve(undefined)).write(start);
      });
      // Before the head, the time limit for the first byte ends the request; after it, the limit for the whole request.
      const [limits, detail] =
        index < headAt
          ? [{ firstByteMs: 150 }, 'no first byte within 150 ms']
          : [{ timeoutMs: 150 }, 'no whole answer within 150 ms'];
      await assert.rejects(hostSend(limits)(request(server.url, post)), { reason: 'timeout', detail });
      await closed.promise;
    });

  it('before it takes the request is not waited for without end', async () => {
    await using server = await serveDeaf(() => undefined);
    const sent = hostSend({ firstByteMs: 150 })(request(server.url, post));
    await assert.rejects(sent, { reason: 'timeout' });
  });

  it('while a file goes up is given as long as a slow line would need, and no longer', async () => {
    const { body, closed } = endlessFile();
    await using server = await serveDeaf(() => undefined);
    const limits = { firstByteMs: 0, slowestUpload: body.length / 0.2 };
    const sent = hostSend(limits)(request(server.url, { method: 'POST', body }));
    await assert.rejects(sent, { reason: 'timeout', detail: 'no first byte within 200 ms' });
    await closed;
  });

  it('is not given up while its answer arrives slowly', async () => {
    await using server = await serveRaw((socket) => {
      const letters = 'slow but whole'.match(/./g) ?? [];
      socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${letters.length}\r\n\r\n`);
      const drip = setInterval(() => {
        const letter = letters.shift();
        if (letter === undefined) clearInterval(drip);
        else socket.write(letter);
      }, 20);
      socket.on('close', () => clearInterval(drip));
    });
    const answer = await hostSend({ firstByteMs: 200 })(request(server.url));
    assert.equal(answer.body, 'slow but whole');
  });
});

describe('a cancel', () => {
  for (const [stage, start] of stages)
    it(`${stage} ends the request and its connection`, async () => {
      const cancel = new AbortController();
      const closed = Promise.withResolvers<undefined>();
      await using server = await serveRaw((socket) => {
        socket.on('close', () => closed.resolve(undefined));
        // By now the client has seen what was written.
        socket.write(start, () => setImmediate(() => cancel.abort()));
      });
      const sent = hostSend()(request(server.url, { ...post, signal: cancel.signal }));
      await assert.rejects(sent, { reason: 'cancelled' });
      await closed.promise;
    });

  it('while a file goes up ends the reading of the file', async () => {
    const cancel = new AbortController();
    const { body, closed } = endlessFile();
    await using server = await serveRaw(() => cancel.abort());
    const sent = hostSend()(request(server.url, { method: 'POST', body, signal: cancel.signal }));
    await assert.rejects(sent, { reason: 'cancelled' });
    await closed;
  });

  it('between two tries ends the wait', async () => {
    const cancel = new AbortController();
    let requests = 0;
    await using server = await serveRaw((socket) => {
      requests += 1;
      socket.end('HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n', () => setImmediate(() => cancel.abort()));
    });
    const sent = hostSend({ firstWaitMs: 4000 })(request(server.url, { signal: cancel.signal }));
    await assert.rejects(sent, { reason: 'cancelled' });
    assert.equal(requests, 1);
  });
});
