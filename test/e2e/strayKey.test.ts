import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { demoKeys } from '../sandbox/demo.ts';
import { startSandbox } from '../sandbox/sandbox.ts';
import { withWorkbench } from './workbench.ts';

test('a key that the user wrote into the settings is not used, and moves to the keyring when they agree', async () => {
  await using sandbox = await startSandbox();
  const account = {
    id: 'by-hand',
    provider: 'chartmogul',
    label: 'By Hand',
    fields: { baseUrl: sandbox.chartmogulUrl },
  };
  await withWorkbench(
    async ({ window, storage }) => {
      const { messages } = window;
      await window.command('Notelog: Check Account');
      await messages.waitFor('No key is saved for this account on this machine.');
      expect(await messages.waitFor('holds a key')).toContain('“apiKey” of By Hand');
      expect(sandbox.requests).toEqual([]);
      await messages.press('holds a key', 'Move to Keyring');
      await messages.waitFor('By Hand has its key in the keyring');

      const settings = await readFile(join(storage, '..', '..', 'settings.json'), 'utf8');
      expect(settings).not.toContain(demoKeys.chartmogul);
      expect(JSON.parse(settings)).toMatchObject({ 'notelog.accounts': [account] });
      await window.command('Notelog: Check Account');
      await messages.waitFor('By Hand works. Connected to Demo Company');
    },
    { settings: { 'notelog.accounts': [{ ...account, apiKey: demoKeys.chartmogul }] } },
  );
});
