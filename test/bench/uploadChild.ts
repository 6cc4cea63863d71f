import { readFile } from 'node:fs/promises';
import { nodeFiles } from '../../src/storage/nodeFiles.ts';
import type { Files } from '../../src/storage/files.ts';
import { activeplatform } from '../../src/providers/activeplatform/activeplatform.ts';
import { openBenchApp } from './benchApp.ts';

/*
 * `uploadChild.ts WAY URL FILE SIZE PROBE`: one upload in a new process. WAY is `provider` or `whole` (the file is
 * read, encoded and sent as one text). With PROBE `memory`, garbage is collected many times during the upload. Because
 * that takes time, time and memory are measured in different runs.
 */

const [way = '', url = '', path = '', size = '', probe = ''] = process.argv.slice(2);
const probing = probe === 'memory';
let peak = 0;

/** Bytes in use, on the heap and outside of it (the buffers of files and sockets). */
function liveBytes(): number {
  // Twice, because the first collection frees buffers only after it has returned.
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

function probeMemory(): void {
  if (probing) peak = Math.max(peak, liveBytes());
}

/** Measures memory after every 8 MB of `chunks`. */
async function* probed(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let since = 0;
  for await (const chunk of chunks) {
    since += chunk.length;
    if (since >= 8 * 1024 * 1024) {
      since = 0;
      probeMemory();
    }
    yield chunk;
  }
}

async function throughProvider(): Promise<void> {
  const files: Files = {
    ...nodeFiles,
    readChunks: (file, chunkSize) => {
      const chunks = nodeFiles.readChunks(file, chunkSize);
      return probing ? probed(chunks) : chunks;
    },
  };
  const { contextWithKey } = openBenchApp('/', { files, fetch: (...args) => globalThis.fetch(...args) });
  const account = {
    id: 'bench',
    provider: 'activeplatform',
    label: 'Bench',
    fields: { baseUrl: url, resellerId: '1', dataUrl: 'quoted' },
  };
  const provider = activeplatform.open(contextWithKey(account, 'bench-token'));
  const attachment = {
    name: 'recording.bin',
    mime: 'application/octet-stream',
    size: Number(size),
    sha256: '0'.repeat(64),
  };
  const note = {
    kind: 'note',
    target: { type: 'subscription', id: '3056' },
    text: { format: 'typed', value: 'Recording of the call.' },
    attachment,
  } as const;
  const outgoing = { id: 'bench', note, stamp: new Date().toISOString(), attachmentPath: path };
  await provider.create(outgoing, new AbortController().signal);
}

async function whole(): Promise<void> {
  const data = `data:application/octet-stream;base64,'${(await readFile(path)).toString('base64')}'`;
  const attributes = { id: 3056, type: 'subscription', content: 'Recording of the call.' };
  const body = JSON.stringify({
    data: { attributes: { ...attributes, attachment: { name: 'recording.bin', data } } },
  });
  const headers = { 'content-type': 'application/vnd.api+json', 'x-api-token': 'bench-token' };
  const sent = fetch(`${url}/api/v3/resellers/1/notes`, { method: 'POST', headers, body });
  probeMemory();
  const answer = await sent;
  probeMemory();
  await answer.text();
}

// The first request of a process loads code and buffers, which must not be measured.
await fetch(`${url}/v1/warm`, { method: 'POST', body: 'x' }).then((answer) => answer.text());
const start = liveBytes();
const began = performance.now();
await (way === 'provider' ? throughProvider() : whole());
process.send?.({ ms: performance.now() - began, grown: Math.max(peak, liveBytes()) - start });
