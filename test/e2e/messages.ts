import type { Locator, Page } from 'playwright-core';

/** Notifications in the corner, and modal dialogs. */
export class Messages {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** A notification that holds `text`, waiting for nothing. */
  notification(text: string | RegExp): Locator {
    return this.#page.locator('.notifications-toasts .notification-list-item').filter({ hasText: text });
  }

  /** Waits for a notification and returns its message. */
  async waitFor(text: string | RegExp): Promise<string> {
    const shown = this.notification(text).first();
    await shown.waitFor();
    return shown.locator('.notification-list-item-message').innerText();
  }

  /** Messages in view now, newest first. */
  async texts(): Promise<string[]> {
    return this.#page.locator('.notifications-toasts .notification-list-item-message').allInnerTexts();
  }

  /** Presses a button of a notification. */
  async press(text: string | RegExp, button: string): Promise<void> {
    await this.notification(text).getByRole('button', { name: button, exact: true }).click();
  }

  /** Closes a notification with its cross. */
  async close(text: string | RegExp): Promise<void> {
    const shown = this.notification(text).first();
    await shown.hover();
    await shown.getByRole('button', { name: /^Clear Notification/ }).click();
    await shown.waitFor({ state: 'hidden' });
  }

  /** The modal dialog, with everything it says. */
  get dialog(): Locator {
    return this.#page.locator('.monaco-dialog-box');
  }

  /** Waits for a modal dialog that holds `text`, presses a button, and returns all that it said. */
  async answerDialog(text: string | RegExp, button: string | RegExp): Promise<string> {
    const shown = this.dialog.filter({ hasText: text });
    await shown.waitFor();
    const said = await shown.innerText();
    await shown.getByRole('button', { name: button }).click();
    await shown.waitFor({ state: 'hidden' });
    return said;
  }
}
