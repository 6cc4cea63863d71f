import { expect, test } from 'vitest';
import { setImmediate } from 'node:timers/promises';
import { piecesOf } from '../../support/piecesOf.ts';
import { request, sender, serve, serveRaw } from './loopback.ts';

test.each(['POST', 'PATCH'] as const)('a %s that may be sent arrives unchanged', async (method) => {
  const requests: unknown[] = [];
  await using server = await serve((incoming, response) => {
    const { headers } = incoming;
    incoming.setEncoding('utf8').on('data', (piece) => {
      requests.push(headers['content-length'], headers['transfer-encoding'], headers['content-type'], piece);
      response.end('{}');
    });
  });
  const headers = { 'content-type': 'application/json' };
  const body = { kind: 'text', text: '{"é":1}' } as const;
  const answer = await sender()(request(server.url, { method, headers, body, maySend: () => true }));
  expect(answer).toMatchObject({ status: 200, body: '{}' });
  expect(requests).toEqual(['8', undefined, 'application/json', '{"é":1}']);
});

test('maySend is called when the connection takes the body, not before', async () => {
  const order: string[] = [];
  await using server = await serve((_, response) => response.end());
  await sender({
    fetch: async (url, init) => {
      // Meanwhile a proxy may be looked up, a password typed, or the machine asleep.
      await setImmediate();
      order.push('fetch');
      return await globalThis.fetch(url, init);
    },
  })(
    request(server.url, {
      method: 'POST',
      body: { kind: 'text', text: 'x' },
      maySend: () => order.push('asked') > 0,
    }),
  );
  expect(order).toEqual(['fetch', 'asked']);
});

test.each([
  ['a text', { kind: 'text', text: 'the whole note' }, 0],
  ['a file, at once', file('the ', 'whole ', 'note'), 0],
  ['a file, before its last piece', file('the ', 'whole ', 'note'), 2],
] as const)('a body that may not be sent never arrives whole: %s', async (_, body, pieces) => {
  let arrived = '';
  await using server = await serveRaw((socket, first) => {
    arrived += first;
    socket.on('data', (more) => (arrived += more.toString()));
  });
  let checks = 0;
  const sending = sender()(
    request(server.url, { method: 'POST', body, maySend: () => (checks += 1) <= pieces }),
  );
  await expect(sending).rejects.toMatchObject({ reason: 'cancelled' });
  expect(arrived).not.toContain('note');
  expect(checks).toBe(pieces + 1);
});

test('maySend is not called for a request without a body', async () => {
  await using server = await serve((_, response) => response.end('list'));
  const answer = await sender()(request(server.url, { maySend: () => false }));
  expect(answer.body).toBe('list');
});

test('an answer may come before the whole body has been sent', async () => {
  await using server = await serve((incoming, response) => {
    response.writeHead(413, { connection: 'close' }).end('too large');
    incoming.resume();
  });
  const answer = await sender()(
    request(server.url, { method: 'POST', body: file('a', 'b', 'c'), maySend: () => true }),
  );
  expect(answer).toMatchObject({ status: 413, body: 'too large' });
});

function file(...pieces: readonly string[]) {
  const length = pieces.join('').length;
  const open = () => piecesOf(...pieces.map((piece) => Buffer.from(piece)));
  return { kind: 'stream', length, open } as const;
}
