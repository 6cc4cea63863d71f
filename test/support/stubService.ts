import type { Account } from '../../src/model/account.ts';
import type { Files } from '../../src/storage/files.ts';
import type { HttpResponse, OutgoingRequest } from '../../src/http/send.ts';
import { createServerClock } from '../../src/http/serverClock.ts';
import type { Clock } from '../../src/base/clock.ts';
import type { Log } from '../../src/base/log.ts';
import type { Note } from '../../src/model/note.ts';
import type { OutgoingNote } from '../../src/providers/outgoingNote.ts';
import type { ProviderContext } from '../../src/providers/provider.ts';
import { allAtOnce } from './allAtOnce.ts';
import { markdownHere } from './markdownHere.ts';
import { noDownload } from './noDownload.ts';

/** An answer whose body is JSON, unless it is a text already. */
export function answer(status: number, body: unknown, headers: Record<string, string> = {}): HttpResponse {
  return {
    status,
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  };
}

/** A request with the headers that it would have on the wire. */
export interface StubRequest extends OutgoingRequest {
  readonly sentHeaders: Readonly<Record<string, string>>;
}

/** Half past three in the afternoon of a Tuesday, for clocks that stand still. */
export const noon = Date.parse('2025-05-06T15:30:00.250Z');

/** A context whose `send` answers what `reply` returns, and records every request. */
export function stubContext(
  fields: Readonly<Record<string, string>>,
  reply: (request: StubRequest) => HttpResponse | Promise<HttpResponse>,
  rest: Partial<Pick<ProviderContext, 'files' | 'key' | 'download'>> = {},
): { readonly context: ProviderContext; readonly requests: StubRequest[]; readonly lines: string[] } {
  const requests: StubRequest[] = [];
  const lines: string[] = [];
  const clock: Clock = { now: () => noon, wait: () => Promise.resolve() };
  const write = (line: string): void => void lines.push(line);
  const log: Log = { trace: write, info: write, warn: write, error: write };
  const account: Account = { id: 'a-1', provider: 'any', label: 'Test', fields };
  const context: ProviderContext = {
    account,
    key: () => Promise.resolve('stub-key-1'),
    send: async (request) => {
      const stubRequest = {
        ...request,
        sentHeaders: { ...request.headers, ...(await request.authorize?.()) },
      };
      requests.push(stubRequest);
      return reply(stubRequest);
    },
    files: noFiles,
    clock,
    download: noDownload,
    serverClock: createServerClock(clock),
    log,
    inTurns: allAtOnce,
    markdown: markdownHere,
    ...rest,
  };
  return { context, requests, lines };
}

const refuse = (): never => {
  throw new Error('no file is to be touched');
};
const noFiles: Files = {
  read: refuse,
  readChunks: refuse,
  create: refuse,
  rename: refuse,
  link: refuse,
  remove: refuse,
  names: refuse,
  facts: refuse,
  rightsOf: refuse,
  setRights: refuse,
  realPath: refuse,
  openFolder: refuse,
  touch: refuse,
  watch: refuse,
  makeFolder: refuse,
  syncFolder: refuse,
};

/** Files of which one can be read, in pieces of `pieceSize`, whatever size is asked for. */
export function oneFile(bytes: Uint8Array, pieceSize: number): Files {
  return {
    ...noFiles,
    async *readChunks() {
      await Promise.resolve();
      for (let at = 0; at < bytes.length; at += pieceSize) yield bytes.slice(at, at + pieceSize);
    },
  };
}

/** A note that is ready to be sent. */
export function outgoing(note: Partial<Note> & Pick<Note, 'target'>, attachmentPath?: string): OutgoingNote {
  return {
    id: 'entry-1',
    note: { kind: 'note', text: { format: 'typed', value: 'Hello' }, ...note },
    stamp: '2025-05-06T15:29:59.250Z',
    attachmentPath,
  };
}

/** For calls that nobody cancels. */
export const noSignal = new AbortController().signal;
