import type { Files } from '../../src/storage/files.ts';
import { nodeFiles } from '../../src/storage/nodeFiles.ts';
import type { DiskAnswer, DiskRequest } from './sharedDisk.ts';

/** A host's side of a {@link SharedDisk}. */
interface RemoteDisk {
  readonly files: Files;
  /** To be called with every answer. */
  readonly answered: (call: number, answer: DiskAnswer) => void;
}

/** Reads the disk itself, and has it changed by the campaign. `ask`: sends a request there. */
export function remoteDisk(ask: (call: number, request: DiskRequest) => void): RemoteDisk {
  const waiting = new Map<number, (answer: DiskAnswer) => void>();
  let calls = 0;
  const change = async (request: DiskRequest): Promise<number> => {
    const answer = await new Promise<DiskAnswer>((resolve) => {
      waiting.set((calls += 1), resolve);
      ask(calls, request);
    });
    if ('code' in answer)
      throw Object.assign(new Error(`${answer.code}: ${request.does}`), {
        code: answer.code,
        syscall: request.does,
      });
    return answer.file ?? 0;
  };
  const changed = async (request: DiskRequest): Promise<void> => {
    await change(request);
  };
  return {
    files: {
      ...nodeFiles,
      create: async (path) => {
        const file = await change({ does: 'create', path });
        return {
          write: (bytes) => changed({ does: 'write', file, bytes }),
          sync: () => changed({ does: 'sync', file }),
          close: () => changed({ does: 'close', file }),
        };
      },
      rename: (path, to) => changed({ does: 'rename', path, to }),
      link: (path, to) => changed({ does: 'link', path, to }),
      remove: (path) => changed({ does: 'remove', path }),
      syncFolder: (path) => changed({ does: 'syncFolder', path }),
      // The path of an open folder means nothing to another process.
      openFolder: async (path) => ({
        path: await nodeFiles.realPath(path),
        close: () => Promise.resolve(),
      }),
    },
    answered: (call, answer) => {
      waiting.get(call)?.(answer);
      waiting.delete(call);
    },
  };
}
