/** Something that is ended once. */
export class Disposable {
  readonly #end: () => unknown;

  constructor(end: () => unknown) {
    this.#end = end;
  }

  static from(...all: readonly { dispose(): unknown }[]): Disposable {
    return new Disposable(() => {
      for (const each of all) each.dispose();
    });
  }

  dispose(): void {
    this.#end();
  }
}

/** An event as the editor has it. */
export class EventEmitter<T> {
  readonly #listeners = new Set<(value: T) => unknown>();

  readonly event = (listener: (value: T) => unknown): Disposable => {
    this.#listeners.add(listener);
    return new Disposable(() => this.#listeners.delete(listener));
  };

  /** How many listen. */
  get size(): number {
    return this.#listeners.size;
  }

  fire(value: T): void {
    for (const listener of [...this.#listeners]) listener(value);
  }

  dispose(): void {
    this.#listeners.clear();
  }
}

/** A queue of items, and of those who wait for the next one. */
export class Arrivals<T> {
  readonly #waiting: T[] = [];
  #wanted: ((value: T) => void) | undefined;

  add(value: T): void {
    const wanted = this.#wanted;
    this.#wanted = undefined;
    if (wanted) wanted(value);
    else this.#waiting.push(value);
  }

  /** The oldest that nobody has taken; resolves when there is one. */
  next(): Promise<T> {
    const first = this.#waiting.shift();
    if (first !== undefined) return Promise.resolve(first);
    return new Promise((resolve) => (this.#wanted = resolve));
  }

  /** What nobody has taken yet. */
  get left(): readonly T[] {
    return this.#waiting;
  }
}
