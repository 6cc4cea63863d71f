import * as vscode from './editor.ts';
import { Throttle } from '../base/throttle.ts';
import type { UnreadEntry } from '../outbox/entryFiles.ts';
import type { Services } from './services.ts';
import { verbatim } from './verbatim.ts';
import * as words from '../words/start.ts';

/** All files that one read of the outbox cannot understand make one message (milliseconds). */
const gatherTime = 500;

/** What the notice works with. */
type NoticeServices = Pick<Services, 'outbox' | 'clock' | 'channel' | 'context'>;

/**
 * Tells the user of waiting notes whose files cannot be read, and where the files are. To be called before the outbox is
 * loaded.
 */
export function tellUnreadEntries({ outbox, clock, channel, context }: NoticeServices): void {
  let unread: readonly UnreadEntry[] = [];
  const closed = new AbortController();
  context.subscriptions.push({ dispose: () => closed.abort() });
  const throttle = new Throttle({
    clock,
    delay: () => gatherTime,
    act: () => {
      const message = unreadText(unread);
      unread = [];
      void vscode.window.showWarningMessage(verbatim(message), words.showLog()).then((choice) => {
        if (choice !== undefined) channel.show();
      });
    },
    closed: closed.signal,
  });
  outbox.onUnread((entry) => {
    unread = [...unread, entry];
    throttle.changed();
  });
}

function unreadText(unread: readonly UnreadEntry[]): string {
  const folders = [...new Set(unread.map(({ folder }) => folder))].reduce(words.and);
  return words.unreadFiles(unread.length, folders);
}
