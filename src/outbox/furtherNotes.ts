import type { NewId } from '../base/ids.ts';
import type { Draft } from '../model/draft.ts';
import { attachmentsOf, type Note } from '../model/note.ts';
import type { Entry } from './entry.ts';

/** Characters of a new id that tell the further notes of one entry apart, beside their numbers. */
const uniqueLength = 8;

/** A new id for the further note with this number; it names the entry that it comes from. */
export function furtherId(entryId: string, number: number, newId: NewId): string {
  return `${entryId}+${number}-${newId().slice(0, uniqueLength)}`;
}

/** The id of the entry that a further note comes from; undefined: it is a note of its own. */
export function originOf(id: string): string | undefined {
  const end = id.lastIndexOf('+');
  return end > 0 ? id.slice(0, end) : undefined;
}

/** Whether an id, or that of the entry that it comes from, is one of several. */
export function isOfOne(ids: ReadonlySet<string>, id: string): boolean {
  const origin = originOf(id);
  return ids.has(id) || (origin !== undefined && ids.has(origin));
}

/**
 * The entries of the further notes, which are written once the service has the first one: until then undo, a refusal and
 * a lost answer concern one entry with all files. Each has a draft of its own, so that it can be edited and sent again.
 */
export function furtherEntries(entry: Entry): readonly Entry[] {
  const { further = [], draft, stamp: _stamp, ...rest } = entry;
  return further.map(({ id, note, action }, index) => ({
    ...rest,
    id,
    queuedAt: entry.queuedAt + index + 1,
    note,
    ...(action && { action }),
    draft: furtherDraft(draft, id, note, index + 1),
    attempts: 0,
    status: { state: 'waiting' },
  }));
}

function furtherDraft(of: Draft, id: string, { text, attachment }: Note, file: number): Draft {
  const { fileName: _fileName, ...draft } = of;
  const values = { ...draft.values, kind: 'note', duration: '', text: text.value };
  return { ...draft, id, values, attachments: attachment ? draft.attachments.slice(file, file + 1) : [] };
}

/** Whose bytes an entry needs, and of which hash: its own files, and those of its further notes. */
export function filesOf(
  entry: Entry | undefined,
): readonly { readonly id: string; readonly sha256: string }[] {
  if (!entry) return [];
  return [{ id: entry.id, note: entry.note }, ...(entry.further ?? [])].flatMap(({ id, note }) =>
    attachmentsOf(note).map(({ sha256 }) => ({ id, sha256 })),
  );
}
