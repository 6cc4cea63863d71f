import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import * as z from 'zod';

/** A process that answers requests until it is disposed of. */
interface Sink extends Disposable {
  readonly url: string;
}

/** Starts sink.ts. */
export async function startSink(): Promise<Sink> {
  const child = fork(join(import.meta.dirname, 'sink.ts'));
  const message: readonly unknown[] = await once(child, 'message');
  return { url: z.string().parse(message[0]), [Symbol.dispose]: () => void child.kill() };
}

/** Runs a file of this folder in a new process, with `gc()` available, and gives the one message that it sends. */
export async function measureIn<Schema extends z.ZodType>(
  file: string,
  args: readonly string[],
  schema: Schema,
): Promise<z.output<Schema>> {
  const child = fork(join(import.meta.dirname, file), args, { execArgv: ['--expose-gc'] });
  const ended = once(child, 'exit').then(() => {
    throw new Error(`${file} ${args.join(' ')} ended without a message.`);
  });
  const message: readonly unknown[] = await Promise.race([once(child, 'message'), ended]);
  ended.catch(() => undefined);
  child.kill();
  return schema.parse(message[0]);
}
