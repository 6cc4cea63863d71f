import { hasFactsOf, type NoteChange } from '../../model/change.ts';
import { Failure } from '../../base/failure.ts';
import type { FieldName } from '../../model/fields.ts';
import type { StoredNote, Target } from '../../model/note.ts';
import { isEmail } from '../../model/email.ts';
import { htmlToText, isHtml } from '../htmlText.ts';
import type { OutgoingNote } from '../outgoingNote.ts';
import type { ChartmogulSettings } from './fields.ts';
import { ownerMember } from './owner.ts';
import type { Markdown } from '../../markdown/markdown.ts';
import { richText } from './richText.ts';
import * as words from './words.ts';

type Converter = Pick<Markdown, 'markdownToHtml'>;

/**
 * The body of a create request, exactly as documented (docs/api/chartmogul.md, section 3). Failure `invalid` for a note
 * that the service does not take. A call is always sent with a duration; without one, the service would assume 60
 * seconds.
 */
export async function createBody(
  outgoing: OutgoingNote,
  { authorEmail, collection }: Pick<ChartmogulSettings, 'authorEmail' | 'collection'>,
  markdown: Converter,
): Promise<Readonly<Record<string, unknown>>> {
  const { note, stamp } = outgoing;
  const target = targetMember(note.target, collection === 'notes');
  if (note.attachment !== undefined) throw invalid('attachment', words.noAttachments());
  const author = note.author ?? authorEmail;
  if (author !== undefined) checkAuthor(author);
  const text = await richText(note.text, markdown);
  return {
    ...target,
    type: note.kind,
    ...(author === undefined ? {} : { author_email: author }),
    ...(text === '' ? {} : { text }),
    ...(note.kind === 'call' ? { call_duration: note.durationSeconds ?? 60 } : {}),
    created_at: stamp,
  };
}

/** Only the newer collection has notes about contacts (docs/api/chartmogul.md, section 4). */
function targetMember(target: Target, hasContacts: boolean): Readonly<Record<string, unknown>> {
  const member = target.type === 'contact' && !hasContacts ? undefined : ownerMember(target);
  if (member === undefined) throw invalid('target', words.onlyAbout(hasContacts));
  return member;
}

/**
 * The body of an update: only the fields that change (docs/api/chartmogul.md, section 3). `latestTime`: the latest time
 * that the service accepts. Failure `invalid` for an author that is not an e-mail address.
 */
export async function patchBody(
  change: NoteChange,
  latestTime: number,
  markdown: Converter,
): Promise<Readonly<Record<string, unknown>>> {
  const { text, author, occurredAt, durationSeconds } = change;
  if (author !== undefined) checkAuthor(author);
  return {
    ...(author === undefined ? {} : { author_email: author }),
    ...(text === undefined ? {} : { text: await richText(text, markdown) }),
    ...(durationSeconds === undefined ? {} : { call_duration: durationSeconds }),
    ...(occurredAt === undefined
      ? {}
      : { created_at: new Date(Math.min(Date.parse(occurredAt), latestTime)).toISOString() }),
  };
}

/**
 * Whether a note already has a change. Texts are compared as HTML, since a change may concern the formatting alone. The
 * two ways to write a line break count as equal, because it is not documented what the service does to HTML. Of a note
 * that is cut the rest is not known.
 */
export async function hasHtmlChange(
  note: StoredNote,
  change: NoteChange,
  markdown: Converter,
): Promise<boolean> {
  if (!hasFactsOf(note, change)) return false;
  if (change.text === undefined) return true;
  const html = await richText(change.text, markdown);
  return isHtml(html)
    ? withSameBreaks(note.html ?? '') === withSameBreaks(html)
    : note.html === undefined && note.cut !== true && note.text === htmlToText(html);
}

function withSameBreaks(html: string): string {
  return html.replace(/<br\s*\/?>/gi, '<br>').trim();
}

function checkAuthor(author: string): void {
  if (!isEmail(author)) throw invalid('author', words.authorIsNoEmail());
}

function invalid(field: FieldName, message: string): Failure {
  return new Failure('invalid', message, { field });
}
