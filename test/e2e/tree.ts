import type { Locator, Page } from 'playwright-core';
import { chooseFromMenu } from './contextMenu.ts';
import { movement } from './retry.ts';

/** A row of a tree as a reader sees it. */
interface Row {
  readonly label: string;
  /** The greyed text beside the label. */
  readonly description: string;
  /** 1 for a root. */
  readonly level: number;
  readonly expanded: boolean;
}

/** What `rows()` asks of an element. The code under test must not see a browser's types, so they are not loaded. */
interface RowElement {
  getAttribute(name: string): string | null;
  querySelector(selector: string): { readonly textContent: string | null } | null;
}

/** A tree in the side bar, found by the name of its view. */
export class Tree {
  readonly #page: Page;
  /** The view's pane, with its title bar. */
  readonly pane: Locator;

  constructor(page: Page, view: string) {
    this.#page = page;
    this.pane = page.locator('.pane').filter({
      has: page.locator('.pane-header .title').getByText(view, { exact: true }),
    });
  }

  /** A row whose label holds `text`. */
  row(text: string | RegExp): Locator {
    return this.pane
      .getByRole('treeitem')
      .filter({ has: this.#page.locator('.label-name', { hasText: text }) });
  }

  /** The rows in view, top to bottom. */
  async rows(): Promise<Row[]> {
    return this.pane.getByRole('treeitem').evaluateAll((items: readonly RowElement[]) =>
      items.map((item) => ({
        label: item.querySelector('.label-name')?.textContent ?? '',
        description: item.querySelector('.label-description')?.textContent ?? '',
        level: Number(item.getAttribute('aria-level')),
        expanded: item.getAttribute('aria-expanded') === 'true',
      })),
    );
  }

  async labels(): Promise<string[]> {
    return (await this.rows()).map(({ label }) => label);
  }

  /** What the view says while it has no rows (`viewsWelcome`), or an empty string. */
  async welcome(): Promise<string> {
    const shown = this.pane.locator('.welcome-view-content').filter({ visible: true });
    return (await shown.count()) === 0 ? '' : shown.innerText();
  }

  /** Clicks a row: selects it, and opens or closes a group. */
  async click(text: string | RegExp): Promise<void> {
    await (await this.#reach(text)).click();
  }

  /** A row that nothing covers: the box of another row, on which the mouse still rests, goes. */
  async #reach(text: string | RegExp): Promise<Locator> {
    const row = this.row(text).first();
    await row.waitFor();
    await this.#page.mouse.move(0, 0);
    return row;
  }

  /** Waits until nothing has moved for a moment: a click on a row that is just being drawn again is lost. */
  async atRest(): Promise<void> {
    let before: string | undefined;
    for (;;) {
      const now = JSON.stringify(await this.rows());
      if (now === before) return;
      before = now;
      await this.#page.waitForTimeout(600);
    }
  }

  /** Presses an inline button of a row, which shows while the mouse is over it. */
  async button(text: string | RegExp, name: string): Promise<void> {
    await this.row(text).first().waitFor();
    await this.atRest();
    const row = await this.#reach(text);
    await row.hover();
    await row.getByRole('button', { name }).click();
  }

  /** Presses a button of the view's title bar. */
  async titleButton(name: string): Promise<void> {
    await this.pane.locator('.pane-header').hover();
    await this.pane.locator('.pane-header').getByRole('button', { name }).click();
  }

  /** Opens a row's context menu and chooses from it. */
  async menu(text: string | RegExp, item: string): Promise<void> {
    await this.row(text).first().waitFor();
    await this.atRest();
    await chooseFromMenu(this.#page, this.row(text).first(), item);
  }

  /** What a row's context menu offers, top to bottom. */
  async menuItems(text: string | RegExp): Promise<string[]> {
    await this.row(text).first().waitFor();
    await this.atRest();
    const items = this.#page.locator('[role=menuitem]:not(.menubar-menu-button)').filter({ visible: true });
    await (await this.#reach(text)).click({ button: 'right' });
    await items.first().waitFor();
    const names = await items.allInnerTexts();
    await this.#page.keyboard.press('Escape');
    await items.first().waitFor({ state: 'hidden' });
    return names.map((name) => name.trim());
  }

  /** The text of the box that shows while the mouse rests on a row. */
  async tooltip(text: string | RegExp): Promise<string> {
    const box = this.#page.locator('.workbench-hover').filter({ visible: true }).first();
    for (let tries = 1; ; tries++) {
      await this.atRest();
      try {
        // A row that is drawn again loses its box, and a mouse that does not move opens none. The box of what the
        // mouse rested on before goes first.
        await this.#page.mouse.move(0, 0);
        await box.waitFor({ state: 'hidden', timeout: movement });
        await this.row(text).first().hover({ timeout: movement });
        await box.waitFor({ timeout: movement });
        return await box.innerText({ timeout: 1_000 });
      } catch (error) {
        if (tries === 30) throw error;
      }
    }
  }
}
