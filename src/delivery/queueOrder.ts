import { isWantedNow, type Entry } from '../outbox/entry.ts';

/**
 * One account's entries, ordered so that what to do next is found without going through all of them: emptying the
 * outbox one by one would otherwise take quadratic time.
 */
export class QueueOrder {
  /** By target, each oldest first; the target that was served last comes last. */
  readonly #lanes = new Map<string, Map<string, Entry>>();
  readonly #laneOf = new Map<string, string>();
  readonly #interrupted = new Map<string, Entry>();
  readonly #uncertain = new Map<string, Entry>();
  readonly #due = new Map<string, Entry>();
  readonly #wantedNow = new Map<string, Entry>();

  /** Adds an entry at the end of its target's lane, or replaces it in its place there. `owned`: a host works on it. */
  put(entry: Entry, owned: boolean): void {
    const { id, status } = entry;
    const uncertain = status.state === 'uncertain';
    const stops = status.state === 'refused' || (uncertain && status.candidates !== undefined);
    if (stops && !owned) this.remove(id);
    keep(this.#uncertain, entry, uncertain && status.sender !== undefined);
    if (stops && !owned) return;
    const target = targetOf(entry);
    // The user may have replaced the note by one for another target.
    if ((this.#laneOf.get(id) ?? target) !== target) this.remove(id);
    const lane = this.#lanes.get(target) ?? new Map<string, Entry>();
    this.#lanes.set(target, lane.set(id, entry));
    this.#laneOf.set(id, target);
    keep(this.#interrupted, entry, owned || status.state === 'sending');
    keep(this.#due, entry, status.state === 'waiting' && status.due !== undefined);
    keep(this.#wantedNow, entry, isWantedNow(entry));
  }

  remove(id: string): void {
    const target = this.#laneOf.get(id);
    const lane = target === undefined ? undefined : this.#lanes.get(target);
    this.#uncertain.delete(id);
    if (target === undefined || lane === undefined) return;
    lane.delete(id);
    for (const map of [this.#laneOf, this.#interrupted, this.#due, this.#wantedNow]) map.delete(id);
    this.#lanes.delete(target);
    if (lane.size > 0) this.#lanes.set(target, lane);
  }

  clear(): void {
    for (const map of [this.#lanes, this.#laneOf, this.#interrupted, this.#uncertain]) map.clear();
    for (const map of [this.#due, this.#wantedNow]) map.clear();
  }

  /**
   * First what the user wants to be sent now, whatever is before it. Then the oldest entry of each target: whatever is
   * behind it for the same target stays behind it. Also those that the user may decide about and that are looked for all
   * the same; they hold up nobody.
   */
  *heads(): Generator<Entry> {
    yield* this.#wantedNow.values();
    for (const lane of this.#lanes.values()) {
      const head = lane.values().next();
      if (head.done !== true && !this.#wantedNow.has(head.value.id)) yield head.value;
    }
    for (const entry of this.#uncertain.values()) if (!this.#laneOf.has(entry.id)) yield entry;
  }

  /** What a host works on, or left when it ended. */
  interrupted(): readonly Entry[] {
    return [...this.#interrupted.values()];
  }

  /** What was being sent by a host that may still wake. */
  uncertain(): readonly Entry[] {
    return [...this.#uncertain.values()];
  }

  /** What has failed, and is to be tried again at a set time. */
  due(): Iterable<Entry> {
    return this.#due.values();
  }
}

/** The same text for the same target. */
export function targetOf({ note: { target } }: Entry): string {
  return JSON.stringify([target.type, target.id]);
}

function keep(map: Map<string, Entry>, entry: Entry, belongs: boolean): void {
  if (belongs) map.set(entry.id, entry);
  else map.delete(entry.id);
}
