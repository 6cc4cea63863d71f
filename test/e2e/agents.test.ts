import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { expect, test } from 'vitest';
import { chooseCustomer } from './chooseCustomer.ts';
import { entriesIn } from './outboxEntries.ts';
import { withWorkbench } from './workbench.ts';

// What an agent proposes, from its side and from the user's.

const settings = { 'notelog.agents.enabled': true };
const patiently = { interval: 250 };
const note = { customer: { query: 'Acme Corp' }, text: 'The import of **March** works again.' };

/** The agent's own client, with the server that the window has copied for it. */
async function connect(storage: string): Promise<Client> {
  const server = join(storage, 'agents', 'mcp.cjs');
  await expect.poll(() => stat(server).catch(() => undefined), patiently).toBeDefined();
  await expect.poll(() => readdir(join(storage, 'agents')), patiently).toContain('state.json');
  const client = new Client({ name: 'An agent', version: '1' });
  await client.connect(new StdioClientTransport({ command: process.execPath, args: [server], env: {} }));
  return client;
}

async function call(client: Client, name: string, input: Record<string, unknown>) {
  const { content } = await client.callTool({ name, arguments: input });
  const [part] = content;
  return part?.type === 'text' ? part.text : '';
}

/** The texts of all notes in the notebook. */
async function notesIn(storage: string): Promise<readonly string[]> {
  const folder = join(storage, 'notebook');
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.md'));
  return await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
}

test('an agent proposes a note, and the user logs it, once', async () => {
  await withWorkbench(
    async ({ window, storage }) => {
      await window.openNotelog();
      const client = await connect(storage);
      try {
        const answer = call(client, 'notelog_log_note', note);
        const row = window.notes.row(/^Acme Corp · The import of/);
        await row.waitFor();
        expect(await window.notes.labels()).toContain('Needs your OK');
        await window.picture('needs-your-ok', window.sideBar);
        await row.click();
        const text = window.form.getByRole('textbox', { name: 'Text' });
        await expect.poll(() => text.inputValue(), patiently).toBe(note.text);
        expect(await notesIn(storage)).toEqual([]);
        // Nobody is chosen by a proposal for somebody who is not in a list.
        await chooseCustomer(window.form, 'Acme Corp', 'Acme Corp');
        await window.form.getByRole('button', { name: 'Log note' }).click();
        await expect.poll(() => notesIn(storage), patiently).toHaveLength(1);
        await expect.poll(() => entriesIn(storage), patiently).toEqual([]);
        expect((await notesIn(storage)).join()).toContain(note.text);
        expect(await answer).toMatch(/"state":"(accepted|sending|stored|reviewing|pending)"/);
        expect(await call(client, 'notelog_log_note', note)).toContain('"state":"stored"');
        await expect.poll(() => window.notes.labels(), patiently).not.toContain('Needs your OK');
        expect(await notesIn(storage)).toHaveLength(1);
      } finally {
        await client.close();
      }
    },
    { settings },
  );
});
