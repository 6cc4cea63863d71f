import { expect, test } from 'vitest';
import { startSandbox, type Sandbox } from '../sandbox/sandbox.ts';
import { addActiveplatform, addChartmogul } from './addAccount.ts';
import type { EditorWindow } from './editorWindow.ts';
import { umbrellaState } from './typing.ts';
import { withWorkbench } from './workbench.ts';

const placeholder = 'Customer, or customer: what happened';

test('a note, a call and a follow-up are logged in one line each, from one box over all accounts', async () => {
  await using sandbox = await startSandbox({ seed: umbrellaState });
  await withWorkbench(async ({ window }) => {
    await firstBox(window);
    await addChartmogul(window, sandbox);
    await addActiveplatform(window, sandbox);
    await note(window, sandbox);
    await call(window, sandbox);
    await followUp(window, sandbox);
    await ambiguous(window, sandbox);
    await pictures(window);
  });
});

/** With no account at all, the box is not empty. */
async function firstBox(window: EditorWindow): Promise<void> {
  const { quick } = window;
  await window.page.keyboard.press('Shift+Alt+N');
  await quick.waitFor(placeholder);
  await quick.waitFor('notes go to the Notebook on this machine');
  await quick.option('Connect ChartMogul or ActivePlatform').waitFor();
  await window.picture('box-first');
  await quick.pick('Connect ChartMogul or ActivePlatform');
  await quick.waitFor('Which service?');
  await quick.cancel();
  await quick.gone();
}

async function note(window: EditorWindow, sandbox: Sandbox): Promise<void> {
  const { quick, messages } = window;
  await window.command('Notelog: New Note');
  await quick.type('umbrella 33: wants SSO by June', placeholder);
  await quick.option('Log note about Umbrella 33: wants SSO by June').waitFor();
  await window.picture('one-line-note');
  await quick.press('Enter');
  await messages.close('Logged for Umbrella 33 in Demo.');
  expect(sandbox.state.chartmogul.notes.at(-1)).toMatchObject({ type: 'note', text: 'wants SSO by June' });
}

/** The beginning of a recent customer's name is enough, where it begins no other's. */
async function call(window: EditorWindow, sandbox: Sandbox): Promise<void> {
  const { quick, messages } = window;
  await window.command('Notelog: New Note');
  await quick.type('umbrel 25m: went through the import', placeholder);
  await quick.option('Log 25 min call about Umbrella 33: went through the import').waitFor();
  await quick.press('Enter');
  await messages.close('Logged for Umbrella 33 in Demo.');
  expect(sandbox.state.chartmogul.notes.at(-1)).toMatchObject({
    type: 'call',
    callDuration: 1500,
    text: 'went through the import',
  });
}

async function followUp(window: EditorWindow, sandbox: Sandbox): Promise<void> {
  const { quick, messages } = window;
  const before = sandbox.state.chartmogul.tasks.length;
  await window.command('Notelog: New Note');
  await quick.type('umbrella 33: asked for a quote !2099-12-04 send the quote', placeholder);
  await quick.waitFor(/Log note about Umbrella 33: asked for a quote, and follow up on .*: send the quote/);
  await window.picture('one-line-follow-up', quick.box);
  await quick.press('Enter');
  await quick.waitFor('Who will do it?');
  await quick.press('Enter');
  await messages.close('Logged for Umbrella 33 in Demo.');
  await expect.poll(() => sandbox.state.chartmogul.tasks.length).toBe(before + 1);
  expect(sandbox.state.chartmogul.notes.at(-1)?.text).toBe('asked for a quote');
}

/** Several customers are called so: the first Enter takes the highlighted one, and the second logs. */
async function ambiguous(window: EditorWindow, sandbox: Sandbox): Promise<void> {
  const { quick, messages } = window;
  const { notes } = sandbox.state.chartmogul;
  const before = notes.length;
  await window.command('Notelog: New Note');
  await quick.type('rella 4: hello', placeholder);
  await quick.option('Umbrella 40').waitFor();
  await quick.pickTarget('Umbrella 44');
  await quick.waitFor('New Note for Umbrella 44 · Demo');
  expect([await quick.value(), notes.length]).toEqual(['hello', before]);
  // Back finds the line, its rows and the row that was chosen.
  await quick.button('Back');
  await quick.waitFor(placeholder);
  expect(await quick.value()).toBe('rella 4: hello');
  await quick.option('Umbrella 44').and(window.page.locator('.focused')).waitFor();
  await quick.press('Enter');
  await quick.waitFor('New Note for Umbrella 44 · Demo');
  await quick.press('Enter');
  await messages.close('Logged for Umbrella 44 in Demo.');
}

async function pictures(window: EditorWindow): Promise<void> {
  const { quick } = window;
  await window.inEachTheme(async (theme) => {
    await window.command('Notelog: New Note');
    await quick.waitFor(placeholder);
    await quick.option('Umbrella 44').first().waitFor();
    await window.picture(`box-recent-${theme}`);
    await quick.type('umbrella 3');
    await quick.option('Umbrella 30').first().waitFor();
    await window.picture(`box-found-${theme}`);
    await quick.type('acme ltd unknown');
    await quick.waitFor('No match. Look up');
    await window.picture(`box-none-${theme}`);
    await quick.type('umbrella 44: asked for a quote');
    await quick.waitFor('Log note about Umbrella 44');
    await window.picture(`box-line-${theme}`);
    await quick.cancel();
    await quick.gone();
  });
}
