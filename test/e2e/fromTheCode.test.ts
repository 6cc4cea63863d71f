import type { Locator } from 'playwright-core';
import { expect, test } from 'vitest';
import { chooseFromMenu } from './contextMenu.ts';
import type { EditorWindow } from './editorWindow.ts';
import { gitSettings, makeRepository, remoteToken, repositoryPage } from './gitRepository.ts';
import { movement, untilDone } from './retry.ts';
import { withWorkbench } from './workbench.ts';

const code = `export function net(price: number) {
  return price / 1.19;
}

export function gross(price: number) {
  return price * 1.19;
}
`;

/** What the window shows and does with a file of a repository, with Git at work. */
const settings = { ...gitSettings, 'editor.minimap.enabled': false, 'files.autoSave': 'off' };

const textBox = ({ form }: EditorWindow): Locator => form.getByRole('textbox', { name: 'Text' });

/** Opens a file and puts the cursor at its start. */
async function open(window: EditorWindow, name: string): Promise<void> {
  await window.openExplorer();
  await window.openFile(name);
  await toStart(window);
}

async function toStart({ page }: EditorWindow): Promise<void> {
  await page.locator('.editor-instance .view-line').first().click();
  await page.keyboard.press('ControlOrMeta+Home');
}

/** Selects the end of both functions, from the line that returns something. */
async function selectEnds(window: EditorWindow): Promise<void> {
  const { page } = window;
  await toStart(window);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ControlOrMeta+ArrowRight');
  // The word, the same one further below, and then the rest of both lines with the next ones.
  for (const key of ['D', 'D', 'L', 'L']) await page.keyboard.press(`ControlOrMeta+${key}`);
}

test('two selections become a note with their code, places and permalinks, and after a change without a link', async () => {
  let hash = '';
  await withWorkbench(
    async ({ window, log }) => {
      await open(window, 'price.ts');
      await selectEnds(window);
      await window.command('Notelog: Log Selection as Note');
      const linked = (first: number, last: number) =>
        `[\`price.ts:${first}-${last}\`](${repositoryPage}/blob/${hash}/price.ts#L${first}-L${last})`;
      await expect
        .poll(() => textBox(window).inputValue())
        .toBe(
          `${linked(2, 3)}\n\n\`\`\`typescript\n  return price / 1.19;\n}\n\`\`\`\n\n` +
            `${linked(6, 7)}\n\n\`\`\`typescript\n  return price * 1.19;\n}\n\`\`\``,
        );
      await window.picture('from-the-code', { width: 900, height: 480 });

      // One of the two is changed, and nothing is saved.
      await toStart(window);
      await window.page.keyboard.press('ArrowDown');
      await window.page.keyboard.press('End');
      await window.page.keyboard.type(' // net');
      await selectEnds(window);
      await window.command('Notelog: Log Selection as Note');
      await expect
        .poll(() => textBox(window).inputValue())
        .toBe(
          `\`price.ts:2-3\`, changed since commit ${hash.slice(0, 7)}\n\n\`\`\`typescript\n  return price / 1.19; // net\n}\n\`\`\`\n\n` +
            `${linked(6, 7)}\n\n\`\`\`typescript\n  return price * 1.19;\n}\n\`\`\``,
        );
      expect(await log()).not.toContain(remoteToken);
    },
    {
      settings,
      files: { 'price.ts': code },
      repository: async (folder) => (hash = await makeRepository(folder, ['Charge the right tax'])),
    },
  );
});

const subjects = ['Begin', 'Price in euros', 'Charge the right tax'];

test('a commit that is chosen becomes a note with its subject, link and numbers', async () => {
  let hash = '';
  await withWorkbench(
    async ({ window, log }) => {
      await window.command('Notelog: Log Commit');
      await window.quick.waitFor('Which commit?');
      expect(await window.quick.labels()).toEqual(subjects.toReversed());
      expect((await window.quick.entries()).join()).toContain(`${hash.slice(0, 7)} · Ann Lee`);
      await window.picture('commit', { width: 960, height: 160 });
      await window.quick.pick('Charge the right tax');
      await expect
        .poll(() => textBox(window).inputValue())
        .toBe(
          `Commit [\`${hash.slice(0, 7)}\`](${repositoryPage}/commit/${hash}): Charge the right tax\n\n1 file changed, +7 −0`,
        );
      expect(await log()).not.toContain(remoteToken);
    },
    {
      settings,
      files: { 'price.ts': code },
      repository: async (folder) => (hash = await makeRepository(folder, subjects)),
    },
  );
});

test('the fix that logs a problem is there when it is asked for, and brings no light bulb', async () => {
  await withWorkbench(
    async ({ window }) => {
      const { page } = window;
      const fixes = page.locator('.action-widget:not(.action-list-submenu-panel)');
      await open(window, 'readme.md');
      await page.locator('.squiggly-warning').first().waitFor();
      for (const key of ['End', 'ArrowLeft', 'ArrowLeft']) await page.keyboard.press(key);
      // The bulb is there for another fix, and what it offers is what the editor asked for by itself.
      const bulb = page.locator('.lightBulbWidget');
      const own = fixes.getByText('validation').first();
      await untilDone(async () => {
        // The bulb of a moment ago may offer what there was before the problem.
        if (await fixes.isVisible()) await page.keyboard.press('Escape');
        await bulb.click({ timeout: movement });
        await own.waitFor({ timeout: movement });
      });
      expect(await fixes.innerText()).not.toContain('Log Problem as Note');
      await page.keyboard.press('Escape');
      await fixes.waitFor({ state: 'hidden' });

      await page.keyboard.press('ControlOrMeta+.');
      await fixes.getByText('Log Problem as Note').waitFor();
      await window.picture('problem', { width: 900, height: 260 });
      await fixes.getByText('Log Problem as Note').click();
      await expect
        .poll(() => textBox(window).inputValue())
        .toMatch(/^Warning in `readme\.md:1`[^]*missing\.md/);
    },
    {
      settings: { 'markdown.validate.enabled': true },
      files: { 'readme.md': '[plan](missing.md)\n' },
    },
  );
});

test('a failed test becomes a note, beside its message and from the menu of one of several', async () => {
  await withWorkbench(
    async ({ window }) => {
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
          `${name} in \`sums.ts:2\`\n\n\`\`\`\nSums differ\n\`\`\`\n\n` +
            'Expected:\n\n```\n3\n```\n\nActual:\n\n```\n4\n```',
        );
    },
    { files: { 'sums.ts': 'const sum = 2 + 2;\nassert(sum === 3);\n' }, hasOthers: true },
  );
});

test('in Restricted Mode a selection is logged without a link, and of commits the user is told', async () => {
  await withWorkbench(
    async ({ window }) => {
      await open(window, 'price.ts');
      await selectEnds(window);
      await window.command('Notelog: Log Selection as Note');
      await expect
        .poll(() => textBox(window).inputValue())
        .toBe(
          '`price.ts:2-3`\n\n```typescript\n  return price / 1.19;\n}\n```\n\n' +
            '`price.ts:6-7`\n\n```typescript\n  return price * 1.19;\n}\n```',
        );
      await window.command('Notelog: Log Commit');
      await window.messages.close(
        'There is no Git in Restricted Mode. Trust this folder, then log the commit.',
      );
    },
    {
      settings,
      isRestricted: true,
      files: { 'price.ts': code },
      repository: (folder) => makeRepository(folder, ['Charge the right tax']),
    },
  );
});
