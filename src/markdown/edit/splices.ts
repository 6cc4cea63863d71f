import type { Range } from './storedTree.ts';

/** Changes of a text by the ranges that they are about; whatever is in none of them stays as it is. */
export class Splices {
  readonly #list: (Range & { readonly text: string })[] = [];

  /** Of ranges inside each other, the outer one counts. */
  replace({ start, end }: Range, text: string): void {
    this.#list.push({ start, end, text });
  }

  /** Texts at one place are put there in the order of the calls. */
  insert(at: number, text: string): void {
    this.#list.push({ start: at, end: at, text });
  }

  /** Whether all of a range goes away, and nothing comes in its place. */
  removes(range: Range): boolean {
    return this.#list.some(({ start, end, text }) => text === '' && start <= range.start && end >= range.end);
  }

  /** Whether anything is put into a range, or in the place of a part of it. */
  adds(range: Range): boolean {
    return this.#list.some(({ start, end, text }) => text !== '' && start >= range.start && end <= range.end);
  }

  applyTo(source: string): string {
    // What is inserted where a range begins comes before what stands there.
    const sorted = this.#list
      .map((splice, order) => ({ ...splice, order, isInsertion: splice.start === splice.end }))
      .sort(
        (one, other) =>
          one.start - other.start ||
          Number(other.isInsertion) - Number(one.isInsertion) ||
          other.end - one.end ||
          one.order - other.order,
      );
    let result = '';
    let at = 0;
    for (const { start, end, text } of sorted) {
      if (start < at) continue;
      result += source.slice(at, start) + text;
      at = end;
    }
    return result + source.slice(at);
  }
}
