import type { Frame, FrameLocator, Locator, Page } from 'playwright-core';
import { chooseFromMenu } from './contextMenu.ts';
import { Messages } from './messages.ts';
import { QuickInput } from './quickInput.ts';
import { saveFailure, savePicture, takesAllPictures } from './savePicture.ts';
import { Tree } from './tree.ts';
import { movement, untilDone } from './retry.ts';

/** What a picture shows of a window. */
type Part = Locator | { readonly width: number; readonly height: number };

/** The themes other than the dark one, in which a window opens, each with the word for it in a picture's name. */
const otherThemes = [
  ['light', 'Light Modern'],
  ['high-contrast', 'Dark High Contrast'],
] as const;

/** One window of the editor, and what a user does in it. Every wait ends by Playwright's own time limit. */
export class EditorWindow {
  readonly page: Page;
  readonly quick: QuickInput;
  readonly messages: Messages;
  /** The files of the open folder. */
  readonly explorer: Locator;
  /** The Recent Notes view. */
  readonly notes: Tree;
  readonly #url: string;

  constructor(page: Page, url: string) {
    this.page = page;
    this.#url = url;
    this.quick = new QuickInput(page);
    this.messages = new Messages(page);
    this.explorer = page.locator('.explorer-folders-view');
    this.notes = new Tree(page, 'Recent Notes');
  }

  /** Opens the window's folder. */
  async open(): Promise<void> {
    await this.page.goto(this.#url, { waitUntil: 'commit' });
    await this.#ready();
  }

  /** Reloads the window; its extension host starts again. */
  async reload(): Promise<void> {
    await this.page.reload({ waitUntil: 'commit' });
    await this.#ready();
  }

  async #ready(): Promise<void> {
    await this.page.locator('.monaco-workbench').waitFor();
    await this.#notelogTab.waitFor();
  }

  get #notelogTab(): Locator {
    const label = this.page.locator('a[aria-label^="Notelog"]');
    return this.page.locator('.activitybar').getByRole('tab').filter({ has: label });
  }

  /** Runs a command by its full title, such as `Notelog: New Note`. */
  async command(title: string): Promise<void> {
    const palette = this.page.getByPlaceholder('Type the name of a command to run.');
    const choice = this.quick.option(title).first();
    await untilDone(async () => {
      // A view that takes the focus when it has loaded closes the palette.
      if (!(await palette.isVisible())) await this.page.keyboard.press('F1');
      await palette.waitFor({ timeout: movement });
      // A window that has just opened may not know the extension's commands yet, and the palette does not look again
      // before its text changes.
      await palette.fill('>', { timeout: movement });
      await palette.fill(`>${title}`, { timeout: movement });
      await choice.waitFor({ timeout: 1_000 });
      await choice.click({ timeout: movement });
    });
  }

  /** Shows Notelog's container in the side bar. */
  async openNotelog(): Promise<void> {
    const tab = this.#notelogTab;
    const { pane } = this.notes;
    // A click on a tab that is just being selected, as after a reload, closes the side bar: then it is opened again.
    await untilDone(async () => {
      if (await pane.isVisible()) return;
      if ((await tab.getAttribute('aria-selected')) !== 'true') await tab.click({ timeout: movement });
      await pane.waitFor({ timeout: movement });
    });
  }

  /** The status bar item that counts waiting notes; absent when none wait. */
  get outboxStatus(): Locator {
    return this.page.locator('.statusbar-item[id$="notelog.outbox"]').filter({ visible: true });
  }

  /** The number on Notelog's icon in the activity bar. */
  get badge(): Locator {
    return this.#notelogTab.locator('.badge').filter({ visible: true });
  }

  /** Shows the explorer in the side bar. */
  async openExplorer(): Promise<void> {
    await this.command('File: Focus on Files Explorer');
    await this.explorer.waitFor();
  }

  /** Notelog's form; locators in it wait for it, and still work after it was drawn again. */
  get form(): FrameLocator {
    return this.page
      .frameLocator('iframe.webview[src*="extensionId=notelog.notelog"]')
      .frameLocator('#active-frame');
  }

  /** The form's own frame, to run code in; the form must be showing. */
  async formFrame(): Promise<Frame> {
    const element = await this.form.owner().elementHandle();
    const frame = await element.contentFrame();
    if (frame === null) throw new Error('The form is not showing.');
    return frame;
  }

  /** The editor's Markdown preview, of which one must be showing. */
  get preview(): FrameLocator {
    return this.page
      .frameLocator('iframe.webview[src*="extensionId=vscode.markdown-language-features"]')
      .frameLocator('#active-frame');
  }

  /** The preview's own button that leads to the source, as newer and older editors call it. */
  get showSource(): Locator {
    return this.page.getByRole('button', { name: /^(Open Source File|Show Source)/ });
  }

  /** A file or folder in the explorer. */
  file(name: string): Locator {
    return this.explorer.getByRole('treeitem').filter({
      has: this.page.locator('.label-name').getByText(name, { exact: true }),
    });
  }

  /**
   * Selects files in the explorer and chooses from the context menu of the last one. `whileOpen` runs while the menu
   * is open.
   */
  async explorerMenu(names: readonly string[], item: string, whileOpen?: () => Promise<void>): Promise<void> {
    for (const [index, name] of names.entries()) {
      // Ctrl+click adds to the selection and opens nothing; the first one clears what was selected before.
      if (index === 0) await this.page.keyboard.press('Escape');
      const file = this.file(name);
      const selected = file.and(this.page.locator('[aria-selected=true]'));
      // A click on a list that is just being drawn again comes to nothing.
      await untilDone(async () => {
        if (await selected.isVisible()) return;
        // The box of the file that the mouse rests on may cover this one.
        await this.page.mouse.move(0, 0);
        await file.click({ modifiers: index === 0 ? [] : ['ControlOrMeta'], timeout: movement });
        await selected.waitFor({ timeout: movement });
      });
    }
    await chooseFromMenu(this.page, this.file(names.at(-1) ?? ''), item, whileOpen);
  }

  /** Opens a file of the folder in an editor that stays. */
  async openFile(name: string): Promise<void> {
    await this.file(name).dblclick();
    await this.tab(name).waitFor();
  }

  /** An editor's tab. */
  tab(name: string): Locator {
    return this.page.locator('.tabs-container').getByRole('tab').filter({ hasText: name });
  }

  /** Chooses from the context menu of an editor's tab. */
  async tabMenu(name: string, item: string): Promise<void> {
    await chooseFromMenu(this.page, this.tab(name), item);
  }

  /** Chooses a colour theme by its name, such as `Dark Modern` or `Dark High Contrast`. */
  async theme(name: string): Promise<void> {
    await this.command('Preferences: Color Theme');
    await this.quick.type(name);
    await this.quick.option(name).first().click();
    await this.quick.gone();
  }

  /** The side bar, with all its views. */
  get sideBar(): Locator {
    return this.page.locator('.part.sidebar');
  }

  /** Drags the edge of the side bar until it has this width, in CSS pixels. */
  async setSideBarWidth(width: number): Promise<void> {
    const box = await this.sideBar.boundingBox();
    if (!box) throw new Error('The side bar is not showing.');
    const y = box.y + box.height / 2;
    await this.page.mouse.move(box.x + box.width, y);
    await this.page.mouse.down();
    await this.page.mouse.move(box.x + width, y, { steps: 5 });
    await this.page.mouse.up();
  }

  /**
   * Takes a picture of the window, see `savePicture`, or of one part: an element, or the first `width` by `height` CSS
   * pixels.
   */
  async picture(name: string, part?: Part): Promise<void> {
    await savePicture(name, () => this.#screenshot(part));
  }

  /** Takes a picture of the window as a failed test leaves it. */
  async pictureOfFailure(name: string): Promise<void> {
    await saveFailure(name, await this.#screenshot());
  }

  /**
   * Runs `act` in the dark theme, which the window must have. Where all pictures are taken, it runs in the other themes
   * first. `theme`: the word for it in a picture's name.
   */
  async inEachTheme(act: (theme: string) => Promise<void>): Promise<void> {
    for (const [theme, name] of takesAllPictures() ? otherThemes : []) {
      await this.theme(name);
      await act(theme);
    }
    if (takesAllPictures()) await this.theme('Dark Modern');
    await act('dark');
  }

  #screenshot(part?: Part): Promise<Buffer> {
    const choices = { animations: 'disabled', caret: 'hide' } as const;
    if (part === undefined) return this.page.screenshot(choices);
    if ('width' in part) return this.page.screenshot({ ...choices, clip: { x: 0, y: 0, ...part } });
    return part.screenshot(choices);
  }
}
