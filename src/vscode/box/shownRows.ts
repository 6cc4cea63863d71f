/** Rows that the editor was told to show. */
interface RowList {
  /** What choosing the row at a position means, as text; undefined: there is none. */
  readonly meaningAt: (position: number) => string | undefined;
  /** The question that they belong to. */
  readonly of: object;
  /** The text that they answer; undefined: the editor itself hides those that do not fit the text. */
  text: string | undefined;
}

/**
 * Which rows may be on the screen. The editor tells the highlighted row by its position, even if the list was replaced
 * after it was drawn, so a position means a row only if every list that may be on the screen has one there that means the same.
 */
export class ShownRows {
  readonly #drawn: () => Promise<unknown>;
  /** The first was certainly drawn, the others perhaps. */
  #lists: readonly RowList[] = [];

  /** `drawn` resolves when the editor has drawn everything that it was told before the call. */
  constructor(drawn: () => Promise<unknown>) {
    this.#drawn = drawn;
  }

  /** The editor is told to show these rows instead of the others. */
  set(list: RowList): void {
    this.#lists = [...this.#lists, list];
    this.#drawn().then(
      () => {
        const at = this.#lists.indexOf(list);
        if (at > 0) this.#lists = this.#lists.slice(at);
      },
      () => undefined,
    );
  }

  /** The rows that were set last answer this text, too. */
  answer(text: string | undefined): void {
    const last = this.#lists.at(-1);
    if (last) last.text = text;
  }

  /** Whether the row at this position certainly belongs to the question, and answers the text. */
  isCertain(position: number, of: object, text: string): boolean {
    const [first, ...others] = this.#lists.map((list) =>
      list.of === of && (list.text ?? text) === text ? list.meaningAt(position) : undefined,
    );
    return first !== undefined && others.every((each) => each === first);
  }
}
