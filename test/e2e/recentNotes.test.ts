import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { demoCustomers } from '../sandbox/demo.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import { startSandbox } from '../sandbox/sandbox.ts';
import { addChartmogul } from './addAccount.ts';
import { withWorkbench } from './workbench.ts';

const patiently = { interval: 250 };

const year = 365 * 24 * 3600_000;

/** Notes that others have stored, each older than the one before. */
function fill(sandbox: Sandbox, texts: readonly string[], newest = Date.now() - year): void {
  const [author] = sandbox.state.chartmogul.team;
  if (!author) throw new Error('the demo has a team');
  for (const [index, text] of texts.entries()) {
    const at = newest - index * 60_000;
    sandbox.state.chartmogul.notes.push({
      uuid: `note_${randomUUID()}`,
      owner: { type: 'customer', uuid: demoCustomers.northwind.uuid },
      type: 'note',
      text,
      callDuration: 0,
      author,
      createdAt: at,
      updatedAt: at,
      sequence: -index,
    });
  }
}

test('notes are grouped, filtered and read further back', async () => {
  await using sandbox = await startSandbox();
  fill(sandbox, [...Array.from({ length: 55 }, (_, index) => `Old note ${index}`), 'The oldest of all']);
  await withWorkbench(async ({ window }) => {
    const { notes, quick } = window;
    await addChartmogul(window, sandbox);
    await window.openNotelog();
    await notes.row('Wants the export').waitFor();

    await window.command('Notelog: Group Recent Notes');
    await quick.pick('Kind: Notes and Calls', 'Group by');
    await expect.poll(() => notes.labels(), patiently).toEqual(expect.arrayContaining(['Calls', 'Notes']));
    await notes.row(/^1w · Northwind Traders · Wants the export/).waitFor();
    await window.picture('grouped');

    await window.command('Notelog: Filter Recent Notes');
    await quick.pick('Text', 'Filter by');
    await quick.enter('OLDEST of', 'Shows the loaded notes that contain');
    await expect
      .poll(() => notes.labels(), patiently)
      .toEqual(['None of the notes loaded so far matches the filter.', 'Load more']);
    await notes.click('Load more');
    await expect
      .poll(() => notes.labels(), patiently)
      .toEqual(['Notes', expect.stringMatching(/^1y · Northwind Traders · The oldest of all$/)]);
    await window.picture('filtered');
    await notes.titleButton('Clear Filter');
    await notes.row('Wants the export').waitFor();

    await window.command('Notelog: Filter Recent Notes');
    await quick.pick('Kind', 'Filter by');
    await quick.pick('Calls', 'Which notes?');
    await expect.poll(() => notes.labels(), patiently).not.toContain('Notes');
    expect(await notes.labels()).toContain('Calls');
    await notes.titleButton('Clear Filter');

    // After a send the list is read from the service again.
    fill(sandbox, ['Stored by somebody else.'], Date.now() - 60_000);
    await window.command('Notelog: New Note');
    await quick.enter(demoCustomers.contoso.uuid, 'Customer, or customer: what happened');
    await quick.enter('Stored by me.', 'New Note for Contoso Coffee · Demo');
    await notes.row('Stored by me.').waitFor();
    await notes.row('Stored by somebody else.').waitFor();
  });
});
