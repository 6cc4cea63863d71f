import { expect, test } from 'vitest';
import { chooseCustomer } from './chooseCustomer.ts';
import type { EditorWindow } from './editorWindow.ts';
import { notesIn } from './notesIn.ts';
import { entriesIn } from './outboxEntries.ts';
import { withWorkbench } from './workbench.ts';

const patiently = { interval: 250 };
const settings = { 'notelog.agents.enabled': true, 'chat.disableAIFeatures': false };

async function say(window: EditorWindow, text: string): Promise<void> {
  await window.command('Tool Caller: Say to the Caller');
  await window.quick.enter(text, 'What to say');
}

async function expectSaid(window: EditorWindow, text: string | RegExp): Promise<void> {
  await window.page.locator('.interactive-session').getByText(text).first().waitFor();
}

test('a tool that the editor’s own question has allowed proposes a note, and only the user logs it', async () => {
  await withWorkbench(
    async ({ window, storage }) => {
      const { page, notes, form } = window;
      await window.openNotelog();
      // The editor asks nothing before Notelog's own tool runs.
      await say(window, 'Unasked');
      await notes.menu('Acme Corp · Unasked', 'Decline');
      await expectSaid(window, '"state":"declined"');

      await say(window, 'ask: Allowed by hand');
      // What it is called by a screen reader is not what it shows.
      await page.getByRole('button').filter({ hasText: 'Allow in this Session' }).first().click();
      await notes.click('Acme Corp · Allowed by hand');
      // What is chosen before the form shows it belongs to the note that waits behind it.
      await expect.poll(() => form.locator('#text').inputValue(), patiently).toBe('Allowed by hand');
      await chooseCustomer(form, 'Acme Corp', 'Acme Corp');
      expect([await notesIn(storage), await entriesIn(storage)]).toEqual([[], []]);
      await form.getByRole('button', { name: 'Log note' }).click();
      await expectSaid(window, /"state":"(accepted|sending|stored)"/);
      await expect.poll(() => notesIn(storage), patiently).toHaveLength(1);

      // The same tool again is not asked about any more.
      await say(window, 'ask: Allowed before');
      await notes.row('Acme Corp · Allowed before').waitFor();
      await window.picture('allowed-in-session');
      expect(await entriesIn(storage)).toEqual([]);
      expect((await notesIn(storage)).map((text) => text.includes('Allowed by hand'))).toEqual([true]);
    },
    { settings, hasOthers: true },
  );
});
