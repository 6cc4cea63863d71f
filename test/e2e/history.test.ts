import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { demoCustomers, demoEntities, demoResellers } from '../sandbox/demo.ts';
import { buildNote } from '../sandbox/build.ts';
import { startSandbox, type Sandbox } from '../sandbox/sandbox.ts';
import { addActiveplatform, addChartmogul } from './addAccount.ts';
import { chooseCustomer } from './chooseCustomer.ts';
import type { EditorWindow } from './editorWindow.ts';
import { withWorkbench } from './workbench.ts';

const { northwind } = demoCustomers;
const patiently = { interval: 250 };

/** As ChartMogul's own editor writes it. */
const task = (text: string, checked: boolean) =>
  `<li data-checked="${checked}" data-type="taskItem"><label><input type="checkbox"${checked ? ' checked' : ''}><span></span></label><div><div class="cm-paragraph">${text}</div></div></li>`;
const html =
  '<div class="cm-paragraph">Asked for a <b>quote</b>.</div><div class="cm-paragraph"><br class="cm-trailingbreak"></div>' +
  `<ul data-type="taskList">${task('Send it', false)}${task('Call back', true)}</ul>` +
  '<p><a href="command:workbench.action.toggleZenMode">Open</a><img src="https://pictures.test/x.png"></p>';

/** The text of the preview that is in front. */
async function shownText(window: EditorWindow): Promise<string> {
  return (await window.preview.locator('body').innerText()).replaceAll('\u2060', '');
}

/** On one line, however the editor wrapped it. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, '');
}

/** Answers the editor's own dialog for a file: it proposes a name, and takes another, only once it has read a folder. */
async function saveAs(window: EditorWindow, proposed: string, path: string): Promise<void> {
  await window.quick.waitFor(/^(History of|Save) /);
  await expect.poll(async () => basename(await window.quick.value()), patiently).toBe(proposed);
  await window.quick.type(path);
  const { box } = window.quick;
  const accepted = async () => {
    if (await box.isVisible()) await box.getByRole('button', { name: 'OK' }).click({ timeout: 2_000 });
    return !(await box.isVisible());
  };
  await expect.poll(() => accepted().catch(() => false), patiently).toBe(true);
}

/** A note that somebody else has stored, as HTML. */
function storeRichNote({ state: { chartmogul } }: Sandbox): void {
  const [author] = chartmogul.team;
  if (!author) throw new Error('the demo has a team');
  const createdAt = Date.now() - 60_000;
  chartmogul.notes.push(
    buildNote({
      uuid: 'note_rich',
      customer: northwind.uuid,
      author,
      text: html,
      createdAt,
      sequence: 900,
    }),
  );
}

const bytes = Buffer.from(Array.from({ length: 70_000 }, (_, index) => (index * 7) % 256));

/** A note that somebody else has stored with a file. */
function storeFile({ state: { activeplatform } }: Sandbox): void {
  activeplatform.notes.push({
    id: 900,
    resellerId: demoResellers.main,
    target: { type: 'account', id: demoEntities.account },
    content: 'The contract.',
    creator: 'Ann',
    createdAt: Date.now(),
    attachment: {
      name: '../../contract.bin',
      mime: 'application/octet-stream',
      size: bytes.length,
      sha256: '',
      bytes,
      quoted: true,
    },
  });
}

test('a preview shows what is then sent; a note opens as a document; a history is shown and exported; an attachment is saved, opened and purged', async () => {
  await using sandbox = await startSandbox();
  storeRichNote(sandbox);
  storeFile(sandbox);
  await withWorkbench(
    async ({ window, folder, storage }) => {
      await addChartmogul(window, sandbox);
      await window.openNotelog();
      await aPreviewIsWhatIsSent(window, sandbox);
      await aNoteAsADocument(window);
      await aHistoryIsShown(window);
      await aHistoryIsExported(window, sandbox, folder);
      await addActiveplatform(window, sandbox);
      await anAttachmentIsSavedAndOpened(window, folder, storage);
      await theOpenedCopyIsPurged(window, storage);
    },
    { viewport: { width: 1400, height: 900 } },
  );
});

async function aPreviewIsWhatIsSent(window: EditorWindow, sandbox: Sandbox): Promise<void> {
  const { form } = window;
  await form.getByLabel('Account').selectOption({ index: 0 });
  await chooseCustomer(form, northwind.uuid, 'Northwind');
  const field = form.getByRole('textbox', { name: 'Text' });
  await field.fill('**Hot** lead: List<T>');
  expect(await form.locator('#text-format').textContent()).toBe('Markdown');
  await window.command('Notelog: Preview Note');
  await window.tab('Preview').waitFor();
  const html = '<p><strong>Hot</strong> lead: List&lt;T></p>';
  await expect.poll(() => shownText(window), patiently).toContain(html);
  await window.picture('preview');
  await field.fill('**Cold** lead');
  await expect.poll(() => shownText(window), patiently).toContain('<p><strong>Cold</strong> lead</p>');
  await form.getByRole('button', { name: 'Log note' }).click();
  const texts = () => sandbox.state.chartmogul.notes.map(({ text }) => text);
  await expect.poll(texts, patiently).toContain('<p><strong>Cold</strong> lead</p>');
}

async function aNoteAsADocument(window: EditorWindow): Promise<void> {
  await window.notes.click('Asked for a quote.');
  await window.tab('Asked for a quote.').waitFor();
  await expect.poll(() => shownText(window), patiently).toContain('Asked for a quote.');
  await window.preview.locator('strong').getByText('quote').waitFor();
  const text = await shownText(window);
  expect(text).toContain('Note · Northwind Traders');
  expect(text).toContain('Send it');
  expect(oneLine(text)).toContain('Open(command:workbench.action.toggleZenMode)');
  expect(oneLine(text)).toContain('Picture:https://pictures.test/x.png');
  await window.inEachTheme((theme) => window.picture(`document-${theme}`));
}

async function aHistoryIsShown(window: EditorWindow): Promise<void> {
  await window.notes.menu('Asked for a quote.', 'Show Customer History');
  await window.tab('History of Northwind Traders').waitFor();
  await expect.poll(() => shownText(window), patiently).toContain('History of Northwind Traders');
  await window.inEachTheme((theme) => window.picture(`history-${theme}`));
}

async function aHistoryIsExported(window: EditorWindow, sandbox: Sandbox, folder: string): Promise<void> {
  const { quick, messages } = window;
  const path = join(folder, 'northwind.csv');
  await window.command('Notelog: Export Customer History…');
  await quick.enter(northwind.uuid, 'Name, id or e-mail address');
  await saveAs(window, 'History of Northwind Traders.md', path);
  await messages.waitFor('to northwind.csv');
  const csv = await readFile(path, 'utf8');
  const storedNotes = sandbox.state.chartmogul.notes.filter(({ owner }) => owner.uuid === northwind.uuid);
  for (const { uuid } of storedNotes) expect(csv).toContain(uuid);
  expect(csv.startsWith('\ufeffid,kind,')).toBe(true);
  expect(await readdir(folder)).toEqual(['northwind.csv', 'readme.txt']);
  await quick.gone();
}

/** Byte for byte. */
async function anAttachmentIsSavedAndOpened(
  window: EditorWindow,
  folder: string,
  storage: string,
): Promise<void> {
  await window.openNotelog();
  await window.notes.row('The contract.').first().waitFor();
  await window.notes.menu('The contract.', 'Save Attachment…');
  const path = join(folder, 'saved.bin');
  await saveAs(window, 'contract.bin', path);
  await window.messages.waitFor('Saved saved.bin');
  expect(Buffer.compare(await readFile(path), bytes)).toBe(0);

  // In the editor, which does not show such a file: no other program is started.
  await window.notes.menu('The contract.', 'Open Attachment');
  await window.tab('contract.bin').waitFor();
  await window.page.getByText('The file is not displayed in the text editor').waitFor();
  const [copy = ''] = await readdir(join(storage, 'opened'));
  expect(Buffer.compare(await readFile(join(storage, 'opened', copy)), bytes)).toBe(0);
}

async function theOpenedCopyIsPurged(window: EditorWindow, storage: string): Promise<void> {
  await window.command('Notelog: Delete Local Data…');
  await window.messages.answerDialog('Delete what Notelog keeps on this machine?', 'Delete');
  await expect.poll(() => readdir(join(storage, 'opened')).catch(() => []), patiently).toEqual([]);
}
