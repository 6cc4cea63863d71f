import type { Random } from '../support/random.ts';
import type { PlannedAct, PlannedNote, Service } from './plan.ts';
import type { Theme } from './themes.ts';

const services = ['chartmogul', 'chartmogul', 'activeplatform', 'activeplatform', 'notebook'] as const;

/** Draws where a note goes. */
export function drawService(random: Random): Service {
  return random.pick(services);
}

/** What the notes of a scenario have in common. */
interface NotesOf {
  readonly themes: ReadonlySet<Theme>;
  readonly windowCount: number;
  readonly endAt: number;
  /** Milliseconds for which a note can be taken back. */
  readonly undoTime: number;
}

/** Draws the notes that are sent, in the order of their times, and what the user does to them afterwards. */
export function drawNotes(random: Random, parts: NotesOf): readonly PlannedNote[] {
  const { windowCount, endAt } = parts;
  const seed = random.int(1, 1e9);
  // Several windows may well attach the same file.
  const sameFile = random.chance(0.5);
  const only: Service | undefined = random.chance(0.3) ? drawService(random) : undefined;
  const targets = random.int(1, 3);
  return Array.from({ length: random.int(3, 8) }, (_, index) => {
    const service = only ?? drawService(random);
    const attached = service !== 'chartmogul' && random.chance(0.4);
    const at = random.int(0, Math.floor(endAt * 0.8));
    const window = random.int(0, windowCount - 1);
    return {
      id: `note-${index + 1}`,
      at,
      window,
      service,
      target: random.int(0, targets - 1),
      attachment: attached
        ? { seed: sameFile ? seed : seed + index, size: sameFile ? 3000 : random.int(1, 80_000) }
        : undefined,
      again: random.chance(0.5),
      acts: drawActs(random, parts, service, window),
    };
  }).sort((a, b) => a.at - b.at);
}

function drawActs(
  random: Random,
  { themes, windowCount, undoTime }: NotesOf,
  service: Service,
  window: number,
): readonly PlannedAct[] {
  if (!themes.has('acts')) return [];
  const anyWindow = () => (random.chance(0.5) ? window : random.int(0, windowCount - 1));
  const acts: PlannedAct[] = [];
  if (random.chance(0.4))
    acts.push({
      // While it can be taken back, or while a fault may keep it in the outbox.
      after: random.int(0, Math.max(undoTime, random.pick([300, 2_000, 20_000]))),
      window: anyWindow(),
      does: random.pick(['rewrite', 'undo', 'sendNow', 'discard']),
    });
  if (random.chance(0.6))
    acts.push({
      after: random.int(500, 40_000),
      window: anyWindow(),
      // ActivePlatform can delete a stored note, but has no way to change it.
      does:
        service === 'activeplatform'
          ? random.pick(['sendNow', 'remove'])
          : random.pick(['rewrite', 'rewrite', 'remove']),
    });
  return acts.sort((a, b) => a.after - b.after);
}
