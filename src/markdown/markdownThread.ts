import { awakeTime, type SteadyClock } from '../base/clock.ts';
import { Failure } from '../base/failure.ts';
import type { Conversion, Edit } from './conversions.ts';
import type { EditableText, EditedText, Markdown, StoredText } from './markdown.ts';
import type { Thread, ThreadAnswer, ThreadRequest } from './thread.ts';
import * as words from '../words/editing.ts';

/** Milliseconds that one conversion may take on a busy machine, three hundred times what a long note takes on a quiet one. */
const longestConversion = 30_000;

/** Milliseconds without work after which the thread is ended, and its memory given back. */
const longestIdle = 60_000;

/** How a thread ends when the text is too much for it. */
const causedByText: readonly string[] = ['time', 'ERR_WORKER_OUT_OF_MEMORY'];

/** What {@link MarkdownThread} works with. */
interface MarkdownThreadParts {
  readonly start: () => Thread;
  readonly clock: SteadyClock;
}

/**
 * Converts on a thread, one text after the other. The thread is started by the first text, and ended when it is idle,
 * or when a text takes too long; the next text gets a new one.
 */
export class MarkdownThread implements Markdown {
  readonly #parts: MarkdownThreadParts;
  #thread: Thread | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #idle = new AbortController();

  constructor(parts: MarkdownThreadParts) {
    this.#parts = parts;
  }

  async markdownToHtml(text: string): Promise<string> {
    return (await this.#asText('markdownToHtml', text)) ?? '';
  }

  htmlToMarkdown(html: string): Promise<string | undefined> {
    return this.#asText('htmlToMarkdown', html);
  }

  async textToMarkdown(text: string): Promise<string> {
    return (await this.#asText('textToMarkdown', text)) ?? '';
  }

  async inlineMarkdown(text: string): Promise<string> {
    return (await this.#asText('inlineMarkdown', text)) ?? '';
  }

  async textForEditing({ form, source }: StoredText): Promise<EditableText | undefined> {
    const edit = { form, shown: '', typed: '' };
    const result = await this.#convert({ conversion: 'textForEditing', text: source, edit });
    return typeof result === 'string' ? undefined : result;
  }

  editedText({ source, ...edit }: EditedText): Promise<string | undefined> {
    return this.#asText('editedText', source, edit);
  }

  /** Ends the thread when it has done what it was asked so far. */
  close(): void {
    void this.#last.then(() => this.#stop());
  }

  #stop(): void {
    this.#idle.abort();
    this.#thread?.stop();
    this.#thread = undefined;
  }

  async #asText(conversion: Conversion, text: string, edit?: Edit): Promise<string | undefined> {
    const result = await this.#convert({ conversion, text, ...(edit && { edit }) });
    return typeof result === 'string' ? result : undefined;
  }

  #convert(request: ThreadRequest): Promise<string | EditableText | undefined> {
    const result = this.#last.then(() => this.#convertNow(request));
    this.#last = result.catch(() => undefined);
    return result;
  }

  async #convertNow(request: ThreadRequest): Promise<string | EditableText | undefined> {
    this.#idle.abort();
    try {
      // A thread that ended for a reason of its own says nothing about the text, so it is tried on a new one.
      const answer = (await this.#ask(request)) ?? (await this.#ask(request));
      if (answer === undefined)
        throw new Failure('storage', words.cannotFormat(), { detail: 'Markdown: the thread ended twice' });
      if (answer.ok) return answer.result;
      throw tooMuch(answer.kind);
    } finally {
      this.#stopWhenIdle();
    }
  }

  /**
   * Undefined when the thread could not be started, or ended for a reason that is not the text's.
   * @throws {Failure} `invalid`, when the text takes too much time or memory.
   */
  async #ask(request: ThreadRequest): Promise<ThreadAnswer | undefined> {
    const done = new AbortController();
    try {
      const thread = (this.#thread ??= this.#parts.start());
      return await Promise.race([thread.ask(request), this.#tooLong(done.signal)]);
    } catch (error) {
      this.#stop();
      const detail = error instanceof Error ? error.message : 'unknown';
      if (causedByText.includes(detail)) throw tooMuch(detail);
      return undefined;
    } finally {
      done.abort();
    }
  }

  /** Rejects when the time is up. While the machine sleeps, the thread does not get any further either. */
  async #tooLong(done: AbortSignal): Promise<never> {
    const { clock } = this.#parts;
    const began = awakeTime(clock);
    for (let left = longestConversion; left > 0; left = began + longestConversion - awakeTime(clock))
      await clock.wait(left, done);
    throw new Error('time');
  }

  #stopWhenIdle(): void {
    this.#idle = new AbortController();
    this.#parts.clock.wait(longestIdle, this.#idle.signal).then(
      () => this.#stop(),
      () => undefined,
    );
  }
}

function tooMuch(detail: string): Failure {
  return new Failure('invalid', words.formattingTooMuch(), { field: 'text', detail: `Markdown: ${detail}` });
}
