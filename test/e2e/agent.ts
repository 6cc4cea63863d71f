import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { expect } from 'vitest';

const patiently = { interval: 250 };

/** Runs `work` with an agent's own client, connected to the server that the window has copied for it. */
export async function withAgent(storage: string, work: (client: Client) => Promise<void>): Promise<void> {
  const server = join(storage, 'agents', 'mcp.cjs');
  await expect.poll(() => stat(server).catch(() => undefined), patiently).toBeDefined();
  await expect.poll(() => readdir(join(storage, 'agents')), patiently).toContain('state.json');
  const client = new Client({ name: 'An agent', version: '1' });
  await client.connect(new StdioClientTransport({ command: process.execPath, args: [server], env: {} }));
  try {
    await work(client);
  } finally {
    await client.close();
  }
}

/** What a tool answers, as JSON. */
export async function callTool(
  client: Client,
  name: string,
  input: Record<string, unknown>,
): Promise<string> {
  const { content } = await client.callTool({ name, arguments: input });
  const [part] = content;
  return part?.type === 'text' ? part.text : '';
}
