import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { StoredNote, Target } from '../model/note.ts';
import { instantOf } from './instant.ts';
import { shortened } from '../base/shortened.ts';

/** Characters. A longer text would help nobody. */
const longest = 5000;

const clue = z.string().optional().catch(undefined);
/** The members that may still be readable, in the spelling of either service. */
const clues = z.object({
  uuid: clue,
  id: z.union([z.string(), z.number()]).transform(String).optional().catch(undefined),
  created_at: clue,
  attributes: z.object({ created_at: clue }).optional().catch(undefined),
});

/**
 * Turns an entry of a list of notes that could not be read into a note that shows the entry's JSON: a service whose
 * format has changed must not look like one without notes. `of`: the target of the list. Never throws.
 */
export function rawNote(entry: unknown, of: Target): StoredNote {
  const { data } = clues.safeParse(entry);
  const text = rawText(entry);
  const id = [data?.uuid, data?.id].find((each) => each !== undefined && /^[\w-]{1,100}$/.test(each));
  return {
    id: id ?? `unreadable-${createHash('sha256').update(text).digest('hex').slice(0, 16)}`,
    kind: 'note',
    target: of,
    text,
    raw: true,
    author: undefined,
    createdAt: instantOf(data?.created_at ?? data?.attributes?.created_at),
    durationSeconds: undefined,
    attachment: undefined,
    url: undefined,
  };
}

/** A JSON value as text for people, without addresses, which may be signed. Never throws. */
export function rawText(entry: unknown): string {
  let json: string | undefined;
  try {
    json = JSON.stringify(entry, (key, value: unknown) => (key === 'url' ? '…' : value), 2);
  } catch {
    // Nested too deeply for the engine.
  }
  const whole = json ?? '…';
  return whole.length > longest ? shortened(whole, longest - 1) : whole;
}
