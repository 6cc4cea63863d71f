import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { demoEntities } from '../sandbox/demo.ts';
import { startSandbox } from '../sandbox/sandbox.ts';
import { addActiveplatform } from './addAccount.ts';
import { entriesIn } from './outboxEntries.ts';
import { withWorkbench } from './workbench.ts';

const patiently = { interval: 250 };

/** Every byte value, many times over: nothing that a decoder could mistake for text. */
const pdf = Buffer.concat([
  Buffer.from('%PDF-1.7\n'),
  Buffer.from(Array.from({ length: 70_001 }, (_, i) => (i * 31) % 256)),
]);

test('a PDF goes to a subscription by right click, byte for byte, and its note is deleted again', async () => {
  await using sandbox = await startSandbox();
  await withWorkbench(
    async ({ window, storage }) => {
      await addActiveplatform(window, sandbox);
      await window.openExplorer();
      await window.explorerMenu(['contract.pdf'], 'Attach File as Note');
      await window.quick.type(String(demoEntities.subscription), 'Name, id or e-mail address');
      await window.quick.lookUp(String(demoEntities.subscription), 'subscription');
      await window.quick.enter('Signed contract', 'Attach contract.pdf for');
      await window.messages.waitFor('in Platform.');

      const note = sandbox.state.activeplatform.notes.at(-1);
      expect(note).toMatchObject({
        content: 'Signed contract',
        target: { type: 'subscription', id: demoEntities.subscription },
      });
      expect(note?.attachment?.name).toBe('contract.pdf');
      expect(note?.attachment?.sha256).toBe(createHash('sha256').update(pdf).digest('hex'));
      await window.openNotelog();
      await window.notes.row('Signed contract').waitFor();
      await window.picture('activeplatform-note');

      // What this service cannot do is not offered.
      const items = await window.notes.menuItems('Signed contract');
      expect(items).toContain('Delete Note…');
      expect(items).not.toContain('Edit Note');

      // Where the installation has no such method, the note stays, and the deletion asks the user.
      const { notes } = sandbox.state.activeplatform;
      sandbox.switches.deletesNotes = false;
      await window.notes.menu('Signed contract', 'Delete Note…');
      const question = await window.messages.answerDialog('Delete this note?', 'Delete');
      expect(question).toContain('deleted in Platform, for everybody');
      await window.messages.close('This installation of ActivePlatform does not delete notes');
      expect(notes).toContain(note);
      expect(await entriesIn(storage)).toHaveLength(1);

      // The deletion has a row of its own, above all others.
      sandbox.switches.deletesNotes = true;
      await window.notes.button('Not deleted: try again', 'Try Now');
      await expect.poll(() => notes.some(({ id }) => id === note?.id), patiently).toBe(false);
      await expect.poll(() => window.notes.row('Signed contract').count(), patiently).toBe(0);
      await expect.poll(() => entriesIn(storage), patiently).toEqual([]);
      const deletions = sandbox.requests.filter(({ method }) => method === 'DELETE');
      expect(deletions.map(({ url }) => url)).toEqual(Array(2).fill(`/api/v3/resellers/1/notes/${note?.id}`));
    },
    { files: { 'contract.pdf': pdf, 'empty.txt': '', 'notes.txt': 'Hello' } },
  );
});
