import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { NoteProposal, NotelogExports } from '../../docs/notelog.d.ts';
import { exampleNoteProvider } from '../contract/exampleExtension/exampleNoteProvider.ts';
import { idOf } from '../../src/proposals/proposal.ts';
import { activate } from './exampleExtension.ts';

const source = { via: 'api', name: 'Example Calls' } as const;

async function exportsOf(): Promise<NotelogExports> {
  const notelog = vscode.extensions.getExtension<NotelogExports>('notelog.notelog');
  assert.ok(notelog);
  return await notelog.activate();
}

describe('the API for other extensions', () => {
  it('takes what an extension proposes, once, and nothing is logged', async () => {
    const subscriptions: vscode.Disposable[] = [];
    const calls = new vscode.EventEmitter<{ id: string; company: string; minutes: number }>();
    const api = await activate({ subscriptions }, calls.event);
    const call = { id: 'call-1', company: 'Acme', minutes: 25 };
    calls.fire(call);
    const id = idOf(source, 'clientId', call.id);
    while ((await api.status(id)) === undefined) await Promise.resolve();
    calls.fire(call);
    assert.deepEqual(await api.status(id), { id, state: 'pending' });
    for (const each of subscriptions) each.dispose();
  });

  it('takes what it is given as it is at that moment', async () => {
    const api = (await exportsOf()).getApi(1, 'Example Calls');
    let looks = 0;
    const changing = {
      customer: { query: 'Acme' },
      get text() {
        looks += 1;
        return `Look ${looks}`;
      },
    };
    const { state } = await api.propose(changing);
    assert.equal(state, 'pending');
    assert.equal(looks, 1);
  });

  it('refuses what does not fit with a sentence, and an unknown version', async () => {
    const notelog = await exportsOf();
    const api = notelog.getApi(1, 'Example Calls');
    const wrong = { customer: { query: 'Acme' }, text: 'x', send: true } as NoteProposal;
    await assert.rejects(api.propose(wrong), /“send”/);
    assert.equal(await api.status('no such id'), undefined);
    assert.throws(() => notelog.getApi(2 as 1, 'Example Calls'), /version 1/);
  });

  it('has nothing else', async () => {
    const notelog = await exportsOf();
    assert.deepEqual(Object.keys(notelog), ['getApi']);
    assert.deepEqual(Object.keys(notelog.getApi(1, 'x')).toSorted(), [
      'onDidChange',
      'propose',
      'registerProvider',
      'status',
    ]);
    assert.ok(Object.isFrozen(notelog));
  });
});

async function setProviders(on: boolean | undefined): Promise<void> {
  const settings = vscode.workspace.getConfiguration('notelog');
  await settings.update('experimental.providers', on, vscode.ConfigurationTarget.Global);
}

describe('providers of other extensions', () => {
  it('are refused while the setting is off, and registered once while it is on', async () => {
    const api = (await exportsOf()).getApi(1, 'Example CRM');
    await assert.rejects(api.registerProvider(exampleNoteProvider), /notelog\.experimental\.providers/);
    await setProviders(true);
    try {
      const registered = await api.registerProvider(exampleNoteProvider);
      await assert.rejects(api.registerProvider(exampleNoteProvider), /already/);
      registered.dispose();
      registered.dispose();
      await api.registerProvider(exampleNoteProvider);
      const wrong = { ...exampleNoteProvider, id: 'chartmogul' };
      await assert.rejects(api.registerProvider(wrong), /“id”/);
      // Turned off, it is taken away, and may come again.
      await setProviders(false);
      await setProviders(true);
      (await api.registerProvider(exampleNoteProvider)).dispose();
    } finally {
      await setProviders(undefined);
    }
  });
});
