import { expect, test } from 'vitest';
import { demoCustomers } from '../sandbox/demo.ts';
import { startSandbox } from '../sandbox/sandbox.ts';
import { addChartmogul } from './addAccount.ts';
import { withWorkbench } from './workbench.ts';

const patiently = { interval: 250 };

test('after a call a follow-up is offered, appears in the tree, and is marked as done there', async () => {
  await using sandbox = await startSandbox();
  const { tasks } = sandbox.state.chartmogul;
  await withWorkbench(async ({ window }) => {
    const { quick, notes } = window;
    await addChartmogul(window, sandbox);
    await window.openNotelog();
    await notes.row('Went through the import errors').waitFor();
    await window.command('Notelog: Log Call');
    await quick.enter(demoCustomers.northwind.uuid, 'Customer, or customer 25m: what was said');
    await quick.enter('12:30', 'How long was the call?');
    await quick.enter('Wants a quote.', 'What was said');
    await window.messages.press('Logged for Northwind Traders in Demo.', 'New Follow-Up');
    await quick.enter('Send the quote', 'What is to be done?');
    await quick.pick('Tomorrow', 'When is it due?');
    await quick.pick('tomas@example.com', 'Who is to do it?');
    await expect.poll(() => tasks.length, patiently).toBe(1);
    expect(tasks[0]).toMatchObject({
      owner: { type: 'customer', uuid: demoCustomers.northwind.uuid },
      details: 'Send the quote',
      assignee: 'tomas@example.com',
      completedAt: null,
    });

    await notes.row('Open follow-ups').first().waitFor();
    await notes.click('Open follow-ups');
    await notes.row('Send the quote').waitFor();
    await window.picture('follow-up');
    await notes.button('Send the quote', 'Mark as Done');
    await expect.poll(() => tasks[0]?.completedAt ?? 0, patiently).toBeGreaterThan(0);
    await notes.row('No open follow-ups.').waitFor();
  });
});
