import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { toolNames, type ToolName } from '../../src/agents/toolNames.ts';
import { idOf } from '../../src/proposals/proposal.ts';

// The editor checks nothing of what a caller hands over, and asks nothing by itself.

const source = { via: 'lm', name: '' } as const;

async function invoke(name: ToolName, input: unknown, token?: vscode.CancellationToken): Promise<unknown> {
  const options = { input: input as object, toolInvocationToken: undefined };
  const { content } = await vscode.lm.invokeTool(name, options, token);
  const [part] = content;
  assert.ok(part instanceof vscode.LanguageModelTextPart);
  return JSON.parse(part.value);
}

async function withAgents(work: () => Promise<void>): Promise<void> {
  const settings = vscode.workspace.getConfiguration('notelog');
  await settings.update('agents.enabled', true, vscode.ConfigurationTarget.Global);
  try {
    await work();
  } finally {
    await settings.update('agents.enabled', undefined, vscode.ConfigurationTarget.Global);
  }
}

describe('tools of language models', () => {
  it('are there, and say how they are turned on', async () => {
    const names = vscode.lm.tools.map(({ name }) => name);
    for (const name of toolNames) {
      assert.ok(names.includes(name), name);
      await assert.rejects(invoke(name, {}), /notelog\.agents\.enabled/);
    }
  });

  it('take a proposal, which waits for the user however often it is made', () =>
    withAgents(async () => {
      const clientId = 'a host test';
      const id = idOf(source, 'clientId', clientId);
      const note = { customer: { query: 'Acme' }, text: 'From a tool', clientId };
      for (let times = 0; times < 2; times++) {
        const stop = new vscode.CancellationTokenSource();
        const running = invoke('notelog_log_note', note, stop.token);
        const ended = assert.rejects(running, /Cancel/);
        // It waits for the user: the proposal is there long before.
        while (!(await isPending(id))) await Promise.resolve();
        stop.cancel();
        await ended;
      }
      assert.equal(await isPending(id), true);
      await assert.rejects(invoke('notelog_log_note', { ...note, text: 'Another text' }), /clientId/);
    }));

  for (const [what, input, sentence] of [
    ['a number', 42, /JSON object/],
    ['nothing', undefined, /JSON object/],
    ['an unknown field', { customer: { query: 'Acme' }, text: 'x', send: true }, /“send”/],
    ['a megabyte', { customer: { query: 'Acme' }, text: 'x'.repeat(1_000_000) }, /64 KB/],
    ['control characters', { customer: { query: 'Acme' }, text: '\u001b[2J' }, /“text”/],
  ] as const)
    it(`refuse ${what}`, () =>
      withAgents(async () => {
        await assert.rejects(invoke('notelog_log_note', input), sentence);
      }));

  it('find nobody for two letters', () =>
    withAgents(async () => {
      await assert.rejects(invoke('notelog_find_customers', { query: 'ac' }), /“query”/);
      assert.deepEqual(Object.keys((await invoke('notelog_find_customers', { query: 'acme' })) as object), [
        'untrusted',
        'customers',
        'mayBeMore',
      ]);
    }));
});

async function isPending(id: string): Promise<boolean> {
  const answer = await invoke('notelog_note_status', { id }).catch(() => undefined);
  return (answer as { state?: string } | undefined)?.state === 'pending';
}
