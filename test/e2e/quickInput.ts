import type { Locator, Page } from 'playwright-core';
import { movement, untilDone } from './retry.ts';

/** The box at the top of the window: the palette's, a quick pick, or an input box. */
export class QuickInput {
  readonly #page: Page;
  /** The box itself. */
  readonly box: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.box = page.locator('.quick-input-widget');
  }

  get #input(): Locator {
    return this.box.locator('input.input, input[type=text], input[type=password]').first();
  }

  /**
   * Waits until a box shows `text` as its title, placeholder, prompt or error, or in one of its rows. Each step of a flow is told apart by
   * these, so a step that is late cannot get the answer of the one before.
   */
  async waitFor(text: string | RegExp): Promise<void> {
    const message = this.box
      .locator('.quick-input-title, .quick-input-message, .quick-input-description, [role=option]')
      .filter({ hasText: text, visible: true });
    await message.or(this.box.getByPlaceholder(text)).first().waitFor();
  }

  /** The entry with exactly this label (a match in the description does not count). */
  option(label: string): Locator {
    return this.box
      .getByRole('option')
      .filter({ has: this.#page.locator('.label-name').getByText(label, { exact: true }) });
  }

  /** Labels of the entries in view. */
  async labels(): Promise<string[]> {
    const names = this.box.locator('[role=option] .quick-input-list-row:first-child .label-name');
    return (await names.allInnerTexts()).map((name) => name.trim());
  }

  /** Whole text of the entries in view: label, description and detail. */
  async entries(): Promise<string[]> {
    return this.box.getByRole('option').allInnerTexts();
  }

  /** Chooses an entry; `step` is waited for first, see `waitFor`. */
  async pick(label: string, step?: string | RegExp): Promise<void> {
    if (step !== undefined) await this.waitFor(step);
    // A mouse that rests on a row opens a tooltip, which covers other rows.
    await this.#page.mouse.move(0, 0);
    await this.option(label).first().click();
  }

  /** Replaces what the box holds, without accepting it. */
  async type(text: string, step?: string | RegExp): Promise<void> {
    if (step !== undefined) await this.waitFor(step);
    await this.#input.fill(text);
  }

  /**
   * Chooses the row that looks up what was typed; `noun`: as which type of target, where there are several; `below`: who
   * is found above it, and is waited for, since a row that comes late moves the one that is clicked.
   */
  async lookUp(typed: string, noun = '', below?: string): Promise<void> {
    if (below !== undefined) await this.waitFor(below);
    const what = `Look up ${noun === '' ? '' : `${noun} `}“${typed}”`;
    await this.#take(this.box.getByRole('option').filter({ hasText: what }).first());
  }

  /** Chooses a row that stands for somebody, or for what is logged for them. */
  async pickTarget(label: string, step?: string | RegExp): Promise<void> {
    if (step !== undefined) await this.waitFor(step);
    await this.#take(this.option(label).first());
  }

  /** A click counts only once the editor is known to show that row for what was typed, so the first may come too early. */
  async #take(row: Locator): Promise<void> {
    await row.waitFor();
    await untilDone(async () => {
      await this.#page.mouse.move(0, 0);
      if (await row.isVisible()) await row.click({ timeout: movement });
      await row.waitFor({ state: 'hidden', timeout: movement });
    });
  }

  /** Types an answer and accepts it. */
  async enter(text: string, step?: string | RegExp): Promise<void> {
    await this.type(text, step);
    // Pressed on the box itself: a notification that closes just now may move the focus away.
    await this.press('Enter');
  }

  /** Presses a key in the box, without typing. */
  async press(key: string, step?: string | RegExp): Promise<void> {
    if (step !== undefined) await this.waitFor(step);
    await this.#input.press(key);
  }

  /**
   * Types key by key, waits until a row for what was typed is there and would be chosen, and chooses it with Enter. An
   * Enter before that is not a choice that a user makes.
   */
  async choose(text: string, step?: string | RegExp): Promise<void> {
    if (step !== undefined) await this.waitFor(step);
    await this.#input.fill('');
    await this.#input.pressSequentially(text);
    const row = this.box.getByRole('option').filter({ hasText: text });
    await row.and(this.#page.locator('.focused')).first().waitFor();
    await this.#input.press('Enter');
  }

  /** What the box holds now. */
  async value(): Promise<string> {
    return this.#input.inputValue();
  }

  /** The prompt of a question for a text, or the error that stands in its place. */
  async message(): Promise<string> {
    return this.box.getByRole('option').first().innerText();
  }

  /** Presses a button of the title bar or of the box, by its tooltip. */
  async button(name: string | RegExp): Promise<void> {
    await this.box.getByRole('button', { name }).first().click();
  }

  async cancel(): Promise<void> {
    await this.#page.keyboard.press('Escape');
  }

  async gone(): Promise<void> {
    await this.box.waitFor({ state: 'hidden' });
  }
}
