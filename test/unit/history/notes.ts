import type { StoredNote } from '../../../src/model/note.ts';
import { piecesOf } from '../../support/piecesOf.ts';

/** A note that a service holds. */
export function storedNote(id: string, more: Partial<StoredNote> = {}): StoredNote {
  return {
    id,
    kind: 'note',
    target: { type: 'customer', id: 'cus_1', name: 'Acme' },
    text: `Text of ${id}`,
    author: 'Ann',
    createdAt: new Date('2026-01-05T12:00:00.000Z'),
    durationSeconds: undefined,
    attachment: undefined,
    url: undefined,
    ...more,
  };
}

/** The notes in one page, the only one. */
export function onePage(...notes: readonly StoredNote[]): AsyncGenerator<readonly StoredNote[]> {
  return piecesOf(notes);
}

/** All pieces as one text. */
export async function joined(pieces: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}
