import { expect, test } from 'vitest';
import { demoCustomers } from '../sandbox/demo.ts';
import { startSandbox, type Sandbox } from '../sandbox/sandbox.ts';
import { addChartmogul } from './addAccount.ts';
import type { EditorWindow } from './editorWindow.ts';
import { entriesIn } from './outboxEntries.ts';
import { withWorkbench } from './workbench.ts';

const { northwind } = demoCustomers;
const patiently = { interval: 250 };

/** The window has room for the whole form, and a deletion can be taken back for a while. */
const unhurried = { viewport: { width: 960, height: 1240 }, settings: { 'notelog.undoSeconds': 10 } };

/** A note that somebody else has stored, with formatting; `sequence`: its own. */
function store(sandbox: Sandbox, text: string, sequence: number) {
  const { chartmogul } = sandbox.state;
  const [author] = chartmogul.team;
  if (!author) throw new Error('the demo has a team');
  const at = Date.parse('2025-05-06T15:30:00Z');
  const note = {
    uuid: `note_1d8b2c52-0000-4000-8000-00000000${sequence}`,
    owner: { type: 'customer' as const, uuid: northwind.uuid },
    type: 'note' as const,
    text,
    callDuration: 0,
    author,
    createdAt: at,
    updatedAt: at,
    sequence,
  };
  chartmogul.notes.push(note);
  return note;
}

type StoredNote = ReturnType<typeof store>;

function patches(sandbox: Sandbox): readonly unknown[] {
  return sandbox.requests.filter(({ method }) => method === 'PATCH').map(({ body }) => String(body));
}

/** How often the notes were listed since the last of them was changed. */
function listsSinceChange({ requests }: Sandbox): number {
  const lastChange = requests.findLastIndex(({ method }) => method === 'PATCH');
  return requests.slice(lastChange).filter(({ url }) => url.includes('notes?')).length;
}

/** Waits until the change is stored: its row is gone, the note's row has the new text, and the list was read again. */
async function settled({ notes }: EditorWindow, sandbox: Sandbox, label: string): Promise<void> {
  await expect.poll(() => listsSinceChange(sandbox), patiently).toBeGreaterThan(0);
  const rows = notes.row(label);
  await expect
    .poll(async () => [await rows.count(), await rows.first().getAttribute('aria-label')], patiently)
    .toEqual([1, expect.stringContaining('Tomás')]);
}

async function openForEditing(window: EditorWindow, label: string): Promise<void> {
  await window.notes.menu(label, 'Edit Note');
  await window.form.getByText(/^Editing a note of/).waitFor();
}

test('one word of a note is changed and every other byte stays; a note is edited while somebody else changes it, and deleted unless that is taken back', async () => {
  await using sandbox = await startSandbox();
  const offer = store(sandbox, offerText, 1000);
  const seats = store(sandbox, '<p>Wants <b>two</b> seats.</p>', 1001);
  await withWorkbench(async ({ window, storage }) => {
    await addChartmogul(window, sandbox);
    await window.openNotelog();
    await onlyOneWordChanges(window, sandbox, offer);
    await onlyTheAuthorChanges(window, sandbox, seats);
    await changedElsewhereMeanwhile(window, sandbox, storage, seats);
    await aDeletionIsTakenBack(window, sandbox, storage, seats);
    await aNoteIsDeleted(window, sandbox, storage, seats);
  }, unhurried);
});

const offerText = [
  '<p>Offer</p>',
  '<p>Send <b>it</b> to &lt;kim@example.org&gt;, R&amp;D, https://example.org/p?a=1&amp;b=2</p>',
  '<ul class=u><LI>usage data:5GB<li>file:x</ul><p style="color:red">Red <img src="data:," alt="Logo"></p>',
].join('\r\n<!-- mail -->');

async function onlyOneWordChanges(window: EditorWindow, sandbox: Sandbox, note: StoredNote): Promise<void> {
  const { form, notes } = window;
  await notes.row('Offer').waitFor();
  for (const [from, to] of [
    ['Send', 'Mail'],
    ['usage', 'use of'],
  ] as const) {
    await openForEditing(window, 'Offer');
    const text = form.getByRole('textbox', { name: 'Text' });
    const shown = await text.inputValue();
    expect(shown).toContain('**it** to <kim@example.org>, R&D, https://example.org/p?a=1&b=2\n\n- us');
    await form.getByText('the picture “Logo”').waitFor();
    const before = note.text;
    await text.fill(shown.replace(from, to));
    await form.getByRole('button', { name: 'Save changes' }).click();
    await expect.poll(() => note.text, patiently).toBe(before.replace(from, to));
    await expect.poll(() => listsSinceChange(sandbox), patiently).toBeGreaterThan(0);
    await expect.poll(() => notes.row('Offer').count(), patiently).toBe(1);
  }
  expect(note.text).toBe(offerText.replace('Send', 'Mail').replace('usage', 'use of'));
  expect(patches(sandbox)).toHaveLength(2);
}

/** So the text keeps its formatting. */
async function onlyTheAuthorChanges(window: EditorWindow, sandbox: Sandbox, note: StoredNote): Promise<void> {
  const { form, notes } = window;
  const before = patches(sandbox).length;
  await notes.row('Wants two seats.').waitFor();
  await openForEditing(window, 'Wants two seats.');
  await form.getByText('What you do not change stays as it is saved.').waitFor();
  expect(await form.getByRole('textbox', { name: 'Text' }).inputValue()).toBe('Wants **two** seats.');
  await window.picture('editing');
  expect(await form.getByRole('combobox', { name: 'Account' }).isDisabled()).toBe(true);
  await form.locator('#author').click();
  await form.getByRole('textbox', { name: 'Author' }).fill('tomas@example.com');
  await form.getByRole('button', { name: 'Save changes' }).click();
  await expect
    .poll(() => patches(sandbox).slice(before), patiently)
    .toEqual([JSON.stringify({ author_email: 'tomas@example.com' })]);
  expect(note.text).toBe('<p>Wants <b>two</b> seats.</p>');
  await settled(window, sandbox, 'Wants two seats.');
}

/** Both versions are shown, and the user decides. */
async function changedElsewhereMeanwhile(
  window: EditorWindow,
  sandbox: Sandbox,
  storage: string,
  note: StoredNote,
): Promise<void> {
  const { form, notes, quick } = window;
  await openForEditing(window, 'Wants two seats.');
  await form.getByRole('textbox', { name: 'Text' }).fill('Wants three seats.');
  note.text = 'Wants four seats.';
  await form.getByRole('button', { name: 'Save changes' }).click();
  await form.locator('#state').getByRole('button', { name: 'Compare' }).waitFor();
  expect([note.text, await entriesIn(storage)]).toEqual(['Wants four seats.', [expect.any(String)]]);
  await notes.row('Conflict: compare · Northwind Traders · Wants three seats.').waitFor();
  expect((await notes.labels())[0]).toBe('Needs you');
  await notes.atRest();
  await notes.click('Wants three seats.');
  await quick.waitFor('This note was changed in Demo since you opened it');
  const diff = window.page.locator('.monaco-diff-editor');
  const shown = async () => (await diff.innerText()).replaceAll('\u00a0', ' ');
  await expect.poll(shown, patiently).toContain('Wants four seats.');
  expect(await shown()).toContain('Wants three seats.');
  await window.picture('conflict');
  // Enter takes the first row, which changes nothing.
  expect(await quick.labels()).toEqual(['Decide Later', 'Keep Theirs', 'Keep Mine']);
  await quick.press('Enter');
  await quick.box.waitFor({ state: 'hidden' });
  expect([note.text, await entriesIn(storage)]).toEqual(['Wants four seats.', [expect.any(String)]]);
  await notes.atRest();
  await notes.click('Wants three seats.');
  await quick.pick('Keep Mine', 'Which version stays?');
  await expect.poll(() => note.text, patiently).toBe('<p>Wants three seats.</p>');
  await expect.poll(() => diff.count(), patiently).toBe(0);
  await expect.poll(() => entriesIn(storage), patiently).toEqual([]);
  await settled(window, sandbox, 'Wants three seats.');
}

async function aDeletionIsTakenBack(
  { notes, messages }: EditorWindow,
  sandbox: Sandbox,
  storage: string,
  note: StoredNote,
): Promise<void> {
  await notes.menu('Wants three seats.', 'Delete Note…');
  await messages.answerDialog('Delete this note?', 'Delete');
  await messages.press('Deleting a note in Demo in', 'Cancel');
  await messages.close('Undone. Nothing was deleted.');
  await expect.poll(() => entriesIn(storage), patiently).toEqual([]);
  expect(sandbox.requests.filter(({ method }) => method === 'DELETE')).toEqual([]);
  expect(sandbox.state.chartmogul.notes).toContain(note);
}

async function aNoteIsDeleted(
  { notes, messages }: EditorWindow,
  sandbox: Sandbox,
  storage: string,
  note: StoredNote,
): Promise<void> {
  await notes.menu('Wants three seats.', 'Delete Note…');
  const question = await messages.answerDialog('Delete this note?', 'Delete');
  expect(question).toContain('ChartMogul cannot bring it back.');
  await expect.poll(() => sandbox.state.chartmogul.notes.includes(note), patiently).toBe(false);
  // For a moment the deletion has a row of its own.
  await expect.poll(() => notes.row('Wants three seats.').count(), patiently).toBe(0);
  await expect.poll(() => entriesIn(storage), patiently).toEqual([]);
}
