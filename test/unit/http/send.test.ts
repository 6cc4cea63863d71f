import { EventEmitter, once } from 'node:events';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { requestTimeout } from '../../../src/http/createSend.ts';
import type { Fetch } from '../../../src/http/fetch.ts';
import type { Clock } from '../../../src/base/clock.ts';
import { piecesOf } from '../../support/piecesOf.ts';
import { memoryLog, never, realClock, request, sender, serve, serveRaw } from './loopback.ts';

describe('an answer', () => {
  it('comes back with status, lower-case headers and body, whatever the status', async () => {
    await using server = await serve((_, response) => {
      response.writeHead(422, { 'X-Thing': 'Yes', 'Content-Length': 13 }).end('{"errors":{}}');
    });
    const answer = await sender()(request(server.url, { method: 'POST', body: { kind: 'text', text: 'é' } }));
    expect(answer).toMatchObject({
      status: 422,
      body: '{"errors":{}}',
      headers: { 'x-thing': 'Yes', 'content-length': '13' },
    });
  });

  it('carries method, path, query, headers, credential and text to the service as they were', async () => {
    const requests: unknown[] = [];
    await using server = await serve((incoming, response) => {
      const { authorization, accept } = incoming.headers;
      void text(incoming).then((body) => {
        requests.push([incoming.method, incoming.url, authorization, accept, body]);
        response.end();
      });
    });
    await sender()(
      request(`${server.url}/a%20b?page%5Bsize%5D=1`, {
        method: 'PATCH',
        headers: { accept: 'application/vnd.api+json' },
        authorize: () => Promise.resolve({ authorization: 'Basic abc' }),
        body: { kind: 'text', text: '{"é":1}' },
      }),
    );
    expect(requests).toEqual([
      ['PATCH', '/a%20b?page%5Bsize%5D=1', 'Basic abc', 'application/vnd.api+json', '{"é":1}'],
    ]);
  });

  it('may come in chunks', async () => {
    await using server = await serve((_, response) => {
      response.write('one ');
      response.write('two');
      response.end();
    });
    expect((await sender()(request(server.url))).body).toBe('one two');
  });

  it('may be compressed; its headers then speak of the decoded body', async () => {
    await using server = await serve((_, response) => {
      response.setHeader('content-encoding', 'gzip').end(gzipSync('plain text'));
    });
    const answer = await sender()(request(server.url));
    expect(answer.body).toBe('plain text');
    expect(answer.headers).not.toHaveProperty('content-encoding');
    expect(answer.headers).not.toHaveProperty('content-length');
  });

  it('may have no body', async () => {
    await using server = await serve((_, response) => response.writeHead(204).end());
    expect(await sender()(request(server.url, { method: 'DELETE' }))).toMatchObject({
      status: 204,
      body: '',
    });
  });

  it('may be longer than any buffer on the way', async () => {
    const long = 'ü'.repeat(700_000);
    await using server = await serve((_, response) => response.end(long));
    expect((await sender()(request(server.url))).body).toBe(long);
  });

  it('that never ends is cut off at the cap, and the connection with it', async () => {
    const events = new EventEmitter();
    const closed = once(events, 'closed');
    await using server = await serve((_, response) => {
      response.on('close', () => events.emit('closed', true));
      const more = () => response.write('x'.repeat(16_384), more);
      more();
    });
    const send = sender({ limits: { longestBody: 100_000 } });
    await expect(send(request(server.url))).rejects.toMatchObject({ reason: 'unreadable', status: 200 });
    expect(await closed).toEqual([true]);
  });

  it('of exactly the length of the cap is read', async () => {
    await using server = await serve((_, response) => response.end('x'.repeat(100_000)));
    const send = sender({ limits: { longestBody: 100_000 } });
    expect((await send(request(server.url))).body).toHaveLength(100_000);
  });

  it('is read up to 8 MB, unless another limit is given', async () => {
    const cap = 8 * 1024 * 1024;
    await using server = await serve((incoming, response) =>
      response.end('x'.repeat(incoming.url === '/longer' ? cap + 1 : cap)),
    );
    expect((await sender()(request(server.url))).body).toHaveLength(cap);
    const longer = sender()(request(`${server.url}/longer`));
    await expect(longer).rejects.toMatchObject({ reason: 'unreadable' });
  });

  it('counts towards the cap at its decoded size', async () => {
    await using server = await serve((_, response) => {
      response.setHeader('content-encoding', 'gzip').end(gzipSync(Buffer.alloc(1_000_000)));
    });
    const send = sender({ limits: { longestBody: 100_000 } });
    await expect(send(request(server.url))).rejects.toMatchObject({ reason: 'unreadable' });
  });
});

describe('a redirect', () => {
  it.each(['GET', 'POST', 'PATCH', 'DELETE'] as const)(
    'of a %s is handed back and not followed',
    async (method) => {
      const urls: unknown[] = [];
      await using server = await serve((incoming, response) => {
        urls.push(incoming.url);
        response.writeHead(307, { location: '/elsewhere' }).end();
      });
      const authorize = () => Promise.resolve({ authorization: 'Basic abc' });
      const body = { kind: 'text', text: 'x' } as const;
      const more = method === 'GET' || method === 'DELETE' ? {} : { body };
      const answer = await sender()(request(`${server.url}/here`, { method, authorize, ...more }));
      expect(answer).toMatchObject({ status: 307, headers: { location: '/elsewhere' } });
      expect(urls).toEqual(['/here']);
    },
  );
});

describe('the trace', () => {
  it('shows id, method, address without query, sizes and status; no header, no body', async () => {
    const log = memoryLog();
    await using server = await serve((_, response) => response.writeHead(201).end('secret answer'));
    const send = sender({ log });
    await send(
      request(`${server.url}/v1/notes?email=ann%40example.com`, {
        method: 'POST',
        headers: { 'x-thing': 'secret header' },
        body: { kind: 'text', text: 'secret note' },
      }),
    );
    expect(log.lines).toEqual([
      `→ 1 POST ${server.url}/v1/notes 11 B`,
      expect.stringMatching(/^← 1 201 13 B \d{1,6} ms$/),
    ]);
  });

  it('shows why a request failed', async () => {
    const log = memoryLog();
    await using server = await serveRaw((socket) => socket.resetAndDestroy());
    await sender({ log })(request(server.url, { method: 'POST' })).catch(() => undefined);
    expect(log.lines[1]).toMatch(/^← 1 dropped: TypeError < .* \d+ ms$/);
  });
});

describe('an address', () => {
  it('that cannot be parsed fails before anything is sent, and is not quoted', async () => {
    const failure = await sender()(request('not an address?name=Ann')).catch((error: unknown) => error);
    expect(failure).toMatchObject({ reason: 'invalid' });
    expect(JSON.stringify(failure) + String(failure)).not.toContain('Ann');
  });
});

describe('time', () => {
  it.each([
    ['before the headers', ''],
    ['in the middle of the body', 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf'],
  ])('runs out for a service that stalls %s', async (_, start) => {
    await using server = await serveRaw((socket) => socket.write(start));
    const send = sender({ clock: realClock, limits: { timeoutMs: 80 } });
    await expect(send(request(server.url))).rejects.toMatchObject({
      reason: 'timeout',
      detail: 'no whole answer within 80 ms',
    });
  });

  it('is longer for an upload', async () => {
    const waits: number[] = [];
    const clock = {
      now: () => 0,
      wait: (ms: number) => (waits.push(ms), new Promise<void>(() => undefined)),
    };
    await using server = await serve((incoming, response) =>
      incoming.resume().on('end', () => response.end()),
    );
    const bytes = Buffer.alloc(1_250_000);
    const body = { kind: 'stream', length: bytes.length, open: () => piecesOf(bytes) } as const;
    await sender({ clock })(request(server.url, { method: 'POST', body }));
    // Ten seconds for the file at a megabit a second, on top of either.
    expect(waits).toEqual([70_000, 40_000]);
    expect(requestTimeout(bytes.length)).toBe(70_000);
  });

  it('for the whole request runs from its first try, whatever its later ones need', async () => {
    const timeouts: number[] = [];
    const clock: Clock = {
      now: () => 0,
      wait: async (ms, signal) => {
        if (ms < 10_000) return;
        timeouts.push(ms);
        await never(signal);
      },
    };
    const statuses = [503, 503, 200];
    await using server = await serve((_, response) => response.writeHead(statuses.shift() ?? 500).end());
    expect((await sender({ clock })(request(server.url))).status).toBe(200);
    expect(timeouts).toEqual([60_000, 30_000, 30_000, 30_000]);
  });

  it('runs out for a service that does not begin to answer, and ends the connection', async () => {
    const closed = Promise.withResolvers<undefined>();
    await using server = await serve((_, response) => {
      response.on('close', () => closed.resolve(undefined));
    });
    const send = sender({ clock: realClock, limits: { firstByteMs: 80 } });
    await expect(send(request(server.url))).rejects.toMatchObject({
      reason: 'timeout',
      detail: 'no first byte within 80 ms',
    });
    await closed.promise;
  });

  it('for the first byte is over when the answer has begun, however slow the rest', async () => {
    const begun = Promise.withResolvers<undefined>();
    const waits: number[] = [];
    const clock: Clock = {
      now: () => 0,
      // The first byte's time runs out in the middle of the answer, if it is still counted then.
      wait: async (ms, signal) => {
        waits.push(ms);
        if (ms !== 30_000) return never(signal);
        await begun.promise;
        signal?.throwIfAborted();
      },
    };
    await using server = await serve((_, response) => {
      response.write('slow ');
      void begun.promise.then(() => response.end('but whole'));
    });
    const fetch: Fetch = async (url, init) => {
      const response = await globalThis.fetch(url, init);
      setImmediate(() => begun.resolve(undefined));
      return response;
    };
    expect((await sender({ clock, fetch })(request(server.url))).body).toBe('slow but whole');
    expect(waits).toContain(30_000);
  });

  it('leaves no timer once the answer is there', async () => {
    const timers: (AbortSignal | undefined)[] = [];
    const clock: Clock = {
      now: () => 0,
      wait: (_, signal) => {
        timers.push(signal);
        return never(signal);
      },
    };
    await using server = await serve((_, response) => response.end());
    await sender({ clock })(request(server.url));
    expect(timers.map((signal) => signal?.aborted)).toEqual([true, true]);
  });

  it('is not counted while the key is still being read', async () => {
    const order: string[] = [];
    const clock = {
      now: () => 0,
      wait: () => (order.push('timer'), new Promise<void>(() => undefined)),
    };
    await using server = await serve((_, response) => response.end());
    const authorize = async () => {
      await Promise.resolve();
      order.push('key');
      return {};
    };
    await sender({ clock })(request(server.url, { authorize }));
    expect(order).toEqual(['key', 'timer', 'timer']);
  });
});
