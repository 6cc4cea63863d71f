import { expect, test } from 'vitest';
import { demoCustomers } from '../sandbox/demo.ts';
import { startSandbox } from '../sandbox/sandbox.ts';
import { connectChartmogul, Keyboard } from './keyboard.ts';
import { findCustomer, logAndUndo, setTimeAndAuthor } from './wholeStory.ts';
import { withWorkbench } from './workbench.ts';

// The whole story by keyboard alone, with an account: from its key to a call that is followed up.

const patiently = { interval: 250 };
const { northwind } = demoCustomers;

/** Finds Northwind in the form by a misspelt name, and describes a call of 25 minutes with it. */
async function describeCall(keys: Keyboard): Promise<void> {
  await findCustomer(keys, 'nortwind', 'Northwind Traders');
  await keys.type('Agreed on a pilot.');
  await keys.press('Shift+Alt+K', 'Shift+Alt+D');
  await keys.isAt('textbox "Duration"');
  await keys.type('25m');
  await keys.press('Enter', 'Shift+Alt+T');
  await setTimeAndAuthor(keys, '2026-03-04 10:30', 'tomas@example.com');
}

test('an account is connected, and a call is taken back and logged again with a follow-up', async () => {
  await using sandbox = await startSandbox();
  const { chartmogul } = sandbox.state;
  const before = chartmogul.notes.length;
  await withWorkbench(
    async ({ window }) => {
      const keys = new Keyboard(window);
      await keys.watchMouse();
      await connectChartmogul(keys, sandbox);
      await describeCall(keys);
      await logAndUndo(keys, 'Northwind Traders', 'Agreed on a pilot.');
      expect(chartmogul.notes).toHaveLength(before);

      await keys.goTo('button "More actions"');
      await keys.press('Enter');
      await keys.isAt('menuitem "Log call and add follow-up"');
      await keys.press('Enter');
      await keys.answer('What needs to be done?', 'Send the quote');
      await keys.answer('When is it due?', 'Tomorrow', 'Tomorrow');
      await keys.answer('Who will do it?', 'tomas@example.com', 'tomas@example.com');
      await expect.poll(() => chartmogul.tasks.length, patiently).toBe(1);
      expect(chartmogul.tasks[0]).toMatchObject({
        owner: { type: 'customer', uuid: northwind.uuid },
        details: 'Send the quote',
        assignee: 'tomas@example.com',
      });
      // It leaves when it can no longer be taken back.
      await expect.poll(() => chartmogul.notes.length, patiently).toBe(before + 1);
      expect(chartmogul.notes.slice(before)).toMatchObject([
        {
          owner: { type: 'customer', uuid: northwind.uuid },
          type: 'call',
          callDuration: 1500,
          text: 'Agreed on a pilot.',
          author: { email: 'tomas@example.com' },
          createdAt: new Date('2026-03-04T10:30').getTime(),
        },
      ]);
      expect(await keys.mouseActs()).toBe(0);
    },
    { settings: { 'notelog.undoSeconds': 20 } },
  );
});
