import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { expect, test } from 'vitest';
import { publishNow } from '../../../../src/vscode/agents/publishAgents.ts';
import { warnOfGoneNode } from '../../../../src/vscode/commands/copyMcpConfiguration.ts';
import { openEditorHarness } from '../../../support/editorHarness.ts';

/** Started from an extension folder whose server is this. */
async function openWith(server: string, isEnabled: boolean) {
  const harness = await openEditorHarness();
  const extension = join(harness.folder, 'extension');
  await mkdir(join(extension, 'dist'), { recursive: true });
  await writeFile(join(extension, 'dist', 'mcp.cjs'), server);
  const setting = { isEnabled };
  const app = {
    ...harness.services,
    settings: { ...harness.services.settings, agentsEnabled: () => setting.isEnabled },
    context: { ...harness.context, extensionUri: vscode.Uri.file(extension) },
  };
  return Object.assign(harness, { app, setting, agents: join(harness.folder, 'agents') });
}

test('while agents may not propose anything, nothing lies in their folder', async () => {
  await using harness = await openWith('// server', false);
  await publishNow(harness.app, harness.app.context);
  expect(await readdir(harness.agents).catch(() => [])).toEqual([]);
});

test('the server of this version and the accounts are published for the user alone, and withdrawn', async () => {
  await using harness = await openWith('// server', true);
  const { app, agents, setting } = harness;
  await publishNow(app, app.context);
  expect(await readFile(join(agents, 'mcp.cjs'), 'utf8')).toBe('// server');
  const text = await readFile(join(agents, 'state.json'), 'utf8');
  expect(JSON.parse(text)).toMatchObject({ version: 1, accounts: [{ id: 'one', label: 'Account one' }, {}] });
  expect(text).not.toContain('fields');
  for (const name of ['mcp.cjs', 'state.json'])
    expect((await stat(join(agents, name))).mode & 0o777).toBe(0o600);
  await writeFile(join(agents, 'mcp.cjs'), '// an older one');
  await publishNow(app, app.context);
  expect(await readFile(join(agents, 'mcp.cjs'), 'utf8')).toBe('// server');
  setting.isEnabled = false;
  await publishNow(app, app.context);
  expect(await readdir(agents)).toEqual(['mcp.cjs']);
});

test('what is as it should be is not written again', async () => {
  await using harness = await openWith('// server', true);
  const { app, agents } = harness;
  await publishNow(app, app.context);
  const before = await Promise.all(['mcp.cjs', 'state.json'].map((name) => stat(join(agents, name))));
  await publishNow(app, app.context);
  const after = await Promise.all(['mcp.cjs', 'state.json'].map((name) => stat(join(agents, name))));
  expect(after.map(({ ino }) => ino)).toEqual(before.map(({ ino }) => ino));
});

test('that the program of the copied configuration is gone is said once', async () => {
  await using harness = await openWith('// server', true);
  const { app, editor, context } = harness;
  await context.globalState.update('notelog.agentNode', '/gone/node');
  const warned = warnOfGoneNode(app);
  const message = await editor.messages.next();
  expect(message.text).toContain('/gone/node');
  message.press(undefined);
  await warned;
  await warnOfGoneNode(app);
  await context.globalState.update('notelog.agentNode', process.execPath);
  await warnOfGoneNode(app);
  expect(editor.sentences.filter((each) => each.includes('not there any more'))).toHaveLength(1);
});
