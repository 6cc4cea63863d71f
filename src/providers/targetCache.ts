import { CountedWarnings } from '../base/countedWarnings.ts';
import { Failure } from '../base/failure.ts';
import type { Log } from '../base/log.ts';
import type { StoredNote, Target } from '../model/note.ts';

/** What a provider remembers of its targets, in memory only. */
export interface TargetCache {
  remember(target: Target): void;
  /** The target as it was remembered; undefined: it was not. */
  get(target: Target): Target | undefined;
  /**
   * Adds names and pages to the targets of notes. Unknown ones are read from the service. A note whose target cannot be
   * read is given back without a name. Rejects only when cancelled.
   */
  addNames(notes: readonly StoredNote[], signal: AbortSignal): Promise<readonly StoredNote[]>;
  /** Reads those of the targets that are not known yet, as far as they can be read. Rejects only when cancelled. */
  readUnknown(targets: readonly Target[], signal: AbortSignal): Promise<void>;
}

const mostTargets = 2000;
const atOnce = 4;

/** `read` asks the service for one target; undefined: targets of this type cannot be read. */
export function openTargetCache(
  read: (target: Target, signal: AbortSignal) => Promise<Target> | undefined,
  log: Log,
): TargetCache {
  const targets = new Map<string, Target>();
  const remember = (target: Target): void => {
    if (target.name === undefined) return;
    const key = keyOf(target);
    targets.delete(key);
    targets.set(key, target);
    const oldest = targets.keys().next().value;
    if (targets.size > mostTargets && oldest !== undefined) targets.delete(oldest);
  };
  const readUnknown: TargetCache['readUnknown'] = async (wanted, signal) => {
    const unknown = new Map<string, Target>();
    for (const target of wanted)
      if (target.name === undefined && !targets.has(keyOf(target))) unknown.set(keyOf(target), target);
    const queue = unknown.values();
    const reasons = new CountedWarnings({ warn: (line) => log.info(line) });
    let mayContinue = true;
    const ask = async (): Promise<void> => {
      // The parallel reads share one iterator, so that each takes the next target that is left.
      for (const target of queue) {
        if (!mayContinue) return;
        try {
          const targetWithName = await read(target, signal);
          if (targetWithName !== undefined) remember(targetWithName);
        } catch (error) {
          if (signal.aborted) throw error;
          // One target may be gone or forbidden; any other failure would repeat with the next one.
          mayContinue = Failure.is(error, 'notFound', 'notServed', 'forbidden');
          const reason = Failure.is(error) ? error.reason : 'unexpected';
          reasons.add(`Name of ${target.type} not read: ${reason}`);
        }
      }
    };
    await Promise.all(Array.from({ length: atOnce }, ask)).finally(() => reasons.write());
  };
  return {
    remember,
    get: (target) => targets.get(keyOf(target)),
    readUnknown,
    async addNames(notes, signal) {
      const wanted = notes.map(({ target }) => target);
      await readUnknown(wanted, signal);
      return notes.map((note) => {
        const target = targets.get(keyOf(note.target));
        return target === undefined ? note : { ...note, target, url: note.url ?? target.url };
      });
    },
  };
}

function keyOf(target: Target): string {
  return `${target.type} ${target.id}`;
}
