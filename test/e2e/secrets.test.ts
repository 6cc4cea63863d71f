import { expect, test } from 'vitest';
import { demoEntities } from '../sandbox/demo.ts';
import { startSandbox } from '../sandbox/sandbox.ts';
import { secretCorpus } from '../support/secretCorpus.ts';
import { addActiveplatform } from './addAccount.ts';
import { withWorkbench } from './workbench.ts';

const secretOf = (kind: string) => secretCorpus.find((each) => each.kind === kind)?.secret ?? '';
const token = secretOf('github');

test('a file with a secret is asked about; its place is shown, and its masked copy goes', async () => {
  await using sandbox = await startSandbox();
  const files = { 'settings.ini': `[api]\nname = demo\ntoken = ${token}\n` };
  await withWorkbench(
    async ({ window }) => {
      await addActiveplatform(window, sandbox);
      await window.openExplorer();
      await window.explorerMenu(['settings.ini'], 'Attach File as Note');
      await window.quick.type(String(demoEntities.account), 'Name, id or e-mail address');
      await window.quick.lookUp(String(demoEntities.account), 'account');
      await window.quick.enter('Their settings.', 'What is this file about?');
      await window.messages.dialog.waitFor();
      await window.picture('secret-question');
      const question = await window.messages.answerDialog('“settings.ini” seems to hold a secret', 'Show');
      expect(question).toContain('Key or token of GitHub, line 3');
      expect(question).not.toContain(token);
      await window.tab('settings.ini').waitFor();
      await window.picture('secret-shown');
      await window.messages.press('“settings.ini” seems to hold a secret', 'Mask and Continue');
      await window.messages.close('Logged for');
      const note = sandbox.state.activeplatform.notes.at(-1);
      expect([note?.content, note?.attachment?.name]).toEqual(['Their settings.', 'settings.ini']);
      expect(Buffer.from(note?.attachment?.bytes ?? '').toString()).toBe(
        '[api]\nname = demo\ntoken = [masked]\n',
      );
      expect(JSON.stringify(sandbox.requests)).not.toContain(token);
    },
    { files },
  );
});
