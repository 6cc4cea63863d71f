import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { buildSync } from 'esbuild';
import { RetryHandler } from 'undici';
import DeepRetryHandler from 'undici/lib/handler/retry-handler.js';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { serve } from './loopback.ts';

const root = path.resolve(import.meta.dirname, '../../..');

/** createSend, bundled as in the product. */
function bundled(): string {
  const { outputFiles } = buildSync({
    entryPoints: [path.join(root, 'src/http/createSend.ts')],
    bundle: true,
    write: false,
    minify: true,
    platform: 'node',
    format: 'cjs',
  });
  return outputFiles[0]?.text ?? '';
}

/** Runs a script in a fresh process, where `load()` evaluates the bundle. Returns what the script returns. */
async function inFreshProcess(script: string, ...args: string[]): Promise<unknown> {
  const load = `const module = { exports: {} }; new Function('module', 'exports', 'require', bundle)(module, module.exports, require);`;
  const source = `const bundle = ${JSON.stringify(bundled())};
    const symbols = () => [1, 2].map((n) => globalThis[Symbol.for('undici.globalDispatcher.' + n)]);
    const load = () => { ${load} return module.exports; };
    (async () => { ${script} })().then((result) => console.log(JSON.stringify(result)));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--eval', source, ...args]);
  return JSON.parse(stdout);
}

describe('undici', () => {
  it('is pinned exactly, since one of its own files is imported', async () => {
    const manifest = z
      .object({ dependencies: z.object({ undici: z.string() }) })
      .parse(JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')));
    expect(manifest.dependencies.undici).toBe('7.30.2');
  });

  it('still has the file that is imported, which is the same as what the package exports', () => {
    expect(DeepRetryHandler).toBe(RetryHandler);
  });

  it('sets no process-wide dispatcher when it is loaded', async () => {
    expect(await inFreshProcess('load(); return symbols().map((it) => it === undefined);')).toEqual([
      true,
      true,
    ]);
  });

  it('leaves both process-wide dispatchers as they are, before and after a request', async () => {
    await using server = await serve((_, response) => response.end('hello'));
    const same = await inFreshProcess(
      `const url = process.argv[1];
      await (await fetch(url)).text();
      const before = symbols();
      const { createSend } = load();
      const loaded = symbols();
      const clock = { now: Date.now, wait: () => new Promise(() => undefined) };
      const send = createSend({ fetch, clock, random: Math.random, log: { trace() {} } });
      const { body } = await send({ method: 'GET', url, signal: new AbortController().signal });
      const after = symbols();
      return [body, before[0] !== undefined, ...before.map((it, n) => it === loaded[n] && it === after[n])];`,
      server.url,
    );
    expect(same).toEqual(['hello', true, true, true]);
  });

  it('adds a fifteenth of its size to the bundle', () => {
    expect(bundled().length).toBeLessThan(50_000);
  });
});
