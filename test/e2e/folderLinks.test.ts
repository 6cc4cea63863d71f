import { expect, test } from 'vitest';
import { notesIn } from './notesIn.ts';
import { withWorkbench } from './workbench.ts';

test('after the second note a link is offered, and from then on notes begin with the customer of the folder', async () => {
  await withWorkbench(
    async ({ window, storage }) => {
      const { quick, messages, form } = window;
      for (const text of ['Wants a trial.', 'Has begun the trial.']) {
        await window.command('Notelog: New Note');
        await quick.choose('Acme Corp', 'Customer, or customer: what happened');
        await quick.enter(text, 'New Note for Acme Corp · Notebook');
        await messages.close('Logged for Acme Corp in Notebook.');
      }
      await messages.press('This is the second note about Acme Corp from “customers”', 'Link');
      await messages.close('“customers” is linked to Acme Corp.');

      // In the box, Enter takes the first row.
      await window.command('Notelog: New Note');
      await quick.waitFor('Suggested by this folder');
      await quick.press('Enter');
      await quick.enter('Has bought it.', 'New Note for Acme Corp · Notebook');
      await messages.close('Logged for Acme Corp in Notebook.');

      // In the form, the card has the customer, and says why.
      await window.openNotelog();
      await form.locator('#customer', { hasText: 'Acme Corp' }).waitFor();
      await form.locator('#facts', { hasText: 'Suggested by this folder' }).waitFor();
      await window.picture('suggested-by-folder');
      await form.locator('#text').fill('Needs an invoice.');
      await form.locator('#text').press('ControlOrMeta+Enter');
      await expect
        .poll(async () => (await notesIn(storage)).filter((note) => note.includes('Acme Corp')).length)
        .toBe(4);
      expect((await notesIn(storage)).join()).toContain('Needs an invoice.');

      // One key leads to another customer, whom the folder does not change any more.
      await form.locator('#text').waitFor();
      await form.locator('#customer').press('Backspace');
      await expect.poll(() => form.locator('#target').inputValue()).toBe('Acme Corp');

      await window.command('Notelog: Show Folder Links');
      await quick.pick('customers → Acme Corp', 'Which link?');
      await quick.pick('Unlink', 'What do you want to do?');
      await messages.close('“customers” is no longer linked to Acme Corp.');
      await window.command('Notelog: New Note');
      await quick.waitFor('Recent');
      expect(await quick.entries()).not.toContain('Suggested by this folder');
      await quick.cancel();
    },
    { offersLink: true },
  );
});
