import { createHash } from 'node:crypto';
import * as z from 'zod';
import { sourceSchema, type Source } from '../model/source.ts';
import { proposedNoteSchema, type ProposedNote } from './proposalInput.ts';

/** Raised when the shape changes; files of another version are left where they are, never guessed at. */
const proposalVersion = 1;

/** How long a proposal waits for an answer, in milliseconds. */
export const proposalLifetime = 7 * 24 * 3600_000;

/** UUID-shaped: fit for a file name, a draft and an entry of the outbox. */
export const proposalIdForm = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const hashForm = /^[0-9a-f]{64}$/;

/** A proposal as it lies on disk: written once, never changed. */
const proposalSchema = z
  .object({
    version: z.literal(proposalVersion),
    /** Becomes the draft's id, and that of the outbox entry. */
    id: z.string().regex(proposalIdForm),
    source: sourceSchema,
    /** When it was made, and when it is too old to be answered; milliseconds since the epoch. */
    at: z.number(),
    expiresAt: z.number(),
    note: proposedNoteSchema,
    /** {@link hashOf} the note. */
    sha256: z.string().regex(hashForm),
  })
  .refine(({ at, expiresAt }) => expiresAt > at && expiresAt - at <= proposalLifetime)
  .refine(({ note, sha256 }) => hashOf(note) === sha256);

/** A note that somebody has still to look at. */
export type Proposal = z.infer<typeof proposalSchema>;

/** A new proposal of now. */
export function newProposal(id: string, source: Source, note: ProposedNote, now: number): Proposal {
  return {
    version: proposalVersion,
    id,
    source,
    at: now,
    expiresAt: now + proposalLifetime,
    note,
    sha256: hashOf(note),
  };
}

/** A file's content. `other`: of another version of Notelog. `invalid`: of none. */
export function parseProposal(bytes: Uint8Array, id: string): Proposal | 'other' | 'invalid' {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return 'invalid';
  }
  const { version } = z.object({ version: z.number() }).catch({ version: proposalVersion }).parse(json);
  if (version !== proposalVersion) return 'other';
  const { data } = proposalSchema.safeParse(json);
  return data?.id === id ? data : 'invalid';
}

/** Of the content of a proposal, hex: two that say the same have the same one. */
export function hashOf(note: ProposedNote): string {
  // In the schema's order, whatever order the fields were given in.
  return sha256(proposedNoteSchema.parse(note));
}

/** The id of a proposal that the same source makes again with the same words, of any number of them. */
export function idOf(source: Source, ...parts: readonly (string | number)[]): string {
  const hex = sha256([source.via, source.name, ...parts]);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  );
}

function sha256(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
