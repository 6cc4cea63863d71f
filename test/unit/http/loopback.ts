import { createServer, type RequestListener, type Server } from 'node:http';
import net from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { createSend, type SendParts } from '../../../src/http/createSend.ts';
import type { OutgoingRequest, Send } from '../../../src/http/send.ts';
import type { Clock } from '../../../src/base/clock.ts';
import type { Log } from '../../../src/base/log.ts';

/** A server on loopback for the length of one test: `await using server = await serve(…)`. */
export interface Loopback extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
}

/** Real HTTP. */
export function serve(listener: RequestListener): Promise<Loopback> {
  return listening(createServer(listener), 'http');
}

/** A bare socket, for answers that no HTTP server would give; `speak` is called when the first bytes have arrived. */
export function serveRaw(speak: (socket: net.Socket, firstBytes: string) => void): Promise<Loopback> {
  const server = net.createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', (bytes) => speak(socket, bytes.toString('latin1')));
  });
  return listening(server, 'http');
}

/** Any server that is not listening yet. */
export async function listening(server: Server | net.Server, scheme: string): Promise<Loopback> {
  const sockets = new Set<net.Socket>();
  server.on('connection', (socket: net.Socket) =>
    sockets.add(socket.on('close', () => sockets.delete(socket))),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `${scheme}://127.0.0.1:${address.port}`,
    port: address.port,
    [Symbol.asyncDispose]: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** The machine's own time. */
export const realClock: Clock = {
  now: () => Date.now(),
  wait: (ms, signal) => delay(ms, undefined, signal ? { signal } : {}),
};

/** Waits shorter than ten seconds end at once and are recorded; longer ones (time-outs) never end. */
export function quickClock(): Clock & { readonly waits: number[] } {
  const waits: number[] = [];
  return {
    waits,
    now: () => Date.now(),
    wait: async (ms, signal) => {
      if (ms >= 10_000) await never(signal);
      waits.push(ms);
    },
  };
}

/** Pending until `signal` aborts. */
export function never(signal?: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(new Error('aborted')));
  });
}

/** A log that keeps its lines. */
export function memoryLog(): Log & { readonly lines: string[] } {
  const lines: string[] = [];
  const write = (line: string) => void lines.push(line);
  return { lines, trace: write, info: write, warn: write, error: write };
}

/** A `send` over this process's own `fetch`. */
export function sender(parts: Partial<SendParts> = {}): Send {
  return createSend({
    fetch: (url, init) => globalThis.fetch(url, init),
    clock: quickClock(),
    log: memoryLog(),
    random: () => 0.5,
    ...parts,
  });
}

/** A GET unless told otherwise, that nobody cancels. */
export function request(url: string, more: Partial<OutgoingRequest> = {}): OutgoingRequest {
  return { method: 'GET', url, signal: new AbortController().signal, ...more };
}
