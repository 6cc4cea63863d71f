/**
 * A text that grows, and of which only the end is looked at. The engine joins the pieces of a text when it is asked for
 * any of its characters, so that looking at the text itself after each piece would take quadratic time.
 */
export class GrowingText {
  /** The last characters, two at least if there are as many. */
  end = '';
  readonly #pieces: string[] = [];

  add(piece: string): void {
    if (piece === '') return;
    this.#pieces.push(piece);
    this.end = (this.end + piece.slice(-4)).slice(-4);
  }

  whole(): string {
    return this.#pieces.join('');
  }
}
