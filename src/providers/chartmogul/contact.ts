import * as z from 'zod';
import { listedEntries } from '../listedEntries.ts';
import { wireId } from '../wireValues.ts';
import type { Target } from '../../model/note.ts';
import type { DirectoryEntry } from '../../model/directory.ts';
import { nonEmpty } from './customer.ts';
import { uuid } from './typedId.ts';

const text = z.string().nullish().catch(undefined);

/** The members of a contact that are used (docs/api/chartmogul.md, section 9). */
export const contactSchema = z.object({
  uuid: z.string().regex(new RegExp(`^con_${uuid}$`, 'i')),
  first_name: text,
  last_name: text,
  email: text,
  external_id: wireId.nullish().catch(undefined),
});

type WireContact = z.infer<typeof contactSchema>;

/** The results of a search by e-mail address or external id. Only the first page is read. */
export const contactPageSchema = z.object({ entries: listedEntries.pipe(z.array(contactSchema)) });

/** A contact as a target. It has no `url`, because ChartMogul gives none. */
export function contactTarget({ uuid: id, first_name, last_name, email, external_id }: WireContact): Target {
  const names = [first_name, last_name].map((part) => part?.trim() ?? '').filter((part) => part !== '');
  const name = [names.join(' '), email?.trim(), external_id?.trim()].find(
    (each) => each != null && each !== '',
  );
  return { type: 'contact', id, ...(name === undefined ? {} : { name }) };
}

/** A contact with everything that it can be found by. */
export function contactEntry(contact: WireContact): DirectoryEntry {
  const { email, external_id } = contact;
  return {
    target: contactTarget(contact),
    ...nonEmpty({ email }),
    ...(external_id != null && external_id.trim() !== '' && { externalIds: [external_id] }),
  };
}
