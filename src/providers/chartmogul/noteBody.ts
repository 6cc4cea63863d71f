import { hasFactsOf, type NoteChange } from '../../model/change.ts';
import { Failure } from '../../base/failure.ts';
import type { FieldName } from '../../model/fields.ts';
import type { StoredNote, Target } from '../../model/note.ts';
import { isEmail } from '../../model/email.ts';
import { htmlToText, isHtml } from '../htmlText.ts';
import type { OutgoingNote } from '../outgoingNote.ts';
import { aboutWhom } from './customers.ts';
import type { ChartmogulSettings } from './fields.ts';
import { richText } from './richText.ts';

/**
 * The body of a create request, exactly as documented (docs/api/chartmogul.md, section 3). Failure `invalid` when the
 * note does not fit it. A call's duration is always sent, for the service would take 60 seconds without; a note has
 * none.
 */
export async function createBody(
  outgoing: OutgoingNote,
  { authorEmail, collection }: Pick<ChartmogulSettings, 'authorEmail' | 'collection'>,
): Promise<Readonly<Record<string, unknown>>> {
  const { note, stamp } = outgoing;
  const about = aboutOf(note.target, collection === 'notes');
  if (note.attachment !== undefined) throw invalid('attachment', 'ChartMogul takes no attachments.');
  const author = note.author ?? authorEmail;
  if (author !== undefined) checkAuthor(author);
  const text = await richText(note.text);
  return {
    ...about,
    type: note.kind,
    ...(author === undefined ? {} : { author_email: author }),
    ...(text === '' ? {} : { text }),
    ...(note.kind === 'call' ? { call_duration: note.durationSeconds ?? 60 } : {}),
    created_at: stamp,
  };
}

/** A contact is named in the form that the newer collection has for either (docs/api/chartmogul.md, section 4). */
function aboutOf({ type, id }: Target, contacts: boolean): Readonly<Record<string, unknown>> {
  if (type === 'customer') return { customer_uuid: id };
  if (type !== 'contact' || !contacts) throw invalid('target', `ChartMogul keeps ${aboutWhom(contacts)}.`);
  return { associated_object_identifier: { associated_object: 'contact', method: 'uuid', value: id } };
}

/**
 * The body of an update: the fields that are to be another, and no other (docs/api/chartmogul.md, section 3).
 * `latest`: the latest instant that can be sent. Failure `invalid` for an author that is no e-mail address.
 */
export async function patchBody(
  change: NoteChange,
  latest: number,
): Promise<Readonly<Record<string, unknown>>> {
  const { text, author, occurredAt, durationSeconds } = change;
  if (author !== undefined) checkAuthor(author);
  return {
    ...(author === undefined ? {} : { author_email: author }),
    ...(text === undefined ? {} : { text: await richText(text) }),
    ...(durationSeconds === undefined ? {} : { call_duration: durationSeconds }),
    ...(occurredAt === undefined
      ? {}
      : { created_at: new Date(Math.min(Date.parse(occurredAt), latest)).toISOString() }),
  };
}

/**
 * Whether a note is as a change wants it. The text by its HTML, since a change may be about formatting alone; only
 * the ways to write a line break are taken for one, for what the service makes of HTML is not documented.
 */
export async function hasHtmlChange(note: StoredNote, change: NoteChange): Promise<boolean> {
  if (!hasFactsOf(note, change)) return false;
  if (change.text === undefined) return true;
  const wanted = await richText(change.text);
  return isHtml(wanted)
    ? breaks(note.html ?? '') === breaks(wanted)
    : note.html === undefined && note.text === htmlToText(wanted);
}

function breaks(html: string): string {
  return html.replace(/<br\s*\/?>/gi, '<br>').trim();
}

function checkAuthor(author: string): void {
  if (!isEmail(author)) throw invalid('author', 'The author must be an e-mail address.');
}

function invalid(field: FieldName, message: string): Failure {
  return new Failure('invalid', message, { field });
}
