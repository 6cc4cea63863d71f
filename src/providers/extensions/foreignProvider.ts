import type * as z from 'zod';
import { Failure } from '../../base/failure.ts';
import { timeOfReading } from '../../http/serverClock.ts';
import { issuesIn } from '../../http/readJson.ts';
import type { Note, StoredNote, Target } from '../../model/note.ts';
import { readCursorPage } from '../cursor.ts';
import type { OutgoingNote } from '../outgoingNote.ts';
import type { Provider, ProviderContext } from '../provider.ts';
import { rawNote } from '../rawNote.ts';
import { readEntries } from '../readEntries.ts';
import type { ServiceTraits } from '../service.ts';
import { originOfAccount } from './account.ts';
import { answersOf } from './answers.ts';
import { ForeignCall } from './foreignCall.ts';
import type { GivenCall, GivenCustomer, GivenNote, Registration } from './registration.ts';
import * as words from './words.ts';

/**
 * The provider of one account that another extension brings. Whatever its methods do, a call ends in time, with what the
 * contract allows or with a Failure; and a note counts as certainly not sent only where no request for it has left.
 */
export function openForeign(
  registration: Registration,
  context: ProviderContext,
  traits: ServiceTraits,
): Provider {
  const { title, kinds, longestText, customerTypes, listCustomers } = registration;
  const answers = answersOf(customerTypes.map(({ type }) => type));
  const origin = originOfAccount(context.account) ?? '';
  const parts = { context, traits };

  const read = <Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> => {
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    throw new Failure('unreadable', words.answeredBadly(title), { detail: issuesIn(parsed.error) });
  };
  const ask = async <Schema extends z.ZodType>(
    schema: Schema,
    signal: AbortSignal,
    work: (given: GivenCall) => unknown,
  ) => read(schema, await new ForeignCall(parts).run(work, signal));
  const listed = (entry: unknown, of: Target | undefined): StoredNote =>
    answers.note.safeParse(entry).data ??
    rawNote(entry, of ?? { type: customerTypes[0]?.type ?? '', id: 'unknown' });

  const provider: Provider = {
    verify: (signal) => ask(answers.identity, signal, (given) => registration.verify(given)),
    findTargets: (type, typed, signal) =>
      ask(answers.customers, signal, (given) => registration.findCustomers(type, typed, given)),
    targetOffline(type, typed) {
      const id = typed.trim();
      try {
        return registration.isCustomerId?.(type, id) === true ? { type, id } : undefined;
      } catch {
        return undefined;
      }
    },
    stamp({ occurredAt }) {
      const now = context.serverClock.now(origin);
      return new Date(Math.min(occurredAt === undefined ? now : Date.parse(occurredAt), now)).toISOString();
    },
    async create(outgoing, signal) {
      checkNote(outgoing.note);
      const call = new ForeignCall(parts, outgoing.maySend ?? (() => true));
      const outcome = await call.outcome(
        (given) => registration.createNote(noteFor(outgoing), given),
        signal,
      );
      const written = await call.written;
      const failure = 'failure' in outcome ? outcome.failure : undefined;
      if (!written) throw notSent(failure ?? new Failure('refused', words.sentNothing(title)));
      // Whatever the method made of it.
      if ('failure' in written) throw written.failure;
      const stored = 'value' in outcome ? answers.note.safeParse(outcome.value).data : undefined;
      if (stored) return stored;
      // The service has said yes, so that the note may be there.
      const { message, detail } = failure ?? new Failure('unreadable', words.answeredBadly(title));
      throw new Failure('unreadable', message, { status: written.answer.status, detail });
    },
    async findDuplicate(lost, signal) {
      const call = new ForeignCall(parts);
      const answer = read(
        answers.found,
        await call.run((given) => registration.findNote(noteFor(lost), given), signal),
      );
      // A provider that swallowed this would have a note sent twice.
      if (!call.isAnswered)
        throw call.failure ?? new Failure('unreadable', words.sentNothing(title), { detail: 'findNote' });
      if (answer.result === 'absent') {
        const list = { readAt: timeOfReading(context.serverClock, origin), newest: undefined };
        return { result: 'absent', final: false, list };
      }
      if (answer.result === 'cannotTell')
        return { result: 'cannotTell', candidates: answer.candidates.map((each) => listed(each, undefined)) };
      const note = read(answers.note, answer.note);
      const { target } = lost.note;
      const isIt =
        note.target.type === target.type && note.target.id === target.id && !lost.takenNoteIds.has(note.id);
      return isIt ? { result: 'found', note } : { result: 'cannotTell', candidates: [note] };
    },
    async list({ target, kind, author, cursor: after, limit }, signal) {
      if (kind !== undefined && !kinds.includes(kind)) return { notes: [], cursor: undefined };
      const query = {
        limit,
        ...(target && { customer: customerFor(target) }),
        ...(kind && { kind }),
        ...(author !== undefined && { author }),
      };
      const { entries, cursor } = await readCursorPage(after, async (at) => {
        const { notes, next } = await ask(answers.notes, signal, (given) =>
          registration.listNotes({ ...query, ...(at !== undefined && { cursor: at }) }, given),
        );
        return { entries: notes, next };
      });
      return { notes: entries.map((entry) => listed(entry, target)), cursor };
    },
    read: (id, signal) => ask(answers.note, signal, (given) => registration.readNote(id, given)),
  };
  if (!listCustomers) return provider;
  return {
    ...provider,
    async directory({ type, cursor: after }, signal) {
      if (!customerTypes.some((each) => each.type === type))
        throw new Failure('invalid', words.hasNoSuchList(title));
      const { entries, cursor } = await readCursorPage(after, async (at) => {
        const { customers, next } = await ask(answers.listedCustomers, signal, (given) =>
          listCustomers(type, at, given),
        );
        return { entries: customers, next };
      });
      const { log, inTurns } = context;
      const facts = { title, path: 'listCustomers', log, inTurns, unreadable: words.answeredBadly(title) };
      const { read: all, unread } = await readEntries(answers.listedCustomer, entries, facts);
      return { entries: all, cursor, unread };
    },
  };

  function checkNote({ kind, target, attachment, text: { value } }: Note): void {
    if (attachment) throw new Failure('invalid', words.takesNoFiles(title), { field: 'attachment' });
    if (!kinds.includes(kind) || !customerTypes.some(({ type }) => type === target.type))
      throw new Failure('invalid', words.takesNoSuchNote(title), { field: 'kind' });
    if (longestText !== undefined && value.length > longestText)
      throw new Failure('invalid', words.takesNoLonger(title, longestText), { field: 'text' });
  }
}

function customerFor({ type, id, name }: Target): GivenCustomer {
  return { type, id, ...(name !== undefined && { name }) };
}

function noteFor({ id, stamp, note }: OutgoingNote): GivenNote {
  const { kind, target, text, author, durationSeconds } = note;
  return {
    id,
    kind,
    customer: customerFor(target),
    text: text.format === 'stored' ? text.source : text.value,
    isMarkdown: text.format === 'markdown',
    at: stamp,
    ...(author !== undefined && { author }),
    ...(durationSeconds !== undefined && { durationSeconds }),
  };
}

/** A defect would only fail again, so the user has to act; anything else may go better later. */
function notSent({ reason, message, field, detail, status, retryAfterMs }: Failure): Failure {
  const facts = { field, detail, status, retryAfterMs, nothingSent: true };
  return new Failure(reason === 'unreadable' ? 'refused' : reason, message, facts);
}
