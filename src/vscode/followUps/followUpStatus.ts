import * as vscode from '../editor.ts';
import type { Clock } from '../../base/clock.ts';
import type { FollowUps } from '../../recent/followUps.ts';
import * as words from '../../words/followUps.ts';
import { firstLine, nameOf } from '../label.ts';
import { localDay } from '../times.ts';
import { constant, verbatim } from '../verbatim.ts';

/** What {@link FollowUpStatus} needs. */
interface FollowUpStatusParts {
  readonly followUps: FollowUps;
  readonly clock: Pick<Clock, 'now'>;
  /** Reads the follow-ups that are older than so many milliseconds. */
  readonly read: (longestAge: number) => void;
}

/** As many as a box over the status bar can show. */
const mostLines = 8;

/** How old they may be when the user comes back, in milliseconds: nobody may be looking at Recent Notes. */
const longestAge = 30 * 60_000;

/** Shows in the status bar how many of the user's own follow-ups are due by today; nothing where none is. */
export class FollowUpStatus {
  readonly #parts: FollowUpStatusParts;
  readonly #item = vscode.window.createStatusBarItem('notelog.followUps', vscode.StatusBarAlignment.Left);
  readonly #focus: vscode.Disposable;

  constructor(parts: FollowUpStatusParts) {
    this.#parts = parts;
    this.#item.name = words.statusName();
    this.#item.command = 'notelog.recentNotes.focus';
    parts.followUps.onChange(() => this.#draw());
    this.#focus = vscode.window.onDidChangeWindowState(({ focused }) => {
      if (!focused) return;
      // Another day may have begun.
      this.#draw();
      if (parts.followUps.accounts().length > 0) parts.read(longestAge);
    });
  }

  #draw(): void {
    const { followUps, clock } = this.#parts;
    const due = followUps.due(localDay(clock.now()));
    if (due.length === 0) return this.#item.hide();
    const line = words.dueNow(due.length);
    const lines = due
      .slice(0, mostLines)
      .map(({ details, target }) => words.dueLine(firstLine(details), nameOf(target)));
    this.#item.text = constant`$(bell) ${line}`;
    this.#item.tooltip = verbatim([...lines, words.clickToSee()].join('\n'));
    this.#item.accessibilityInformation = { label: words.showsThem(line), role: 'button' };
    this.#item.show();
  }

  dispose(): void {
    this.#focus.dispose();
    this.#item.dispose();
  }
}
