import type { Target } from '../model/note.ts';

/** How many follow-ups of each customer are open, as far as that was read: what is not known is not counted as none. */
export class OpenFollowUps {
  readonly #counts = new Map<string, number>();

  /** Undefined: not read yet. */
  countOf(accountId: string, target: Target): number | undefined {
    return this.#counts.get(keyOf(accountId, target));
  }

  record(accountId: string, target: Target, count: number): void {
    this.#counts.set(keyOf(accountId, target), count);
  }

  /** Something may have changed. */
  forget(): void {
    this.#counts.clear();
  }
}

function keyOf(accountId: string, { type, id }: Target): string {
  return JSON.stringify([accountId, type, id]);
}
