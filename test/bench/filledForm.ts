import { packageExtension } from '../../scripts/package.ts';
import { chromium, serverBuild } from '../../scripts/setup.ts';
import { linkBuiltInExtensions } from '../e2e/builtInExtensions.ts';
import type { EditorWindow } from '../e2e/editorWindow.ts';
import { gitSettings, makeRepository } from '../e2e/gitRepository.ts';
import { withWorkbench } from '../e2e/workbench.ts';
import { limits } from '../support/limits.ts';
import { alternate, atMost, ratio, show, spread, type Row } from './frame.ts';

const rounds = 20;

/** Each line can be told apart in the form. */
const code = Array.from({ length: 100 }, (_, at) => `const name${at}end = ${at};\n`).join('');

/** What a page's element is asked. Its types are not of this machine, so they are not loaded. */
interface PageElement {
  readonly value?: string;
  readonly querySelector: (selector: string) => { readonly checkVisibility: () => boolean } | null;
}

/** Waits in the page, where looking again costs next to nothing, until a text box holds `wanted`, or else rows show. */
function untilThere(box: PageElement, [wanted, limit]: readonly [string | undefined, number]): Promise<void> {
  const isThere = () =>
    wanted === undefined
      ? box.querySelector('[role=option]')?.checkVisibility() === true
      : box.value?.includes(wanted) === true;
  const end = Date.now() + limit;
  return new Promise((resolve, reject) => {
    const look = () => {
      if (isThere()) resolve();
      else if (Date.now() > end) reject(new Error(`It is not there: ${box.value ?? 'no row'}`));
      else setTimeout(look, 4);
    };
    look();
  });
}

/**
 * From the key of `Log Selection as Note` until the form holds the code and its permalink, compared with the editor's own
 * quick pick of files, from its key until it shows rows: both in one window of the real workbench, with Git at work.
 */
export async function filledFormRows(): Promise<readonly Row[]> {
  await Promise.all([serverBuild(), chromium(), packageExtension()]);
  await linkBuiltInExtensions();
  let [first, form, pick]: [number, readonly number[], readonly number[]] = [Number.NaN, [], []];
  const work = async (window: EditorWindow): Promise<void> => {
    await window.openExplorer();
    await window.openFile('lines.ts');
    await window.page.locator('.editor-instance .view-line').first().click();
    await quickPick(window);
    let line = 1;
    // The first time, the form is not there yet.
    first = await logNextLine(window, line);
    const sides = [() => logNextLine(window, (line += 1)), () => quickPick(window)];
    [form = [], pick = []] = await alternate(sides, rounds);
  };
  await withWorkbench(({ window }) => work(window), {
    files: { 'lines.ts': code },
    settings: gitSettings,
    keybindings: [{ key: 'ctrl+alt+9', command: 'notelog.logSelection' }],
    repository: (folder) => makeRepository(folder, ['Count lines']),
  });
  const times = ratio(form, pick);
  return [
    {
      what: 'from Log Selection as Note to the filled form',
      against: `the editor’s pick of files: ${show(spread(pick), 0)} ms; ours: ${show(spread(form), 0)} ms`,
      figure: `${show(times, 1)} times`,
      goal: atMost(times.median, 3, 'at most 3 times'),
    },
    {
      what: 'the same, the first time in a window',
      against: 'nothing of Notelog was loaded before',
      figure: `${first.toFixed(0)} ms`,
    },
  ];
}

/** Milliseconds. `line`: counted from 0, the one below the cursor. */
async function logNextLine(window: EditorWindow, line: number): Promise<number> {
  const { page, form } = window;
  await toEditor(window);
  for (const key of ['ArrowDown', 'Home', 'Shift+End']) await page.keyboard.press(key);
  const begun = performance.now();
  await page.keyboard.press('Control+Alt+9');
  const code = `#L${line + 1})\n\n\`\`\`typescript\nconst name${line}end`;
  await form.locator('#text').evaluate(untilThere, [code, limits.wait] as const);
  const took = performance.now() - begun;
  // The focus comes after the text, and keys before it would go astray.
  await form.locator(':focus').waitFor();
  return took;
}

async function quickPick(window: EditorWindow): Promise<number> {
  const { page, quick } = window;
  await toEditor(window);
  const begun = performance.now();
  await page.keyboard.press('Control+P');
  await quick.box.evaluate(untilThere, [undefined, limits.wait] as const);
  const took = performance.now() - begun;
  await page.keyboard.press('Escape');
  await quick.gone();
  return took;
}

async function toEditor({ page }: EditorWindow): Promise<void> {
  await page.keyboard.press('Control+1');
  await page.locator('.editor-instance .monaco-editor.focused').waitFor();
}
