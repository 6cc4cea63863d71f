import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { demoEntities } from '../sandbox/demo.ts';
import { startSandbox } from '../sandbox/sandbox.ts';
import { addActiveplatform } from './addAccount.ts';
import { withWorkbench } from './workbench.ts';

/** Every byte value, many times over: nothing that a decoder could mistake for text. */
const pdf = Buffer.concat([
  Buffer.from('%PDF-1.7\n'),
  Buffer.from(Array.from({ length: 70_001 }, (_, i) => (i * 31) % 256)),
]);

test('a PDF goes to a subscription by right click, byte for byte; a message says what the service cannot do', async () => {
  await using sandbox = await startSandbox();
  await withWorkbench(
    async ({ window }) => {
      await addActiveplatform(window, sandbox);
      await window.openExplorer();
      await window.explorerMenu(['contract.pdf'], 'Attach File as Note');
      await window.quick.pick('Platform', 'Which account?');
      await window.quick.type(String(demoEntities.subscription), 'Attach contract.pdf · Platform');
      await window.quick.pick(`Subscription ${demoEntities.subscription}`);
      await window.quick.enter('Signed contract', 'Attach contract.pdf for');
      await window.messages.waitFor('Stored in Platform for');

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

      await window.notes.menu('Signed contract', 'Edit Note');
      await window.messages.close('ActivePlatform has no way to change a stored note.');
      await window.notes.menu('Signed contract', 'Delete Note…');
      await window.messages.close('ActivePlatform has no way to delete a stored note.');
      expect(sandbox.state.activeplatform.notes).toContain(note);
    },
    { files: { 'contract.pdf': pdf, 'empty.txt': '', 'notes.txt': 'Hello' } },
  );
});
