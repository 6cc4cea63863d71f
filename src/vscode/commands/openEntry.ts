import { noteDocument } from '../../history/noteMarkdown.ts';
import { attachmentsOf, type StoredNote } from '../../model/note.ts';
import type { Entry } from '../../outbox/entry.ts';
import { documentParts } from '../documents/documentParts.ts';
import { firstLine } from '../label.ts';
import { tellChanged } from '../outbox/currentEntry.ts';
import type { Services } from '../services.ts';
import * as words from '../../words/history.ts';

/** Opens a note that is on its way, as it will be saved, as a read-only document. */
export async function openEntry(services: Services, id: string): Promise<void> {
  const entry = services.outbox.get(id);
  if (!entry) {
    tellChanged(services, id);
    return;
  }
  const title = firstLine(entry.note.text.value) || words.kind(entry.note.kind);
  const content = await noteDocument(asStored(entry), entry.accountLabel, documentParts(services));
  await services.documents.show(JSON.stringify(['entry', id]), title, content);
}

function asStored({ id, note }: Entry): StoredNote {
  const { kind, target, text, author, occurredAt, durationSeconds } = note;
  const [attachment, ...moreAttachments] = attachmentsOf(note).map(({ name, size }) => ({ name, size }));
  return {
    id,
    kind,
    target,
    text: text.value,
    author,
    createdAt: occurredAt === undefined ? undefined : new Date(occurredAt),
    durationSeconds,
    attachment,
    moreAttachments,
    url: undefined,
  };
}
