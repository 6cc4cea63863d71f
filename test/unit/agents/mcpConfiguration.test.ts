import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { agentNode, type NodeFacts } from '../../../src/agents/agentNode.ts';
import { mcpConfiguration } from '../../../src/agents/mcpConfiguration.ts';

const server = {
  command: "/home/Ann's files/node",
  args: ['/home/Ann "x"/$HOME/mcp.cjs'],
  env: { ELECTRON_RUN_AS_NODE: '1' },
};

test('the command for Claude Code reaches it word by word', () => {
  const command = mcpConfiguration('claudeCode', server, false);
  const printed = execFileSync('sh', ['-c', `claude() { printf '%s\\n' "$@"; }; ${command}`], {
    encoding: 'utf8',
  });
  const words = 'mcp add --scope user notelog --env ELECTRON_RUN_AS_NODE=1 --'.split(' ');
  expect(printed.split('\n').slice(0, -1)).toEqual([...words, server.command, ...server.args]);
});

test('on Windows words are in double quotes', () => {
  const windows = { command: 'C:\\Program Files\\node.exe', args: ['C:\\a b\\mcp.cjs'], env: {} };
  expect(mcpConfiguration('claudeCode', windows, true)).toBe(
    'claude mcp add --scope user notelog -- "C:\\Program Files\\node.exe" "C:\\a b\\mcp.cjs"',
  );
});

test.each(['cursor', 'gemini', 'json'] as const)('the part of the file for %s is JSON', (agent) => {
  expect(JSON.parse(mcpConfiguration(agent, server, false))).toEqual({ mcpServers: { notelog: server } });
  const { env: _, ...rest } = server;
  expect(JSON.parse(mcpConfiguration(agent, { ...server, env: {} }, false))).toEqual({
    mcpServers: { notelog: rest },
  });
});

test('the part of the file for Codex is TOML', () => {
  expect(mcpConfiguration('codex', server, false)).toBe(
    [
      '[mcp_servers.notelog]',
      `command = "/home/Ann's files/node"`,
      String.raw`args = ["/home/Ann \"x\"/$HOME/mcp.cjs"]`,
      'env = { ELECTRON_RUN_AS_NODE = "1" }',
      '',
    ].join('\n'),
  );
});

const facts = (programs: readonly string[], changes: Partial<NodeFacts> = {}): NodeFacts => ({
  platform: 'linux',
  searchPath: '/opt/bin:relative::/usr/bin',
  ownProgram: '/opt/code',
  isEditor: true,
  isFile: (path) => Promise.resolve(programs.includes(path)),
  ...changes,
});

test('the server runs under the user’s own Node where there is one', async () => {
  expect(await agentNode(facts(['/usr/bin/node']))).toEqual({
    command: '/usr/bin/node',
    env: {},
  });
});

test('without one it runs under the editor', async () => {
  const programs = ['relative/node', '/usr/bin/nodejs'];
  expect(await agentNode(facts(programs))).toEqual({
    command: '/opt/code',
    env: { ELECTRON_RUN_AS_NODE: '1' },
  });
  expect(await agentNode(facts(programs, { isEditor: false }))).toEqual({ command: '/opt/code', env: {} });
});

test('on Windows the search path and the program are written otherwise', async () => {
  const searchPath = 'C:\\Windows;C:\\nodejs';
  expect(await agentNode(facts(['C:\\nodejs\\node.exe'], { platform: 'win32', searchPath }))).toEqual({
    command: 'C:\\nodejs\\node.exe',
    env: {},
  });
});
