import { expect } from 'vitest';
import { demoKeys } from '../sandbox/demo.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import { limits } from '../support/limits.ts';
import type { EditorWindow } from './editorWindow.ts';
import { movement, untilDone } from './retry.ts';

const patiently = { interval: 100 };
/** More stops than the form, a menu or a tree of these tests has. */
const mostStops = 40;

/** A window that is driven by its keys alone. What has the focus is told as a screen reader would say it. */
export class Keyboard {
  readonly window: EditorWindow;

  constructor(window: EditorWindow) {
    this.window = window;
  }

  /** Starts to count what a mouse does in the window; see {@link Keyboard.mouseActs}. */
  async watchMouse(): Promise<void> {
    await this.window.page.evaluate(`(() => {
      window.mouseActs = 0;
      for (const type of ['pointermove', 'pointerdown', 'wheel'])
        window.addEventListener(type, () => window.mouseActs++, true);
    })()`);
  }

  /** How often the mouse moved, pressed or scrolled anything. */
  mouseActs(): Promise<unknown> {
    return this.window.page.evaluate('window.mouseActs');
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.window.page.keyboard.press(key);
  }

  async type(text: string): Promise<void> {
    await this.window.page.keyboard.type(text);
  }

  /** Role, name and value of what has the focus, in the window or in the form, such as `textbox "Text"`; empty: nothing has. */
  async focused(): Promise<string> {
    const { page, form } = this.window;
    let snapshot = '';
    // The focus may have moved on after it was found, and never come back there.
    await untilDone(async () => {
      const isForm = await page.evaluate(
        `document.activeElement?.matches('iframe.webview[src*="extensionId=notelog.notelog"]')`,
      );
      const focus = (isForm === true ? form : page).locator('*:focus').last();
      snapshot = (await focus.count()) === 0 ? '' : await focus.ariaSnapshot({ timeout: 500 });
    });
    const [first = ''] = snapshot.split('\n');
    return first.replace(/^- /, '');
  }

  /** Waits until the focus is there. */
  async isAt(name: string): Promise<void> {
    await expect.poll(() => this.focused(), patiently).toContain(name);
  }

  /** Goes along the stops of Tab, or of another key, until the focus is there. */
  async goTo(name: string, key = 'Tab'): Promise<void> {
    const passed: string[] = [];
    while (passed.length < mostStops) {
      const at = await this.focused();
      if (at.includes(name)) return;
      passed.push(at);
      await this.press(key);
    }
    throw new Error(`${key} does not lead to ${name}, but along ${passed.join(' → ')}`);
  }

  /** Runs a command of the palette by its full title. */
  async command(title: string): Promise<void> {
    const { page, quick } = this.window;
    const palette = page.getByPlaceholder('Type the name of a command to run.');
    // A window that has just opened may not know the extension's commands yet, and the palette does not look again.
    await untilDone(async () => {
      if (await palette.isVisible()) await this.press('Escape');
      await this.press('F1');
      await palette.waitFor({ timeout: movement });
      await this.#isInBox(movement);
      await this.type(title);
      await quick.option(title).and(page.locator('.focused')).waitFor({ timeout: movement });
    });
    await this.press('Enter');
  }

  /** Types an answer in place of what the box holds once it asks `step`, and accepts it; `row`: only when a row with this text would be taken. */
  async answer(step: string | RegExp, typed: string, row?: string): Promise<void> {
    const { page, quick } = this.window;
    await quick.waitFor(step);
    await this.#isInBox();
    await this.press('ControlOrMeta+A');
    await this.type(typed);
    const rows = quick.box.getByRole('option').and(page.locator('.focused'));
    if (row !== undefined) await rows.filter({ hasText: row }).waitFor();
    await this.press('Enter');
  }

  /** The row of Recent Notes that the keys act on, as it is read out; empty: the view has not the focus. */
  async row(): Promise<string> {
    const row = this.window.notes.pane.locator('.monaco-list:focus .monaco-list-row.focused');
    return (await row.count()) === 0 ? '' : ((await row.getAttribute('aria-label')) ?? '');
  }

  /** Goes to a row of Recent Notes by what is read out of it. */
  async goToRow(name: string): Promise<void> {
    await this.command('Notelog: Focus on Recent Notes View');
    await this.window.notes.pane.locator(`[role=treeitem][aria-label*="${name}"]`).first().waitFor();
    await this.window.notes.atRest();
    await this.press('Home');
    for (let passed = 0; passed < mostStops; passed++) {
      if ((await this.row()).includes(name)) return;
      await this.press('ArrowDown');
    }
    throw new Error(`No row is read out as ${name}.`);
  }

  /** Opens the menu of what has the focus and chooses from it. */
  async menu(item: string): Promise<void> {
    await this.press('Shift+F10');
    // Its key, where it has one, is a part of its name.
    await this.window.page.getByRole('menuitem', { name: item }).first().waitFor();
    await this.goTo(`menuitem "${item}`, 'ArrowDown');
    await this.press('Enter');
  }

  /** Waits until the box has the focus; `timeout`: milliseconds. */
  async #isInBox(timeout: number = limits.wait): Promise<void> {
    await expect
      .poll(
        () => this.window.page.evaluate(`document.activeElement?.closest('.quick-input-widget') !== null`),
        { ...patiently, timeout },
      )
      .toBe(true);
  }
}

/** Adds the sandbox's ChartMogul account, at its own address and under the name `Demo`. */
export async function connectChartmogul(keys: Keyboard, sandbox: Sandbox): Promise<void> {
  await keys.command('Notelog: Add Account');
  await keys.answer('Which service?', 'ChartMogul', 'ChartMogul');
  await keys.window.quick.waitFor('API key');
  await keys.goTo('button "Address, name and other settings"', 'Shift+Tab');
  await keys.press('Enter');
  await keys.answer('Base URL', sandbox.chartmogulUrl);
  await keys.answer('Author e-mail', 'ada@example.com');
  await keys.answer('API path', 'customer_notes', 'customer_notes');
  await keys.answer('API key', demoKeys.chartmogul);
  await keys.answer('Connected to Demo Company', 'Demo');
  await keys.window.messages.notification('Connected to Demo Company').waitFor();
}
