import type { Locator, Page } from 'playwright-core';
import { movement, untilDone } from './retry.ts';

/** Milliseconds that a toast is looked for before the notification centre is opened; on a fast machine it takes 50. */
const toastPatience = 2_500;

/**
 * Notifications in the corner, and modal dialogs.
 *
 * Of more than three notifications (those that show progress count) within 0.8 s the editor shows no toast, and it puts
 * most toasts away after some seconds; all of them stay in the notification centre behind the bell until they are
 * cleared. So a message that has no toast is looked for there, as a user would, and the centre is closed again. What
 * was told before stays there too: where the same words are awaited twice, `close` the first.
 */
export class Messages {
  readonly #page: Page;
  readonly #center: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.#center = page.locator('.notifications-center').filter({ visible: true });
  }

  /** A notification in view that holds `text`, as a toast or in the open centre, waiting for nothing. */
  notification(text: string | RegExp): Locator {
    return this.#page
      .locator('.notifications-toasts, .notifications-center')
      .locator('.notification-list-item')
      .filter({ hasText: text, visible: true });
  }

  /** The bar of a notification in view that shows how far its work is. */
  get movingBar(): Locator {
    return this.#page
      .locator('.notifications-toasts, .notifications-center')
      .locator('.monaco-progress-container.discrete');
  }

  /** Waits for a notification and returns its message; `look` runs while it is in view. */
  async waitFor(text: string | RegExp, look?: () => Promise<void>): Promise<string> {
    let message = '';
    // A toast may be put away before it is read.
    await untilDone(async () => {
      message = await messageOf(await this.#find(text));
    });
    await look?.();
    await this.#closeCenter();
    return message;
  }

  /** Messages of all notifications that are not cleared yet, newest first. */
  async texts(): Promise<string[]> {
    await this.#openCenter();
    const texts = await this.#center.locator('.notification-list-item-message').allInnerTexts();
    await this.#closeCenter();
    return texts;
  }

  /** Waits for a notification and presses a button of it, which closes it. */
  async press(text: string | RegExp, button: string): Promise<void> {
    await this.#hand(text, (notification) =>
      notification.getByRole('button', { name: button, exact: true }).click({ timeout: movement }),
    );
  }

  /** Waits for a notification, closes it with its cross, and returns its message. */
  async close(text: string | RegExp): Promise<string> {
    let message = '';
    await this.#hand(text, async (notification) => {
      message = await messageOf(notification);
      // The cross shows while the mouse is over the notification, which moves when another one goes.
      await notification.hover({ timeout: movement });
      await notification.getByRole('button', { name: /^Clear Notification/ }).click({ timeout: movement });
    });
    return message;
  }

  /** The modal dialog, with everything it says. */
  get dialog(): Locator {
    return this.#page.locator('.monaco-dialog-box');
  }

  /** Waits for a modal dialog that holds `text`, presses a button, and returns all that it said. */
  async answerDialog(text: string | RegExp, button: string | RegExp): Promise<string> {
    const dialog = this.dialog.filter({ hasText: text });
    await dialog.waitFor();
    const question = await dialog.innerText();
    await dialog.getByRole('button', { name: button }).click();
    await dialog.waitFor({ state: 'hidden' });
    return question;
  }

  /** The newest notification that holds `text`; the centre is open when there was no toast. */
  async #find(text: string | RegExp): Promise<Locator> {
    const shown = this.notification(text).first();
    // A toast that comes just when the centre is opened closes it again.
    await untilDone(async () => {
      if (await comes(shown, toastPatience)) return;
      await this.#openCenter();
      await shown.waitFor({ timeout: movement });
    });
    return shown;
  }

  /** Does something with a notification that closes it. */
  async #hand(text: string | RegExp, act: (notification: Locator) => Promise<void>): Promise<void> {
    let isDone = false;
    await untilDone(async () => {
      // The editor may hide a toast in the meantime, so each try looks for it anew. A click on one that is just being
      // drawn again comes to nothing.
      if (!isDone || (await this.notification(text).first().isVisible())) await act(await this.#find(text));
      isDone = true;
      await this.notification(text).first().waitFor({ state: 'hidden', timeout: movement });
    });
    await this.#closeCenter();
  }

  async #openCenter(): Promise<void> {
    await untilDone(async () => {
      if (await this.#center.isVisible()) return;
      await this.#page.locator('.statusbar-item[id="status.notifications"]').click({ timeout: movement });
      await this.#center.waitFor({ timeout: movement });
    });
  }

  async #closeCenter(): Promise<void> {
    // It closes by itself with the last notification.
    await untilDone(async () => {
      if (await this.#center.isVisible())
        await this.#center.getByRole('button', { name: /^Hide Notifications/ }).click({ timeout: movement });
    });
    await this.#center.waitFor({ state: 'hidden' });
  }
}

function messageOf(notification: Locator): Promise<string> {
  return notification.locator('.notification-list-item-message').innerText({ timeout: movement });
}

function comes(notification: Locator, timeout: number): Promise<boolean> {
  return notification.waitFor({ timeout }).then(
    () => true,
    () => false,
  );
}
