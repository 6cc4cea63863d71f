/**
 * Ends a content that is written and begins with what the box holds: without it, the box could be brought to that content
 * by a key too, which would then count as nothing. It is not to be seen, no key types it, and the next pause removes it.
 */
const mark = '\u200b';

/**
 * What is typed into a box for one question after the other. The box belongs to the editor: it says what it holds some
 * milliseconds later, and what is set from here replaces whatever was typed meanwhile. No key is lost all the same:
 * what the box holds is translated into what was typed, and set right when no key is on its way.
 */
export class TypedText {
  readonly #write: (value: string) => void;
  /** What the box holds, as it said last. */
  #held = '';
  /** A content that begins with `shown` means `meant` and the rest. */
  #shown = '';
  #meant = '';
  /** What was written, until the box says that it holds it. */
  #written: string | undefined;

  /** `write`: sets what the box holds. */
  constructor(write: (value: string) => void) {
    this.#write = write;
  }

  /** What was typed for the question that is asked now. */
  get text(): string {
    return this.#held.startsWith(this.#shown)
      ? this.#meant + this.#held.slice(this.#shown.length)
      : this.#held;
  }

  /** Whether the box holds {@link text}, as far as is known. */
  get isSettled(): boolean {
    return this.#written === undefined && this.#held === this.text;
  }

  /** The box says that it holds `value`: it does so after each key, and after it was written to. */
  held(value: string): void {
    const { text } = this;
    if (value === this.#written) {
      // Keys that came before it have been replaced; `text` still has them.
      this.#written = undefined;
      this.#translate(value, text);
    } else if (!value.startsWith(this.#shown)) {
      // Edited by hand. What is about to be replaced was answered; otherwise it means what it says.
      if (this.#written === undefined) this.#translate(value, this.#withoutMark(value));
      else this.#translate(value, text);
    }
    this.#held = value;
  }

  /** The first `length` letters were an answer. The next question begins with `value`, and what was typed since. */
  next(length: number, value: string): void {
    this.#translate(this.#held, value + this.text.slice(length));
  }

  /** Makes the box hold {@link text}, unless it is being written to already: it says when that has arrived. */
  settle(): void {
    const { text } = this;
    if (text === this.#held || this.#written !== undefined) return;
    this.#translate(this.#held, text);
    // Nobody types all of a text into an empty box before it is written there.
    const isReachable = text.startsWith(this.#held) && (this.#held !== '' || text.length === 1);
    this.#written = isReachable ? text + mark : text;
    this.#write(this.#written);
  }

  /** The box is a new one, which is empty. */
  reset(): void {
    this.#written = undefined;
    this.#held = '';
    this.#translate('', '');
  }

  #withoutMark(value: string): string {
    return this.#shown.endsWith(mark) ? value.replace(mark, '') : value;
  }

  #translate(shown: string, meant: string): void {
    this.#shown = shown;
    this.#meant = meant;
  }
}
