import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { bundlesOf } from '../../../scripts/bundles.ts';
import { root } from '../../../scripts/build.ts';
import { publishState, withdrawState } from '../../../src/agents/publishedState.ts';
import { toolNames } from '../../../src/agents/toolNames.ts';
import { tenantKey } from '../../../src/customers/directories.ts';
import { PageFiles } from '../../../src/customers/pageFiles.ts';
import { storagePaths } from '../../../src/app/storagePaths.ts';
import { nodeFiles } from '../../../src/storage/nodeFiles.ts';
import { openComposeHarness } from '../../support/composeHarness.ts';
import { directoryEntryOf } from '../../support/fakeDirectory.ts';
import { listingService } from '../../support/listingService.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

let bundled: Promise<Uint8Array> | undefined;

/** The server as it is shipped. */
function bundle(): Promise<Uint8Array> {
  return (bundled ??= (async () => {
    await using folder = await temporaryFolder();
    await build(bundlesOf({ root, outdir: folder.path, minify: true }).mcp);
    return await readFile(join(folder.path, 'mcp.cjs'));
  })());
}

/** The server in a window's storage, started as an agent starts it, and the product on the same storage. */
async function openServer(folder: string, { isEnabled = true } = {}) {
  const app = openComposeHarness(folder, { services: [listingService()] });
  const { agents } = storagePaths(folder);
  await mkdir(agents, { recursive: true });
  await writeFile(join(agents, 'mcp.cjs'), await bundle());
  const published = { files: nodeFiles, folder: agents, newId: () => 'new' };
  if (isEnabled) await publishState(published, app.book.all());
  const client = new Client({ name: 'An agent', version: '1' });
  const env = { PATH: '' };
  await client.connect(
    new StdioClientTransport({ command: process.execPath, args: [join(agents, 'mcp.cjs')], env }),
  );
  const call = async (name: (typeof toolNames)[number], input: Record<string, unknown>) => {
    const { content, isError = false } = await client.callTool({ name, arguments: input });
    const [part] = content;
    const text = part?.type === 'text' ? part.text : '';
    return { isError, text, answer: isError ? {} : (JSON.parse(text) as Record<string, unknown>) };
  };
  return { app, agents, client, call, [Symbol.asyncDispose]: () => client.close() };
}

const note = { customer: { query: 'Acme' }, text: 'Fixed the import' };

test('the server offers the three tools, and none that changes what there is', async () => {
  await using folder = await temporaryFolder();
  await using server = await openServer(folder.path);
  const { tools } = await server.client.listTools();
  expect(tools.map(({ name }) => name)).toEqual([...toolNames]);
  for (const { annotations } of tools) expect(annotations).toMatchObject({ destructiveHint: false });
});

test('while agents may not propose anything, the server says how that is changed', async () => {
  await using folder = await temporaryFolder();
  await using server = await openServer(folder.path, { isEnabled: false });
  const { isError, text } = await server.call('notelog_log_note', note);
  expect(isError).toBe(true);
  expect(text).toContain('notelog.agents.enabled');
  expect(await readdir(server.agents)).toEqual(['mcp.cjs']);
});

test('a proposal reaches the window, and the user’s answer the agent', async () => {
  await using folder = await temporaryFolder();
  await using server = await openServer(folder.path);
  const { proposals, outbox } = server.app;
  const answered = server.call('notelog_log_note', note);
  await expect
    .poll(async () => {
      await proposals.load();
      return proposals.pending.length;
    })
    .toBe(1);
  const [waiting] = proposals.pending;
  expect(waiting?.proposal).toMatchObject({ source: { via: 'mcp', name: 'An agent' }, note });
  if (waiting) await proposals.decline(waiting.proposal, () => Promise.resolve());
  const { answer } = await answered;
  expect(answer).toMatchObject({ id: waiting?.proposal.id, state: 'declined' });
  expect(await server.call('notelog_note_status', { id: answer['id'] })).toMatchObject({
    answer: { state: 'declined' },
  });
  expect(outbox.size).toBe(0);
});

test('bad input is said in one sentence, and the server goes on', async () => {
  await using folder = await temporaryFolder();
  await using server = await openServer(folder.path);
  const { isError, text } = await server.call('notelog_log_note', { ...note, text: 42 });
  expect(isError).toBe(true);
  expect(text).toBe(
    'The field “text” must be a text of 1 to 50000 characters, without control characters and others that nobody sees.',
  );
  expect(await server.call('notelog_find_customers', { query: 'a' })).toMatchObject({ isError: true });
  expect(await server.call('notelog_find_customers', { query: 'abc' })).toMatchObject({ isError: false });
});

test('customers are found in the lists on disk, which stay as they are', async () => {
  await using folder = await temporaryFolder();
  await using server = await openServer(folder.path);
  const [open] = server.app.book.all();
  if (!open) throw new Error('there is no account');
  const lists = storagePaths(folder.path).directory;
  await mkdir(lists, { recursive: true });
  const parts = { files: nodeFiles, folder: lists, newId: () => 'page', log: server.app.log };
  const pages = new PageFiles(parts, open.account.id, 'customer', tenantKey(open));
  const at = Date.parse('2026-07-01');
  await pages.write(
    { pass: 1, page: 1 },
    { entries: [directoryEntryOf('c0', 'Gone')], ended: 'complete', at },
  );
  await pages.write(
    { pass: 2, page: 1 },
    {
      entries: [directoryEntryOf('c1', 'Acme Corp'), directoryEntryOf('c2', 'Hooli')],
      ended: 'complete',
      at,
    },
  );
  const before = await readdir(lists);
  const { answer } = await server.call('notelog_find_customers', { query: 'acme' });
  expect(answer).toMatchObject({ customers: [{ id: 'c1', name: 'Acme Corp', account: 'Account one' }] });
  expect(await readdir(lists)).toEqual(before);
});

test('what is published has no field of an account, and is removed again', async () => {
  await using folder = await temporaryFolder();
  const { book, files } = openComposeHarness(folder.path, { services: [listingService()] });
  await publishState({ files, folder: folder.path, newId: () => 'id' }, book.all());
  const text = await readFile(join(folder.path, 'state.json'), 'utf8');
  expect(text).not.toContain('fields');
  await withdrawState(files, folder.path);
  expect(await readdir(folder.path)).toEqual([]);
});
