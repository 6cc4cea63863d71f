import { expect, test } from 'vitest';
import { Keyboard } from './keyboard.ts';
import { notesIn } from './notesIn.ts';
import { findCustomer, logAndUndo, setTimeAndAuthor } from './wholeStory.ts';
import { withWorkbench } from './workbench.ts';

// The whole story by keyboard alone, without an account: everything is kept in the notebook.

const patiently = { interval: 250 };
const box = 'Customer, or customer: what happened';

function noteWith(storage: string, text: string): Promise<string | undefined> {
  return notesIn(storage).then((notes) => notes.find((note) => note.includes(text)));
}

test('the first note, a call in one line, and a call with its length, its date, an author and a file, taken back and logged again', async () => {
  await withWorkbench(
    async ({ window, storage }) => {
      const keys = new Keyboard(window);
      await keys.watchMouse();
      await theFirstNote(keys);
      await aCallInOneLine(keys);
      await describeCall(keys);
      await bothAreStored(storage);
      await aCallIsTakenBackAndLoggedAgain(keys, storage);
      await keys.goToRow('Renewal moved to May.');
      expect(await keys.mouseActs()).toBe(0);
    },
    { settings: { 'notelog.undoSeconds': 20 } },
  );
});

async function theFirstNote(keys: Keyboard): Promise<void> {
  await keys.command('Notelog: New Note');
  await keys.answer(box, 'Acme Corp', 'Acme Corp');
  await keys.answer('New Note for Acme Corp · Notebook', 'Renewal moved to May.');
}

async function aCallInOneLine(keys: Keyboard): Promise<void> {
  await keys.press('Shift+Alt+N');
  await keys.answer(box, 'acme corp 25m: went through the import', 'Log 25 min call about Acme Corp');
  // The customer is read before the call is logged; whoever opens another box meanwhile has not logged it.
  await keys.window.quick.gone();
}

/** They left when they could no longer be taken back. */
async function bothAreStored(storage: string): Promise<void> {
  await expect.poll(() => noteWith(storage, 'Renewal moved to May.'), patiently).toContain('Acme Corp');
  await expect
    .poll(() => noteWith(storage, 'went through the import'), patiently)
    .toContain('call_duration: 1500');
}

/** In the form, with its length, its date, an author and a file. */
async function describeCall(keys: Keyboard): Promise<void> {
  const { window } = keys;
  await findCustomer(keys, 'Acme Corp', 'Acme Corp');
  await keys.type('Agreed on a pilot.');
  await keys.goTo('radio "Note"', 'Shift+Tab');
  await keys.press('ArrowRight');
  await keys.isAt('radio "Call"');

  await keys.goTo('button "Duration"');
  await keys.press('Enter');
  await keys.isAt('textbox "Duration"');
  await keys.type('25m');
  await keys.press('Enter');
  await keys.isAt('button "Duration: 25 min"');
  await keys.press('ArrowRight', 'Enter');
  await setTimeAndAuthor(keys, '2026-03-04 10:30', 'Ann');
  await keys.press('ArrowRight', 'Enter');
  await keys.isAt('button "Attach File…"');
  await keys.press('Enter');
  // The editor's own dialog begins in the folder that is open.
  await keys.isAt('textbox');
  await window.quick.option('readme.txt').waitFor();
  await keys.type('readme.txt');
  await keys.press('Enter');
  await window.form.locator('#attachment', { hasText: 'readme.txt' }).waitFor();
  await window.picture('story-form');
  await keys.isAt('textbox "Text"');
}

async function aCallIsTakenBackAndLoggedAgain(keys: Keyboard, storage: string): Promise<void> {
  const before = await notesIn(storage);
  await logAndUndo(keys, 'Acme Corp', 'Agreed on a pilot.');
  expect(await notesIn(storage)).toEqual(before);
  await keys.press('ControlOrMeta+Enter');
  await keys.window.form.getByText('Logged for Acme Corp').waitFor();
  await expect.poll(() => noteWith(storage, 'Agreed on a pilot.'), patiently).toContain('name: "readme.txt"');
  expect(await noteWith(storage, 'Agreed on a pilot.')).toMatch(
    /kind: "call"\ncustomer: "Acme Corp"\nauthor: "Ann"\n.*\ncall_duration: 1500\n/,
  );
  expect(await notesIn(storage)).toHaveLength(before.length + 1);
}
