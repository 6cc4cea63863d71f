import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { StoredNote, Target } from '../model/note.ts';
import { instantOf } from './instant.ts';

/** Characters; more would be no help to anybody. */
const longest = 5000;

const text = z.string().optional().catch(undefined);
/** What can still be made out, in the spelling of either service. */
const clues = z.object({
  uuid: text,
  id: z.union([z.string(), z.number()]).transform(String).optional().catch(undefined),
  created_at: text,
  attributes: z.object({ created_at: text }).optional().catch(undefined),
});

/**
 * An entry of a list of notes that could not be read, shown as it came: a service that answers in a new way must not
 * look like one without notes. `of`: what the list is about. Never throws.
 */
export function rawNote(entry: unknown, of: Target): StoredNote {
  const { data } = clues.safeParse(entry);
  const shown = rawText(entry);
  const id = [data?.uuid, data?.id].find((each) => each !== undefined && /^[\w-]{1,100}$/.test(each));
  return {
    id: id ?? `unreadable-${createHash('sha256').update(shown).digest('hex').slice(0, 16)}`,
    kind: 'note',
    target: of,
    text: shown,
    raw: true,
    author: undefined,
    createdAt: instantOf(data?.created_at ?? data?.attributes?.created_at),
    durationSeconds: undefined,
    attachment: undefined,
    url: undefined,
  };
}

/** Anything that came as JSON, for people; without addresses, which may be signed. Never throws. */
export function rawText(entry: unknown): string {
  let json: string | undefined;
  try {
    json = JSON.stringify(entry, (key, value: unknown) => (key === 'url' ? '…' : value), 2);
  } catch {
    // Deeper than the engine goes.
  }
  const shown = json ?? '…';
  return shown.length > longest ? `${shown.slice(0, longest - 1).replace(/[\ud800-\udbff]$/, '')}…` : shown;
}
