import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { bundlesOf } from '../../../scripts/bundles.ts';
import { root } from '../../../scripts/build.ts';
import { conversions } from '../../../src/markdown/conversions.ts';
import { startThread, type Thread, type ThreadStart } from '../../../src/markdown/thread.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

async function startScript(folder: string, script: string): Promise<Disposable & Thread> {
  const path = join(folder, 'thread.cjs');
  await writeFile(path, `const { parentPort } = require('node:worker_threads');\n${script}`);
  return startBundle(path);
}

function startBundle(path: string, start?: ThreadStart): Disposable & Thread {
  const thread = startThread(path, start);
  return { ...thread, [Symbol.dispose]: () => thread.stop() };
}

const request = { conversion: 'textToMarkdown', text: 'secret' } as const;

test('the bundle of the thread converts as the functions do', async () => {
  await using folder = await temporaryFolder();
  await build(bundlesOf({ root, outdir: folder.path, minify: true }).markdown);
  using thread = startBundle(join(folder.path, 'markdown.cjs'));
  const text = '# Hi\n\n- **a** <b>';
  for (const conversion of ['markdownToHtml', 'htmlToMarkdown', 'textToMarkdown', 'inlineMarkdown'] as const)
    expect(await thread.ask({ conversion, text })).toEqual({
      ok: true,
      result: conversions[conversion](text),
    });
});

test('what the thread says of a text is in the language that it was started with', async () => {
  await using folder = await temporaryFolder();
  await build(bundlesOf({ root, outdir: folder.path, minify: true }).markdown);
  const messages = { 'the formatting of “{0}”': 'die Formatierung von „{0}“' };
  using thread = startBundle(join(folder.path, 'markdown.cjs'), { messages, language: 'de' });
  const edit = { form: 'formatted', shown: '', typed: '' } as const;
  const text = '<p><font color="red">Red</font> <img src="a.png" alt="Logo"></p>';
  expect(await thread.ask({ conversion: 'textForEditing', text, edit })).toMatchObject({
    result: { kept: ['die Formatierung von „Red“', 'the picture “Logo”'] },
  });
});

test('a thread that is stopped in an endless loop ends what it was asked', async () => {
  await using folder = await temporaryFolder();
  using thread = await startScript(folder.path, "parentPort.on('message', () => { for (;;); });");
  const answer = thread.ask(request);
  thread.stop();
  await expect(answer).rejects.toThrow(/^ended$/);
});

test('a thread that has ended rejects at once what it is asked', async () => {
  await using folder = await temporaryFolder();
  using thread = await startScript(folder.path, "parentPort.on('message', () => process.exit(0));");
  await expect(thread.ask(request)).rejects.toThrow(/^ended$/);
  await expect(thread.ask(request)).rejects.toThrow(/^ended$/);
});

test('a thread that takes too much memory ends, and the host goes on', async () => {
  await using folder = await temporaryFolder();
  const grow = "parentPort.on('message', () => { const all = []; for (;;) all.push([...'text']); });";
  using thread = await startScript(folder.path, grow);
  await expect(thread.ask(request)).rejects.toThrow(/^ERR_WORKER_OUT_OF_MEMORY$/);
});

test('what a thread throws is told without its words', async () => {
  await using folder = await temporaryFolder();
  using thread = await startScript(
    folder.path,
    "parentPort.on('message', ({ text }) => { throw new Error(text); });",
  );
  await expect(thread.ask(request)).rejects.toThrow(/^error$/);
});

test('a missing bundle rejects with the code of the error', async () => {
  await using folder = await temporaryFolder();
  using thread = startBundle(join(folder.path, 'missing.cjs'));
  await expect(thread.ask(request)).rejects.toThrow(/^MODULE_NOT_FOUND$/);
});

test('a thread sees none of the host’s variables', async () => {
  await using folder = await temporaryFolder();
  const tell =
    "parentPort.on('message', () => parentPort.postMessage({ ok: true, result: JSON.stringify(process.env) }));";
  using thread = await startScript(folder.path, tell);
  expect(await thread.ask(request)).toEqual({ ok: true, result: '{}' });
});
