import { readdir, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client } from '@modelcontextprotocol/client';
import { expect, test } from 'vitest';
import { callTool, withAgent } from './agent.ts';
import { chooseCustomer } from './chooseCustomer.ts';
import type { EditorWindow } from './editorWindow.ts';
import { notesIn } from './notesIn.ts';
import { entriesIn } from './outboxEntries.ts';
import { whileWriting } from './whileWriting.ts';
import { withWorkbench } from './workbench.ts';

// What an agent proposes, from its side and from the user's.

const settings = { 'notelog.agents.enabled': true };
const patiently = { interval: 250 };
const note = { customer: { query: 'Acme Corp' }, text: 'The import of **March** works again.' };

const rowOfNote = /^Acme Corp · The import of/;

/** What the agent is told of a note, once the user has decided. */
const propose = (client: Client, text: string) =>
  callTool(client, 'notelog_log_note', { customer: { query: 'Acme Corp' }, text });

async function expectNothingNeedsOk(window: EditorWindow): Promise<void> {
  await expect.poll(() => window.notes.labels(), patiently).not.toContain('Needs your OK');
}

async function openFromRow(window: EditorWindow): Promise<void> {
  await window.notes.click(rowOfNote);
  const text = window.form.getByRole('textbox', { name: 'Text' });
  await expect.poll(() => text.inputValue(), patiently).toBe(note.text);
}

/** Nobody is chosen by a proposal for somebody who is not in a list. */
async function logFromForm(window: EditorWindow): Promise<void> {
  await chooseCustomer(window.form, 'Acme Corp', 'Acme Corp');
  await window.form.getByRole('button', { name: 'Log note' }).click();
}

async function declineOneAndAll(window: EditorWindow, client: Client): Promise<void> {
  const answer = propose(client, 'Not this one');
  await window.notes.menu('Not this one', 'Decline');
  expect(await answer).toContain('"state":"declined"');
  const answers = ['Nor this', 'Nor that'].map((text) => propose(client, text));
  await window.notes.row('Nor this').waitFor();
  await expect.poll(() => window.badge.innerText(), patiently).toBe('2');
  await window.notes.menu('Nor that', 'Decline All from This Source');
  await window.messages.answerDialog('Decline 2 proposed notes (says it is “An agent”)?', 'Decline All');
  for (const each of await Promise.all(answers)) expect(each).toContain('"state":"declined"');
  await expectNothingNeedsOk(window);
}

test('of what an agent proposes, the user declines some, and logs one, once', async () => {
  await withWorkbench(
    async ({ window, storage }) => {
      await window.openNotelog();
      await withAgent(storage, async (client) => {
        await declineOneAndAll(window, client);
        const answer = callTool(client, 'notelog_log_note', note);
        await window.notes.row(rowOfNote).waitFor();
        expect(await window.notes.labels()).toContain('Needs your OK');
        await expect
          .poll(() => window.outboxStatus.innerText(), patiently)
          .toContain('1 proposed note needs your OK');
        await window.picture('needs-your-ok', window.sideBar);
        await openFromRow(window);
        expect(await notesIn(storage)).toEqual([]);
        await logFromForm(window);
        await expect.poll(() => notesIn(storage), patiently).toHaveLength(1);
        await expect.poll(() => entriesIn(storage), patiently).toEqual([]);
        expect((await notesIn(storage)).join()).toContain(note.text);
        expect(await answer).toMatch(/"state":"(accepted|sending|stored|reviewing|pending)"/);
        expect(await callTool(client, 'notelog_log_note', note)).toContain('"state":"stored"');
        await expectNothingNeedsOk(window);
        expect(await notesIn(storage)).toHaveLength(1);
      });
    },
    { settings },
  );
});

/** While one window writes a proposal, another one that shows its row too gets no hold of it. */
async function onlyOneWindowHasIt(window: EditorWindow, other: EditorWindow): Promise<void> {
  await other.notes.row(rowOfNote).waitFor();
  await openFromRow(window);
  await whileWriting(window, async () => {
    await other.notes.click(rowOfNote);
    await other.messages.close('Another window is writing this draft.');
  });
  expect(await other.form.getByRole('textbox', { name: 'Text' }).inputValue()).toBe('');
}

test('what two windows show is logged by one, also where it is killed before it can say so', async () => {
  await withWorkbench(
    async ({ window, openWindow, killExtensionHost, storage }) => {
      await window.openNotelog();
      await withAgent(storage, async (client) => {
        const answer = callTool(client, 'notelog_log_note', note);
        const other = await openWindow();
        await other.openNotelog();
        await onlyOneWindowHasIt(window, other);
        // No outcome can be written where a link would lead it elsewhere.
        const outcomes = join(storage, 'agents', 'outcomes');
        await symlink(join(storage, 'nowhere'), outcomes, 'junction');
        await logFromForm(window);
        await expect
          .poll(async () => [...(await entriesIn(storage)), ...(await notesIn(storage))], patiently)
          .not.toEqual([]);
        await killExtensionHost();
        const [left = ''] = await readdir(join(storage, 'agents', 'proposals'));
        const id = left.slice(0, 36);
        await rm(outcomes);
        // The editor draws nothing in a page behind another one.
        await window.page.close();
        await other.reload();
        await other.openNotelog();
        await other.notes.row(/The import of/).waitFor();
        await expectNothingNeedsOk(other);
        await expect.poll(() => entriesIn(storage), patiently).toEqual([]);
        expect(await notesIn(storage)).toHaveLength(1);
        expect(await callTool(client, 'notelog_note_status', { id })).toContain('"state":"stored"');
        expect(await readdir(outcomes)).toEqual([`${id}.json`]);
        await answer;
      });
    },
    { settings },
  );
});
