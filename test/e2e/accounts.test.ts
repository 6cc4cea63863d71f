import { expect, test } from 'vitest';
import { demoCustomers, demoKeys } from '../sandbox/demo.ts';
import { startSandbox } from '../sandbox/sandbox.ts';
import { addChartmogul } from './addAccount.ts';
import { withWorkbench } from './workbench.ts';

const settings = { 'notelog.undoSeconds': 0 };

test('an account can be checked, edited, made the default and removed; changing its origin asks for the key again', async () => {
  await using sandbox = await startSandbox();
  await using other = await startSandbox();
  await withWorkbench(
    async ({ window }) => {
      await addChartmogul(window, sandbox);
      await window.command('Notelog: Check Account');
      expect(await window.messages.close('Demo works')).toContain('Demo Company');

      await window.command('Notelog: Edit Account');
      await window.quick.enter(other.chartmogulUrl, 'Base URL');
      await window.quick.enter('ada@example.com', 'Author e-mail');
      await window.quick.pick('customer_notes', 'API path');
      await window.quick.enter(demoKeys.chartmogul, 'API key');
      await window.quick.enter('Moved', 'Connected to Demo Company');
      await window.messages.close('Connected to Demo Company');

      await window.command('Notelog: Set Default Account');
      await window.quick.pick('Moved', 'Which account?');
      await window.messages.waitFor('New notes are logged to Moved');
      await window.command('Notelog: New Note');
      await window.quick.enter(demoCustomers.contoso.uuid, 'Customer, or customer: what happened');
      await window.quick.enter('By the default account.', 'New Note for Contoso Coffee · Moved');
      await window.messages.waitFor('Logged for Contoso Coffee in Moved.');
      expect(other.state.chartmogul.notes.at(-1)?.author.email).toBe('ada@example.com');
      expect(sandbox.requests.filter(({ method }) => method === 'POST')).toHaveLength(0);

      await window.command('Notelog: Remove Account');
      await window.messages.answerDialog('Remove Moved?', 'Remove');
      await window.openNotelog();
      await expect.poll(() => window.notes.welcome()).toContain('Write a First Note');
    },
    { settings },
  );
});
