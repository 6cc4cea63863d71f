import { expect, test } from 'vitest';
import { demoCustomers, demoEntities } from '../sandbox/demo.ts';
import { startSandbox, type Sandbox } from '../sandbox/sandbox.ts';
import { secretCorpus } from '../support/secretCorpus.ts';
import { addActiveplatform, addChartmogul } from './addAccount.ts';
import type { EditorWindow } from './editorWindow.ts';
import { withWorkbench } from './workbench.ts';

const token = secretCorpus.find(({ kind }) => kind === 'github')?.secret ?? '';
const files = {
  'one.txt': 'one',
  'two.txt': 'two',
  'steps.txt': 'First <this>\n  then that\n',
  'empty.txt': '',
  'photo.png': new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3, 255]),
  'sub/inner.txt': 'inside',
  'settings.ini': `[api]\nname = demo\ntoken = ${token}\n`,
  'western.txt': Buffer.from('Grüße aus Köln', 'latin1'),
};

test('several files become one note each; a secret is masked; ChartMogul gets text files as text, as they are seen, and no others; another encoding is asked for', async () => {
  await using sandbox = await startSandbox();
  await withWorkbench(
    async ({ window }) => {
      await addActiveplatform(window, sandbox);
      await severalFiles(window, sandbox);
      await aFileWithASecret(window, sandbox);
      await addChartmogul(window, sandbox);
      await window.openExplorer();
      await whatCannotBeSent(window);
      await aTextFile(window, sandbox);
      await aTabThatIsNotSaved(window, sandbox);
      await anotherEncoding(window, sandbox);
    },
    // The editor in the browser saves by itself otherwise.
    { files, settings: { 'files.autoSave': 'off' } },
  );
});

/** Logs one note for each file, from one list with a comment for each. */
async function severalFiles(window: EditorWindow, sandbox: Sandbox): Promise<void> {
  await window.openExplorer();
  await window.explorerMenu(['one.txt', 'two.txt'], 'Attach File as Note', () =>
    window.picture('right-click', { width: 560, height: 640 }),
  );
  await window.quick.type(String(demoEntities.account), 'Name, id or e-mail address');
  await window.quick.lookUp(String(demoEntities.account), 'account', 'Fabrikam GmbH');
  await window.quick.pick('two.txt', 'choose a file to comment on');
  await window.quick.enter('The second one.', 'What is this file about?');
  await window.quick.waitFor('choose a file to comment on');
  expect((await window.quick.entries()).join()).toContain('The second one.');
  await window.picture('several-files', window.quick.box);
  await window.quick.press('Enter');
  await expect
    .poll(() =>
      sandbox.state.activeplatform.notes.slice(-2).map((note) => [note.content, note.attachment?.name]),
    )
    .toEqual([
      ['one.txt', 'one.txt'],
      ['The second one.', 'two.txt'],
    ]);
}

/** It is asked about; its place is shown, and its masked copy goes. */
async function aFileWithASecret(window: EditorWindow, sandbox: Sandbox): Promise<void> {
  await window.explorerMenu(['settings.ini'], 'Attach File as Note');
  await window.quick.type(String(demoEntities.account), 'Name, id or e-mail address');
  await window.quick.lookUp(String(demoEntities.account), 'account', 'Fabrikam GmbH');
  await window.quick.enter('Their settings.', 'What is this file about?');
  await window.messages.dialog.waitFor();
  await window.picture('secret-question');
  const question = await window.messages.answerDialog('“settings.ini” seems to hold a secret', 'Show');
  expect(question).toContain('Key or token of GitHub, line 3');
  expect(question).not.toContain(token);
  await window.tab('settings.ini').waitFor();
  await window.picture('secret-shown');
  await window.messages.press('“settings.ini” seems to hold a secret', 'Mask and Continue');
  const last = () => sandbox.state.activeplatform.notes.at(-1);
  await expect
    .poll(() => [last()?.content, last()?.attachment?.name])
    .toEqual(['Their settings.', 'settings.ini']);
  await window.messages.close('Logged for');
  expect(Buffer.from(last()?.attachment?.bytes ?? '').toString()).toBe(
    '[api]\nname = demo\ntoken = [masked]\n',
  );
  expect(JSON.stringify(sandbox.requests)).not.toContain(token);
}

async function whatCannotBeSent(window: EditorWindow): Promise<void> {
  await window.explorerMenu(['empty.txt'], 'Attach File as Note');
  expect(await window.messages.close('empty.txt')).toContain('is empty (0 bytes)');

  // Only accounts that take the file are searched.
  await window.explorerMenu(['photo.png'], 'Attach File as Note');
  await window.quick.waitFor('not to Demo, text files only');
  await window.quick.cancel();
}

const lastText = (sandbox: Sandbox) => sandbox.state.chartmogul.notes.at(-1)?.text;

/** Its note holds the text, and no file is sent. */
async function aTextFile(window: EditorWindow, sandbox: Sandbox): Promise<void> {
  await window.openFile('steps.txt');
  await window.tabMenu('steps.txt', 'Attach File as Note');
  await window.quick.enter(demoCustomers.northwind.uuid, 'Name, id or e-mail address');
  await window.quick.waitFor('Attach steps.txt for Northwind Traders · Demo');
  await window.quick.pickTarget('Log this file as text', 'Press Enter to log');
  await window.messages.close('Logged for Northwind Traders in Demo.');
  expect(lastText(sandbox)).toContain('<pre>First &lt;this&gt;\n  then that\n</pre>');
  const posts = sandbox.requests.filter(({ method, url }) => method === 'POST' && url.startsWith('/v1'));
  expect(posts).toHaveLength(1);
}

/** It is sent as it is seen. */
async function aTabThatIsNotSaved(window: EditorWindow, sandbox: Sandbox): Promise<void> {
  await window.page.locator('.editor-instance .view-lines').first().click();
  await window.page.keyboard.press('ControlOrMeta+A');
  await window.page.keyboard.type('new steps');
  await window.tabMenu('steps.txt', 'Attach File as Note');
  await window.quick.enter(demoCustomers.northwind.uuid, 'Name, id or e-mail address');
  await window.quick.waitFor('as you see it, not saved yet');
  await window.quick.pickTarget('Log this file as text');
  await window.messages.waitFor('Logged for Northwind Traders in Demo.');
  expect(lastText(sandbox)).toContain('<pre>new steps</pre>');
}

async function anotherEncoding(window: EditorWindow, sandbox: Sandbox): Promise<void> {
  await window.explorerMenu(['western.txt'], 'Attach File as Note');
  await window.quick.enter(demoCustomers.northwind.uuid, 'Name, id or e-mail address');
  await window.messages.press('“western.txt” is text, but not in UTF-8', 'Choose Encoding');
  await window.quick.pick('Western (Windows 1252)', 'Encoding of western.txt');
  await window.quick.waitFor('read as Western (Windows 1252): Grüße aus Köln');
  await window.quick.pickTarget('Log this file as text');
  await expect.poll(() => lastText(sandbox)).toContain('<pre>Grüße aus Köln</pre>');
}
