import * as vscode from '../editor.ts';
import type { Clock } from '../../base/clock.ts';
import type { Outbox } from '../../outbox/outbox.ts';
import type { Proposals } from '../../proposals/proposals.ts';
import { Throttle } from '../../base/throttle.ts';
import { timeOfDay } from '../times.ts';
import { outboxSummary } from './outboxSummary.ts';
import { constant, verbatim, type EditorText } from '../verbatim.ts';
import { proposalsNeedOk } from '../../words/counts.ts';
import { clickToSee } from '../../words/followUps.ts';
import * as words from '../../words/pending.ts';

/** What {@link OutboxStatus} needs. */
interface OutboxStatusParts {
  readonly outbox: Outbox;
  readonly proposals: Pick<Proposals, 'pending' | 'onChange'>;
  readonly clock: Clock;
  /** Recent Notes, which carries the badge. */
  readonly view: vscode.BadgedView;
}

/** Short enough to be quick, long enough that a note that goes out at once does not flash (milliseconds). */
const settleTime = 250;

/**
 * Shows how many notes wait, also for the user's OK, as the view's badge, and in the status bar those that need the user,
 * if any do.
 */
export class OutboxStatus {
  readonly #parts: OutboxStatusParts;
  readonly #closed = new AbortController();
  readonly #item = vscode.window.createStatusBarItem('notelog.outbox', vscode.StatusBarAlignment.Left);

  constructor(parts: OutboxStatusParts) {
    this.#parts = parts;
    this.#item.name = words.statusName();
    this.#item.command = 'notelog.recentNotes.focus';
    const redraw = new Throttle({
      clock: parts.clock,
      delay: () => settleTime,
      act: () => this.#draw(),
      closed: this.#closed.signal,
    });
    parts.outbox.onChange(() => redraw.changed());
    parts.proposals.onChange(() => redraw.changed());
    redraw.changed();
  }

  #draw(): void {
    const { outbox, proposals, clock, view } = this.#parts;
    const { waiting, needUser, line, details } = outboxSummary(
      outbox.entries(),
      clock.now(),
      timeOfDay(vscode.env.language),
    );
    const proposed = proposals.pending.length;
    const ok = proposed === 0 ? [] : [proposalsNeedOk(proposed)];
    const all = [...(waiting === 0 ? [] : [line]), ...ok].join(', ');
    view.badge = waiting + proposed === 0 ? undefined : { value: waiting + proposed, tooltip: verbatim(all) };
    // What waits and goes out by itself is nobody's concern.
    if (needUser > 0) this.#show(constant`$(warning) ${all}`, all, [details, ...ok]);
    // Nothing is wrong with it.
    else if (proposed > 0) this.#show(constant`$(bell-dot) ${ok.join()}`, ok.join(), ok);
    else this.#item.hide();
    this.#item.backgroundColor =
      needUser > 0 ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
  }

  #show(text: EditorText, line: string, details: readonly string[]): void {
    this.#item.text = text;
    this.#item.tooltip = constant`${details.join('\n')}\n${clickToSee()}`;
    this.#item.accessibilityInformation = { label: words.spokenStatus(line), role: 'button' };
    this.#item.show();
  }

  dispose(): void {
    this.#closed.abort();
    this.#item.dispose();
  }
}
