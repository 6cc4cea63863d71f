import { expect, test } from 'vitest';
import { demoCustomers, demoEntities } from '../sandbox/demo.ts';
import { startSandbox, type Sandbox } from '../sandbox/sandbox.ts';
import { addActiveplatform, addChartmogul } from './addAccount.ts';
import type { EditorWindow } from './editorWindow.ts';
import { withWorkbench } from './workbench.ts';

const settings = { 'notelog.undoSeconds': 0 };

test('several files become one note each; a text file is sent to ChartMogul as text, other files are refused', async () => {
  await using sandbox = await startSandbox();
  const files = {
    'one.txt': 'one',
    'two.txt': 'two',
    'steps.txt': 'First <this>\n  then that\n',
    'empty.txt': '',
    'photo.png': new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3, 255]),
    'sub/inner.txt': 'inside',
  };
  await withWorkbench(
    async ({ window }) => {
      await addActiveplatform(window, sandbox);
      await severalFiles(window, sandbox);
      await addChartmogul(window, sandbox);
      await window.openExplorer();

      await window.explorerMenu(['empty.txt'], 'Attach File as Note');
      expect(await window.messages.close('empty.txt')).toContain('is empty (0 bytes)');

      // Only accounts that take the file are searched.
      await window.explorerMenu(['photo.png'], 'Attach File as Note');
      await window.quick.waitFor('not to Demo, text files only');
      await window.quick.cancel();

      await window.openFile('steps.txt');
      await window.tabMenu('steps.txt', 'Attach File as Note');
      await window.quick.enter(demoCustomers.northwind.uuid, 'Name, id or e-mail address');
      await window.quick.waitFor('Attach steps.txt for Northwind Traders · Demo');
      await window.quick.pickTarget('Log this file as text', 'Press Enter to log');
      await window.messages.waitFor('Logged for Northwind Traders in Demo.');
      const note = sandbox.state.chartmogul.notes.at(-1);
      expect(note?.text).toContain('<pre>First &lt;this&gt;\n  then that\n</pre>');
      const posts = sandbox.requests.filter(({ method, url }) => method === 'POST' && url.startsWith('/v1'));
      expect(posts).toHaveLength(1);
    },
    { files, settings },
  );
});

/** Logs one note for each file, from one list with a comment for each. */
async function severalFiles(window: EditorWindow, sandbox: Sandbox): Promise<void> {
  await window.openExplorer();
  await window.explorerMenu(['one.txt', 'two.txt'], 'Attach File as Note', () =>
    window.picture('right-click', { width: 560, height: 640 }),
  );
  await window.quick.type(String(demoEntities.account), 'Name, id or e-mail address');
  await window.quick.lookUp(String(demoEntities.account), 'account');
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

test('a tab with changes that are not saved is sent as it is seen, and another encoding is asked for', async () => {
  await using sandbox = await startSandbox();
  const files = { 'steps.txt': 'old steps\n', 'western.txt': Buffer.from('Grüße aus Köln', 'latin1') };
  await withWorkbench(
    async ({ window }) => {
      await addChartmogul(window, sandbox);
      const lastText = () => sandbox.state.chartmogul.notes.at(-1)?.text;
      await window.openExplorer();

      await window.openFile('steps.txt');
      await window.page.locator('.editor-instance .view-lines').first().click();
      await window.page.keyboard.press('ControlOrMeta+A');
      await window.page.keyboard.type('new steps');
      await window.tabMenu('steps.txt', 'Attach File as Note');
      await window.quick.enter(demoCustomers.northwind.uuid, 'Name, id or e-mail address');
      await window.quick.waitFor('as you see it, not saved yet');
      await window.quick.pickTarget('Log this file as text');
      await window.messages.waitFor('Logged for Northwind Traders in Demo.');
      expect(lastText()).toContain('<pre>new steps</pre>');

      await window.explorerMenu(['western.txt'], 'Attach File as Note');
      await window.quick.enter(demoCustomers.northwind.uuid, 'Name, id or e-mail address');
      await window.messages.press('“western.txt” is text, but not in UTF-8', 'Choose Encoding');
      await window.quick.pick('Western (Windows 1252)', 'Encoding of western.txt');
      await window.quick.waitFor('read as Western (Windows 1252): Grüße aus Köln');
      await window.quick.pickTarget('Log this file as text');
      await expect.poll(lastText).toContain('<pre>Grüße aus Köln</pre>');
    },
    // The editor in the browser saves by itself otherwise.
    { files, settings: { ...settings, 'files.autoSave': 'off' } },
  );
});
