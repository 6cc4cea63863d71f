import type { NoteChange } from '../../../src/model/change.ts';
import { versionOf } from '../../../src/model/change.ts';
import { Failure } from '../../../src/base/failure.ts';
import type { StoredNote } from '../../../src/model/note.ts';
import type { Entry } from '../../../src/outbox/entry.ts';
import { fakeService, storedAs, type FakeService } from '../../support/fakeProvider.ts';
import { entryOf } from '../../support/entries.ts';

/** A service that stores one note, which it can change and delete. `requests`: what it was asked to do, in order. */
export interface ServiceWithNote {
  readonly service: FakeService;
  readonly requests: string[];
  note: StoredNote | undefined;
}

export function serviceWithNote(text = 'As it was.'): ServiceWithNote {
  const service = fakeService('crm', { edit: true, remove: true });
  const requests: string[] = [];
  const remote: ServiceWithNote = { service, requests, note: storedAs('note-1', entryOf('made')) };
  remote.note = { ...storedAs('note-1', entryOf('made')), text };
  const current = (): StoredNote => {
    if (remote.note) return remote.note;
    throw new Failure('notFound', 'The note is gone.');
  };
  service.read = async () => {
    await Promise.resolve();
    requests.push('read');
    return current();
  };
  service.edit = async (_, change) => {
    await Promise.resolve();
    requests.push('edit');
    return (remote.note = withChange(current(), change));
  };
  service.remove = async () => {
    await Promise.resolve();
    requests.push('remove');
    remote.note = undefined;
  };
  return remote;
}

function withChange(note: StoredNote, { text, author, occurredAt, durationSeconds }: NoteChange): StoredNote {
  return {
    ...note,
    text: text?.value ?? note.text,
    ...(text?.format === 'stored' && { html: text.source }),
    author: author ?? note.author,
    createdAt: occurredAt === undefined ? note.createdAt : new Date(occurredAt),
    durationSeconds: durationSeconds ?? note.durationSeconds,
  };
}

/** An entry that changes the text of a stored note. */
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

/** An entry that deletes a stored note. */
export function removalOf(id: string, note: StoredNote, more: Partial<Entry> = {}): Entry {
  const { target } = note;
  return {
    ...entryOf(id),
    action: { does: 'remove', noteId: note.id, base: versionOf(note), target },
    ...more,
  };
}

/** The note that the service stores; the test fails if there is none. */
export function noteIn({ note }: ServiceWithNote): StoredNote {
  if (!note) throw new Error('the note is gone');
  return note;
}
