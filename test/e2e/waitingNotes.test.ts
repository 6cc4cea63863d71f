import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { entrySchema, type EntryStatus } from '../../src/outbox/entry.ts';
import { startSandbox, type Sandbox } from '../sandbox/sandbox.ts';
import { addChartmogul } from './addAccount.ts';
import type { EditorWindow } from './editorWindow.ts';
import { sendNote, timesStored } from './northwindNotes.ts';
import { entriesIn } from './outboxEntries.ts';
import { withWorkbench } from './workbench.ts';

// What a user can do with notes that wait, from Recent Notes.

const patiently = { interval: 250 };

/** Lets the next note be refused for good. */
function refuseNext(sandbox: Sandbox): void {
  sandbox.faults.add({ kind: 'answer', status: 422, method: 'POST', path: '/customer_notes' });
}

function formText(window: EditorWindow): Promise<string> {
  return window.form.getByRole('textbox', { name: 'Text' }).inputValue();
}

/** How often the notes were listed since the last of them was stored. */
function listsSinceStored({ requests }: Sandbox): number {
  const stored = requests.findLastIndex(({ method }) => method === 'POST');
  return requests.slice(stored).filter(({ method, url }) => method === 'GET' && url.includes('notes?'))
    .length;
}

/** The contents of all files that keep a draft. */
async function draftsIn(storage: string): Promise<string[]> {
  const folder = join(storage, 'drafts');
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.json'));
  // A file that was just listed may be gone.
  return Promise.all(names.map((name) => readFile(join(folder, name), 'utf8').catch(() => '')));
}

/** Writes this status into every entry. The editor must not be running. */
async function putInState(storage: string, status: EntryStatus): Promise<void> {
  for (const path of await entriesIn(storage)) {
    const entry = entrySchema.parse(JSON.parse(await readFile(path, 'utf8')));
    await writeFile(path, JSON.stringify({ ...entry, status }));
  }
}

async function theUserDecidesWhatTheSearchCannotTell(
  window: EditorWindow,
  sandbox: Sandbox,
  storage: string,
  restart: (between: () => Promise<void>) => Promise<void>,
): Promise<void> {
  refuseNext(sandbox);
  await sendNote(window, 'Is it there?');
  await window.messages.waitFor('It was not saved, and your text is kept');
  await restart(() =>
    putInState(storage, {
      state: 'uncertain',
      failure: { reason: 'dropped', message: 'The connection was lost.' },
      since: Date.now() - 3_600_000,
      candidates: [
        { id: 'note_1', text: 'Is it there? One.' },
        { id: 'note_2', text: 'Is it there? Two.' },
      ],
    }),
  );
  await expect.poll(() => window.outboxStatus.innerText(), patiently).toContain('1 note needs attention');
  await window.openNotelog();
  await window.notes.row('Is it there?').waitFor();
  await window.notes.row('Possibly saved: check · Northwind Traders · Is it there?').waitFor();
  await window.notes.atRest();
  await window.notes.click('Is it there?');
  await window.messages.dialog.waitFor();
  await window.picture('decide');
  const question = await window.messages.answerDialog('Does Demo have this note already?', 'Decide Later');
  expect(question).toContain('Your note about Northwind Traders:');
  expect(question).toContain('Is it there? One.');
  expect(question).toContain('Is it there? Two.');
  expect(await entriesIn(storage)).toHaveLength(1);

  await window.notes.atRest();
  await window.notes.click('Is it there?');
  await window.messages.answerDialog('Does Demo have this note already?', 'Already Saved');
  await expect.poll(() => entriesIn(storage), patiently).toEqual([]);
  await window.outboxStatus.waitFor({ state: 'hidden' });
  expect(timesStored(sandbox, 'Is it there?')).toBe(0);
}

async function aMessageWhoseNoteIsGoneTakesNothingBack(
  window: EditorWindow,
  sandbox: Sandbox,
  storage: string,
): Promise<void> {
  refuseNext(sandbox);
  await sendNote(window, 'Refused at first.');
  await window.messages.waitFor('It was not saved, and your text is kept');
  await window.openNotelog();
  await window.notes.button('Refused at first.', 'Try Now');
  // Its toast is not waited for: the editor shows none that follows others too fast.
  await expect.poll(() => timesStored(sandbox, 'Refused at first.')).toBe(1);
  await expect.poll(() => entriesIn(storage)).toEqual([]);
  await window.messages.press('It was not saved, and your text is kept', 'Edit in Form');
  await window.messages.waitFor('This note is no longer pending');
  expect(await formText(window)).toBe('');
  expect(timesStored(sandbox, 'Refused at first.')).toBe(1);
  // Recent Notes asks the service soon after a send; a row that is drawn again takes its open menu along.
  await expect.poll(() => listsSinceStored(sandbox), patiently).toBeGreaterThan(0);
}

async function aRefusedNoteIsEditedAndSentAgain(
  window: EditorWindow,
  sandbox: Sandbox,
  storage: string,
): Promise<void> {
  refuseNext(sandbox);
  await sendNote(window, 'To be mended.');
  await window.messages.close('It was not saved, and your text is kept');
  await window.openNotelog();
  await window.notes.row('Not saved: edit it · Northwind Traders · To be mended.').waitFor();
  await window.notes.atRest();
  await window.notes.click('To be mended.');
  await expect.poll(() => formText(window), patiently).toBe('To be mended.');
  await expect.poll(() => entriesIn(storage), patiently).toEqual([]);
  await window.form.getByRole('textbox', { name: 'Text' }).fill('Mended.');
  await window.form.getByRole('button', { name: 'Log note' }).click();
  await expect.poll(() => timesStored(sandbox, 'Mended.'), patiently).toBe(1);
  expect(timesStored(sandbox, 'To be mended.')).toBe(0);
}

async function waitingNotesAreExported(window: EditorWindow, sandbox: Sandbox): Promise<void> {
  refuseNext(sandbox);
  await sendNote(window, 'Never sent & _kept_.');
  await window.messages.close('It was not saved, and your text is kept');
  await window.command('Notelog: Export Pending Notes');
  const lines = window.page.locator('.monaco-editor .view-lines').first();
  await expect.poll(() => lines.innerText(), patiently).toContain('Pending notes'.replaceAll(' ', '\u00a0'));
  expect((await lines.innerText()).replaceAll('\u00a0', ' ')).toContain('Never sent & _kept_.');
  await window.picture('export');
}

/** Runs while the note that was exported still waits. */
async function aPurgeListsWhatItRemoves(
  window: EditorWindow,
  sandbox: Sandbox,
  storage: string,
): Promise<void> {
  await window.openNotelog();
  await window.form.getByRole('textbox', { name: 'Text' }).fill('Half a thought.');
  await expect.poll(async () => (await draftsIn(storage)).join(), patiently).toContain('Half a thought.');
  await window.command('Notelog: Delete Local Data…');
  await window.messages.dialog.waitFor();
  await window.picture('purge');
  const question = await window.messages.answerDialog('Delete what Notelog keeps on this machine?', 'Cancel');
  expect(question).toContain('Not saved yet: 1 note');
  // A label shows a note's words, without the marks of Markdown.
  expect(question).toContain('Never sent & kept.');
  expect(question).toContain('Half a thought.');
  expect(await entriesIn(storage)).toHaveLength(1);

  await window.command('Notelog: Delete Local Data…');
  await window.messages.answerDialog('Delete what Notelog keeps on this machine?', 'Delete');
  await window.messages.waitFor('Accounts, keys and the notebook’s notes are still there.');
  expect(await entriesIn(storage)).toEqual([]);
  await expect.poll(() => formText(window), patiently).toBe('');
  expect(await draftsIn(storage)).toEqual([]);

  // An earlier note left a message with the same words.
  await window.command('Notifications: Clear All Notifications');
  await sendNote(window, 'The account still works.');
  await window.messages.waitFor('Logged for Northwind Traders in Demo.');
  expect(timesStored(sandbox, 'The account still works.')).toBe(1);
}

test('the user settles an uncertain note, edits a refused one, exports what waits and purges what was listed', async () => {
  await using sandbox = await startSandbox();
  await withWorkbench(async ({ window, storage, restart }) => {
    await addChartmogul(window, sandbox);
    await theUserDecidesWhatTheSearchCannotTell(window, sandbox, storage, restart);
    await aMessageWhoseNoteIsGoneTakesNothingBack(window, sandbox, storage);
    await aRefusedNoteIsEditedAndSentAgain(window, sandbox, storage);
    await waitingNotesAreExported(window, sandbox);
    await aPurgeListsWhatItRemoves(window, sandbox, storage);
  });
});
