import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { accountSchema } from '../../src/model/account.ts';
import { demoCustomers, demoTeam } from '../sandbox/demo.ts';
import { greetingState } from '../sandbox/greeting.ts';
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
    await quick.enter('Send the quote', 'What needs to be done?');
    await quick.pick('Tomorrow', 'When is it due?');
    await quick.pick('tomas@example.com', 'Who will do it?');
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
    // The box over the row that was clicked would cover it.
    await window.page.mouse.move(0, 0);
    await notes.button('Send the quote', 'Mark as Done');
    await expect.poll(() => tasks[0]?.completedAt ?? 0, patiently).toBeGreaterThan(0);
    // A customer without an open one has no row for them.
    await notes.row('Send the quote').waitFor({ state: 'hidden' });
  });
});

const settingsSchema = z.looseObject({ 'notelog.accounts': z.array(accountSchema) });

/** Writes the author's address into the account's settings, as a user may do by hand. `storage`: the extension's. */
async function nameAuthor(storage: string, authorEmail: string): Promise<void> {
  const path = join(storage, '..', '..', 'settings.json');
  const settings = settingsSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  const accounts = settings['notelog.accounts'].map((account) => ({
    ...account,
    fields: { ...account.fields, authorEmail },
  }));
  await writeFile(path, JSON.stringify({ ...settings, 'notelog.accounts': accounts }));
}

test('the user’s own follow-ups of all customers stand together, due ones first, and are checked off', async () => {
  await using sandbox = await startSandbox({ seed: greetingState });
  await withWorkbench(
    async ({ window, storage }) => {
      const { notes } = window;
      const status = window.page
        .locator('.statusbar-item[id$="notelog.followUps"]')
        .filter({ visible: true });
      await addChartmogul(window, sandbox);
      await window.openNotelog();
      await notes.row(/^Follow-ups$/).waitFor();
      // Whose they are is not known, so nothing is said of them.
      expect(await status.count()).toBe(0);
      await nameAuthor(storage, demoTeam.ada.email);
      await window.reload();
      await notes.row('My follow-ups').waitFor();
      await notes.row('Ask for a reference').waitFor();
      const rows = await notes.rows();
      const from = rows.findIndex(({ label }) => label === 'My follow-ups');
      expect(rows[from]?.description).toBe('2 due');
      expect(
        rows.slice(from + 1, from + 5).map(({ label, description }) => `${label} | ${description}`),
      ).toEqual([
        expect.stringMatching(/^Send the quote for single sign-on | Overdue, .* · Northwind Traders$/),
        'Ask Joris whether the import works | Today · Northwind Traders',
        expect.stringMatching(/^Call about the renewal | .* · Northwind Traders$/),
        expect.stringMatching(/^Ask for a reference | .* · Contoso Coffee$/),
      ]);
      await expect.poll(() => status.innerText(), patiently).toContain('2 follow-ups due');
      await window.inEachTheme((theme) => window.picture(`my-follow-ups-${theme}`));

      await notes.atRest();
      await notes.row('Ask Joris whether the import works').getByRole('checkbox').click();
      const task = () =>
        sandbox.state.chartmogul.tasks.find(({ details }) => details.startsWith('Ask Joris'))?.completedAt ??
        0;
      await expect.poll(task, patiently).toBeGreaterThan(0);
      await notes.row('Ask Joris whether the import works').waitFor({ state: 'hidden' });
      await expect.poll(() => status.innerText(), patiently).toContain('1 follow-up due');

      // After a reload nobody has opened anything of Notelog's, and still it is said.
      await window.openExplorer();
      await window.reload();
      await status.waitFor();
      const reads = sandbox.requests.filter(({ method, url }) => method === 'GET' && url.includes('/tasks'));
      expect(reads.filter(({ url }) => url.includes('customer_uuid'))).toEqual([]);
      expect(reads.length).toBeLessThan(12);
    },
    { viewport: { width: 1280, height: 1000 } },
  );
});
