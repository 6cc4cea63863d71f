import type { NoteChange } from '../../../src/model/change.ts';
import { versionOf } from '../../../src/model/change.ts';
import { Failure } from '../../../src/base/failure.ts';
import type { StoredNote } from '../../../src/model/note.ts';
import type { Entry } from '../../../src/outbox/entry.ts';
import { fakeService, storedAs, type FakeService } from '../../support/fakeProvider.ts';
import { entryOf } from '../../support/entries.ts';

/** A service that keeps one note, which it can change and take away; `asked` is what it was asked, in order. */
export interface KeptNote {
  readonly service: FakeService;
  readonly asked: string[];
  note: StoredNote | undefined;
}

export function keepingNote(text = 'As it was.'): KeptNote {
  const service = fakeService('crm', { edit: true, remove: true });
  const asked: string[] = [];
  const kept: KeptNote = { service, asked, note: storedAs('note-1', entryOf('made')) };
  kept.note = { ...storedAs('note-1', entryOf('made')), text };
  const there = (): StoredNote => {
    if (kept.note) return kept.note;
    throw new Failure('notFound', 'The note is gone.');
  };
  // eslint-disable-next-line @typescript-eslint/require-await -- the contract is asynchronous
  service.read = async () => {
    asked.push('read');
    return there();
  };
  // eslint-disable-next-line @typescript-eslint/require-await -- the contract is asynchronous
  service.edit = async (_, change) => {
    asked.push('edit');
    return (kept.note = changed(there(), change));
  };
  // eslint-disable-next-line @typescript-eslint/require-await -- the contract is asynchronous
  service.remove = async () => {
    asked.push('remove');
    kept.note = undefined;
  };
  return kept;
}

function changed(note: StoredNote, { text, author, occurredAt, durationSeconds }: NoteChange): StoredNote {
  return {
    ...note,
    text: text?.value ?? note.text,
    author: author ?? note.author,
    createdAt: occurredAt === undefined ? note.createdAt : new Date(occurredAt),
    durationSeconds: durationSeconds ?? note.durationSeconds,
  };
}

/** An entry that changes the text of a note that is there. */
export function editOf(id: string, note: StoredNote, text: string, more: Partial<Entry> = {}): Entry {
  const change = { text: { format: 'typed' as const, value: text } };
  const entry = entryOf(id);
  return {
    ...entry,
    note: { ...entry.note, ...change },
    action: { does: 'edit', noteId: note.id, change, base: versionOf(note) },
    ...more,
  };
}

/** An entry that takes a note away that is there. */
export function removalOf(id: string, note: StoredNote, more: Partial<Entry> = {}): Entry {
  return { ...entryOf(id), action: { does: 'remove', noteId: note.id, base: versionOf(note) }, ...more };
}

/** The note that is kept; the test fails where there is none. */
export function noteIn({ note }: KeptNote): StoredNote {
  if (!note) throw new Error('the note is gone');
  return note;
}
