import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { demoCustomers, demoKeys } from '../sandbox/demo.ts';
import { startSandbox, type Sandbox } from '../sandbox/sandbox.ts';
import type { EditorWindow } from './editorWindow.ts';
import { withWorkbench } from './workbench.ts';

test('a key that the user wrote into the settings is not used, and moves to the keyring; the account is checked, edited, made the default and removed', async () => {
  await using sandbox = await startSandbox();
  await using other = await startSandbox();
  const account = {
    id: 'by-hand',
    provider: 'chartmogul',
    label: 'By Hand',
    fields: { baseUrl: sandbox.chartmogulUrl },
  };
  await withWorkbench(
    async ({ window, storage }) => {
      await aKeyInTheSettingsIsNotUsed(window, sandbox);
      await itMovesToTheKeyringWhenTheUserAgrees(window);
      const settings = await readFile(join(storage, '..', '..', 'settings.json'), 'utf8');
      expect(settings).not.toContain(demoKeys.chartmogul);
      expect(JSON.parse(settings)).toMatchObject({ 'notelog.accounts': [account] });
      await theAccountWorks(window);
      await anotherOriginAsksForTheKeyAgain(window, other);
      await notesGoToTheDefaultAccount(window, sandbox, other);
      await theAccountIsRemoved(window);
    },
    { settings: { 'notelog.accounts': [{ ...account, apiKey: demoKeys.chartmogul }] } },
  );
});

async function aKeyInTheSettingsIsNotUsed(window: EditorWindow, sandbox: Sandbox): Promise<void> {
  await window.command('Notelog: Check Account');
  await window.messages.waitFor('No key is saved for this account on this machine.');
  expect(await window.messages.waitFor('holds a key')).toContain('“apiKey” of By Hand');
  expect(sandbox.requests).toEqual([]);
}

async function itMovesToTheKeyringWhenTheUserAgrees({ messages }: EditorWindow): Promise<void> {
  await messages.press('holds a key', 'Move to Keyring');
  await messages.waitFor('By Hand has its key in the keyring');
}

async function theAccountWorks(window: EditorWindow): Promise<void> {
  await window.command('Notelog: Check Account');
  await window.messages.close('By Hand works. Connected to Demo Company');
}

async function anotherOriginAsksForTheKeyAgain(window: EditorWindow, other: Sandbox): Promise<void> {
  await window.command('Notelog: Edit Account');
  await window.quick.enter(other.chartmogulUrl, 'Base URL');
  await window.quick.enter('ada@example.com', 'Author e-mail');
  await window.quick.pick('customer_notes', 'API path');
  await window.quick.enter(demoKeys.chartmogul, 'API key');
  await window.quick.enter('Moved', 'Connected to Demo Company');
  await window.messages.close('Connected to Demo Company');
}

async function notesGoToTheDefaultAccount(
  window: EditorWindow,
  sandbox: Sandbox,
  other: Sandbox,
): Promise<void> {
  await window.command('Notelog: Set Default Account');
  await window.quick.pick('Moved', 'Which account?');
  await window.messages.waitFor('New notes are logged to Moved');
  await window.command('Notelog: New Note');
  await window.quick.enter(demoCustomers.contoso.uuid, 'Customer, or customer: what happened');
  await window.quick.enter('By the default account.', 'New Note for Contoso Coffee · Moved');
  await window.messages.waitFor('Logged for Contoso Coffee in Moved.');
  expect(other.state.chartmogul.notes.at(-1)?.author.email).toBe('ada@example.com');
  expect(sandbox.requests.filter(({ method }) => method === 'POST')).toHaveLength(0);
}

async function theAccountIsRemoved(window: EditorWindow): Promise<void> {
  await window.command('Notelog: Remove Account');
  await window.messages.answerDialog('Remove Moved?', 'Remove');
  await window.openNotelog();
  await expect.poll(() => window.notes.welcome()).toContain('Write a First Note');
}
