import type { Locator } from 'playwright-core';
import { expect, test } from 'vitest';
import { chooseFromMenu } from './contextMenu.ts';
import type { EditorWindow } from './editorWindow.ts';
import { gitSettings, makeRepository, remoteToken, repositoryPage } from './gitRepository.ts';
import { openFileAtStart, priceCode, selectEnds, toStart } from './priceCode.ts';
import { movement, untilDone } from './retry.ts';
import { withWorkbench } from './workbench.ts';

const files = {
  'price.ts': priceCode,
  'readme.md': '[plan](missing.md)\n',
  'sums.ts': 'const sum = 2 + 2;\nassert(sum === 3);\n',
};
const subjects = ['Begin', 'Price in euros', 'Charge the right tax'];

/** What the window shows and does with a file of a repository, with Git at work. */
const settings = {
  ...gitSettings,
  'editor.minimap.enabled': false,
  'files.autoSave': 'off',
  'markdown.validate.enabled': true,
};

const textBox = ({ form }: EditorWindow): Locator => form.getByRole('textbox', { name: 'Text' });

/** The end of one of the functions, as the note has it. */
const fenced = (line: string) => `\`\`\`typescript\n  ${line}\n}\n\`\`\``;
/** The link to these lines of the commit with this hash. */
const linked = (hash: string, first: number, last: number) =>
  `[\`price.ts:${first}-${last}\`](${repositoryPage}/blob/${hash}/price.ts#L${first}-L${last})`;

test('a commit, a problem, two selections and a failed test become notes, with links where their lines are in a commit', async () => {
  let hash = '';
  await withWorkbench(
    async ({ window, log }) => {
      await aCommitThatIsChosen(window, hash);
      await aProblemFromItsFix(window, hash);
      await twoSelections(window, hash);
      await afterAChangeWithoutALink(window, hash);
      await aFailedTest(window, hash);
      expect(await log()).not.toContain(remoteToken);
    },
    {
      settings,
      files,
      repository: async (folder) => (hash = await makeRepository(folder, subjects)),
      hasOthers: true,
    },
  );
});

/** It comes with its subject, link and numbers. */
async function aCommitThatIsChosen(window: EditorWindow, hash: string): Promise<void> {
  await window.command('Notelog: Log Commit');
  await window.quick.waitFor('Which commit?');
  expect(await window.quick.labels()).toEqual(subjects.toReversed());
  expect((await window.quick.entries()).join()).toContain(`${hash.slice(0, 7)} · Ann Lee`);
  await window.picture('commit', { width: 960, height: 160 });
  await window.quick.pick('Charge the right tax');
  await expect
    .poll(() => textBox(window).inputValue())
    .toBe(
      `Commit [\`${hash.slice(0, 7)}\`](${repositoryPage}/commit/${hash}): Charge the right tax\n\n3 files changed, +10 −0`,
    );
}

/** The fix that logs it is there when it is asked for, and brings no light bulb. */
async function aProblemFromItsFix(window: EditorWindow, hash: string): Promise<void> {
  const { page } = window;
  const fixes = page.locator('.action-widget:not(.action-list-submenu-panel)');
  await openFileAtStart(window, 'readme.md');
  await page.locator('.squiggly-warning').first().waitFor();
  // The bulb is there for another fix, and what it offers is what the editor asked for by itself.
  const bulb = page.locator('.lightBulbWidget');
  const own = fixes.getByText('validation').first();
  await untilDone(async () => {
    // The bulb of a moment ago may offer what there was before the problem: there is none in the last line.
    if (await fixes.isVisible()) await page.keyboard.press('Escape');
    await page.keyboard.press('ControlOrMeta+End');
    await bulb.waitFor({ state: 'hidden', timeout: movement });
    for (const key of ['ArrowUp', 'End', 'ArrowLeft', 'ArrowLeft']) await page.keyboard.press(key);
    await bulb.click({ timeout: movement });
    // All who offer fixes are asked again.
    await own.waitFor({ timeout: 5 * movement });
  });
  expect(await fixes.innerText()).not.toContain('Log Problem as Note');
  await page.keyboard.press('Escape');
  await fixes.waitFor({ state: 'hidden' });

  await page.keyboard.press('ControlOrMeta+.');
  await fixes.getByText('Log Problem as Note').waitFor();
  await window.picture('problem', { width: 900, height: 260 });
  await fixes.getByText('Log Problem as Note').click();
  const link = `[\`readme.md:1\`](${repositoryPage}/blob/${hash}/readme.md?plain=1#L1)`;
  const text = () => textBox(window).inputValue();
  await expect.poll(async () => (await text()).startsWith(`Warning in ${link}`)).toBe(true);
  expect(await text()).toContain('missing.md');
  await window.command('View: Close All Editors');
}

/** Each comes with its code, place and permalink. */
async function twoSelections(window: EditorWindow, hash: string): Promise<void> {
  await openFileAtStart(window, 'price.ts');
  await selectEnds(window);
  await window.command('Notelog: Log Selection as Note');
  await expect
    .poll(() => textBox(window).inputValue())
    .toBe(
      `${linked(hash, 2, 3)}\n\n${fenced('return price / 1.19;')}\n\n` +
        `${linked(hash, 6, 7)}\n\n${fenced('return price * 1.19;')}`,
    );
  await window.picture('from-the-code', { width: 900, height: 480 });
}

/** One of the two selections is changed, and nothing is saved. */
async function afterAChangeWithoutALink(window: EditorWindow, hash: string): Promise<void> {
  await toStart(window);
  await window.page.keyboard.press('ArrowDown');
  await window.page.keyboard.press('End');
  await window.page.keyboard.type(' // net');
  await selectEnds(window);
  await window.command('Notelog: Log Selection as Note');
  await expect
    .poll(() => textBox(window).inputValue())
    .toBe(
      `\`price.ts:2-3\`, changed since commit ${hash.slice(0, 7)}\n\n${fenced('return price / 1.19; // net')}\n\n` +
        `${linked(hash, 6, 7)}\n\n${fenced('return price * 1.19;')}`,
    );
}

/** From the menu of one of its messages, and beside the other one. */
async function aFailedTest(window: EditorWindow, hash: string): Promise<void> {
  const { page } = window;
  // The editor has the command before it has the test.
  await window.command('Testing: Focus on Test Explorer View');
  await page.locator('.test-explorer .monaco-list-row', { hasText: 'sums' }).waitFor();
  await window.command('Test: Run All Tests');
  await window.command('Test: Show Output');
  const row = page.locator('.test-output-peek-tree .monaco-list-row');
  await chooseFromMenu(page, row.filter({ hasText: 'Rounded' }), 'Log Failed Test as Note');
  const name = 'Test failed: sums › adds \\*two\\* numbers';
  await expect.poll(() => textBox(window).inputValue()).toBe(`${name}\n\n\`\`\`\nRounded *down*\n\`\`\``);

  await row.filter({ hasText: 'Sums differ' }).click();
  await page.locator('.floating-click-widget', { hasText: 'Log Failed Test as Note' }).click();
  await expect
    .poll(() => textBox(window).inputValue())
    .toBe(
      `${name} in [\`sums.ts:2\`](${repositoryPage}/blob/${hash}/sums.ts#L2)\n\n\`\`\`\nSums differ\n\`\`\`\n\n` +
        'Expected:\n\n```\n3\n```\n\nActual:\n\n```\n4\n```',
    );
}
