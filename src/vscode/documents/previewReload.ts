import * as vscode from '../editor.ts';
import type { Clock } from '../../base/clock.ts';

/**
 * Milliseconds without a change. The editor gathers changes for 300 before it draws them, and takes no notice of a
 * reload meanwhile.
 */
const pause = 1000;

/**
 * Has the editor load its Markdown previews anew when their documents have stopped changing. A change goes to the page of
 * a preview as a message, which is lost while the script of that page is still loading: the page would show the old text
 * until the next change, if one ever came. Nothing tells when a page is ready, and a reload always has the latest text.
 */
export class PreviewReload {
  readonly #clock: Pick<Clock, 'wait'>;
  #waiting = new AbortController();

  constructor(clock: Pick<Clock, 'wait'>) {
    this.#clock = clock;
  }

  /** After a change that the editor has taken in: reloads the previews, unless another follows first. Never rejects. */
  async afterChange(): Promise<void> {
    this.#waiting.abort();
    this.#waiting = new AbortController();
    try {
      await this.#clock.wait(pause, this.#waiting.signal);
      await vscode.commands.executeCommand('markdown.preview.refresh');
    } catch {
      // Another change followed, or the editor has no preview: then the document is shown as its source.
    }
  }

  dispose(): void {
    this.#waiting.abort();
  }
}
