import * as vscode from '../editor.ts';
import {
  tooLong,
  clockText,
  isRunning,
  spokenLength,
  talkTime,
  type TimedCall,
} from '../../call/timedCall.ts';
import type { CallTimer } from '../../call/callTimer.ts';
import type { Clock } from '../../base/clock.ts';
import { constant } from '../verbatim.ts';
import * as words from '../../words/callTimer.ts';
import { nameOfCallee } from '../label.ts';

/** What {@link CallTimerStatus} needs. */
interface CallTimerStatusParts {
  readonly timer: CallTimer;
  readonly clock: Clock;
  /** Asks the user whether a call that has lasted for hours is still going on. */
  readonly onTooLong: (call: TimedCall) => void;
}

/** Longer names are cut: the status bar is shared with everything else. In characters as a reader counts them. */
const longestName = 24;

/** How often the timer is read again, because another window may have changed it; in seconds. */
const reloadEvery = 10;

/** Shows the call that is being timed in the status bar, second by second. */
export class CallTimerStatus {
  readonly #parts: CallTimerStatusParts;
  readonly #closed = new AbortController();
  readonly #item = vscode.window.createStatusBarItem('notelog.call', vscode.StatusBarAlignment.Left, 1);
  #isTicking = false;

  constructor(parts: CallTimerStatusParts) {
    this.#parts = parts;
    this.#item.name = words.statusName();
    this.#item.command = 'notelog.callTimer';
    parts.timer.onChange(() => this.#draw());
    this.#draw();
  }

  #draw(): void {
    const { timer, clock } = this.#parts;
    const { call } = timer;
    void vscode.commands.executeCommand('setContext', 'notelog.timing', call !== undefined);
    if (!call) return this.#item.hide();
    const duration = talkTime(call, clock.now());
    const running = isRunning(call);
    const callee = nameOfCallee(call);
    const name = callee ?? words.nobodyYet();
    this.#item.text = running
      ? constant`$(call-outgoing) ${clockText(duration)} ${cut(name)}`
      : constant`$(debug-pause) ${clockText(duration)} ${cut(name)}`;
    const summary = running ? words.callWith(callee) : words.pausedCallWith(callee);
    this.#item.tooltip = constant`${summary}\n${running ? words.clickRunning() : words.clickPaused()}`;
    const spokenDuration = spokenLength(call, clock.now());
    this.#item.accessibilityInformation = { label: `${summary}, ${spokenDuration}`, role: 'button' };
    this.#item.backgroundColor =
      duration < tooLong ? undefined : new vscode.ThemeColor('statusBarItem.warningBackground');
    this.#item.show();
    if (running && duration >= tooLong && call.warned !== true) this.#parts.onTooLong(call);
    void this.#tick();
  }

  /** Draws until the call is over, and while it is paused too: another window may resume it. */
  async #tick(): Promise<void> {
    if (this.#isTicking) return;
    this.#isTicking = true;
    const { timer, clock } = this.#parts;
    try {
      for (let seconds = 1; timer.call; seconds++) {
        await clock.wait(1000 - (clock.now() % 1000), this.#closed.signal);
        if (seconds % reloadEvery === 0) await timer.reload();
        this.#draw();
      }
    } catch {
      // Closed.
    } finally {
      this.#isTicking = false;
    }
  }

  dispose(): void {
    this.#closed.abort();
    this.#item.dispose();
  }
}

function cut(name: string): string {
  const characters = Array.from(new Intl.Segmenter().segment(name), ({ segment }) => segment);
  return characters.length <= longestName ? name : `${characters.slice(0, longestName - 1).join('')}…`;
}
