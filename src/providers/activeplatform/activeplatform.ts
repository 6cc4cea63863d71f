import type * as z from 'zod';
import { readJson } from '../../http/readJson.ts';
import { learnTime } from '../../http/serverClock.ts';
import { Failure } from '../../notes/failure.ts';
import type { Target } from '../../notes/note.ts';
import { originOf } from '../baseUrl.ts';
import { newestFirst } from '../instant.ts';
import type { Identity, Provider, ProviderContext, ProviderKind } from '../provider.ts';
import { openService, type Call } from '../service.ts';
import { targetBook } from '../targetBook.ts';
import { createBody, longestContent } from './createBody.ts';
import { entityPath, entitySchema, named, readTyped, resellerSchema, targetTypes } from './entity.ts';
import { activeplatformFields, settingsOf } from './fields.ts';
import { findDuplicate, windowOf } from './findDuplicate.ts';
import { readNotes, type Page } from './readNotes.ts';
import { fieldOf, noteDocumentSchema, notePageSchema, storedNote } from './wireNote.ts';

/** Required exactly so on every request, GET too; a parameter such as a charset would be refused (seed, JSON:API). */
const mediaType = 'application/vnd.api+json';

/** The documented default; how many a page can hold at most is not documented. */
const longestPage = 50;

/** ActivePlatform: notes about accounts, subscriptions and orders, over its Reseller API v3. */
export const activeplatform: ProviderKind = {
  id: 'activeplatform',
  title: 'ActivePlatform',
  capabilities: {
    kinds: ['note'],
    targets: targetTypes,
    attachment: true,
    author: undefined,
    backDating: false,
    longestText: longestContent,
    directory: [],
    edit: false,
    remove: false,
    tasks: false,
  },
  accountFields: activeplatformFields,
  keyLabel: 'API token',
  origin: (account) => originOf(account.fields['baseUrl'] ?? ''),
  // Ids are those of one reseller's tree.
  place: ({ fields }) => `${fields['baseUrl'] ?? ''} reseller ${fields['resellerId'] ?? ''}`,
  open,
};

function open(context: ProviderContext): Provider {
  const { account, clock, files, serverClock, log } = context;
  const call = openService(context, {
    title: 'ActivePlatform',
    keyName: 'API token',
    headers: { accept: mediaType, 'content-type': mediaType },
    authorize: (key) => ({ 'x-api-token': key }),
    fieldOf,
    addressHint: 'check the base URL and the reseller id',
    forbidden:
      'ActivePlatform does not allow this: the manager’s role may not have access, or the reseller is not the manager’s own or one below it',
  });
  /** `path` is relative to the reseller; `''` is the reseller itself. */
  const urlOf = (path: string, query: Readonly<Record<string, string>> = {}): string => {
    const { baseUrl, resellerId } = settingsOf(account);
    const search = new URLSearchParams(query).toString();
    return `${baseUrl}/api/v3/resellers/${resellerId}${path === '' ? '' : `/${path}`}${search === '' ? '' : `?${search}`}`;
  };
  const get = async <Schema extends z.ZodType>(
    schema: Schema,
    url: string,
    rest: Pick<Call, 'signal' | 'missing'>,
  ): Promise<z.output<Schema>> => readJson(await call({ method: 'GET', url, ...rest }), schema);

  const readEntity = async (target: Target, path: string, signal: AbortSignal): Promise<Target> => {
    const found = await get(entitySchema, urlOf(path), { signal, missing: unknown(target) });
    if (found.data.id !== target.id)
      throw new Failure('unreadable', `ActivePlatform answered with another ${target.type} than asked for.`);
    return named(target, found);
  };
  const book = targetBook((target, signal) => {
    const path = entityPath(target);
    return path === undefined ? undefined : readEntity(target, path, signal);
  }, log);
  /** The Resellers section is not open to every role that can make notes, so the name is only asked for. */
  const reseller = async (signal: AbortSignal): Promise<Identity> => {
    const name = `Reseller ${settingsOf(account).resellerId}`;
    try {
      const { data } = await get(resellerSchema, urlOf(''), { signal });
      const { general } = data.attributes;
      const known = general.name?.trim() ?? '';
      const detail = [general.domain, general.currency]
        .filter((each) => each != null && each !== '')
        .join(', ');
      return { name: known === '' ? name : known, detail: detail === '' ? undefined : detail };
    } catch (error) {
      if (!Failure.is(error, 'forbidden', 'notFound', 'unreadable')) throw error;
      return { name, detail: undefined };
    }
  };

  /** The name that this account's own notes bear, once an answer has told. */
  let creator: string | undefined;
  /** The newest notes of one target or all, or those after `cursor`, in the service's order. */
  const readPart = async (
    target: Target | undefined,
    size: number,
    cursor: string | undefined,
    signal: AbortSignal,
  ) => {
    const { baseUrl } = settingsOf(account);
    const filter =
      target === undefined || entityPath(target) === undefined
        ? {}
        : { [`filter[${target.type}_id]`]: target.id };
    const read = async (page: number): Promise<Page> => {
      const url = urlOf('notes', { ...filter, 'page[size]': String(size), 'page[number]': String(page) });
      return { url, page, size, ...(await get(notePageSchema, url, { signal })) };
    };
    const found = await readNotes(read, cursor);
    return {
      notes: found.notes.map((wire) => storedNote(wire, baseUrl, target)),
      cursor: found.cursor,
    };
  };

  return {
    async verify(signal) {
      await get(notePageSchema, urlOf('notes', { 'page[size]': '1' }), { signal });
      return reseller(signal);
    },

    async findTargets(type, typed, signal) {
      const { id } = readTyped(type, typed);
      const target = { type, id };
      const found = await readEntity(target, entityPath(target) ?? '', signal);
      book.learn(found);
      return [found];
    },

    targetOffline(type, typed) {
      try {
        return { type, id: readTyped(type, typed).id };
      } catch {
        return undefined;
      }
    },

    learnTime: (signal) =>
      learnTime(serverClock, activeplatform.origin(account) ?? '', () =>
        get(notePageSchema, urlOf('notes', { 'page[size]': '1' }), { signal }),
      ),

    // Not on the wire: the service dates the note itself. It marks when to look for a lost one.
    stamp: () => new Date(serverClock.now(activeplatform.origin(account) ?? '')).toISOString(),

    async create(outgoing, signal) {
      const { baseUrl, dataUrl } = settingsOf(account);
      const { target, attachment } = outgoing.note;
      const answer = await call({
        method: 'POST',
        url: urlOf('notes'),
        body: createBody(outgoing, dataUrl, files),
        ...(outgoing.mayLeave && { mayLeave: outgoing.mayLeave }),
        signal,
        missing: unknown(target),
        ...(attachment === undefined
          ? {}
          : { faultHint: 'It may also be that it cannot read the attached file.' }),
      });
      book.learn(target);
      const stored = storedNote(readJson(answer, noteDocumentSchema).data, baseUrl, target);
      creator = stored.author ?? creator;
      return stored;
    },

    findDuplicate(sent, signal) {
      const origin = activeplatform.origin(account) ?? '';
      return findDuplicate(
        sent,
        (cursor) => readPart(sent.note.target, longestPage, cursor, signal),
        () => windowOf(Date.parse(sent.stamp), clock.now(), serverClock.skew(origin)),
        creator,
      );
    },

    async list({ target, cursor, limit }, signal) {
      if (target !== undefined) book.learn(target);
      const found = await readPart(target, Math.max(1, Math.min(limit, longestPage)), cursor, signal);
      const notes = found.notes
        // A filter by account may also give the notes of its subscriptions and orders (not documented).
        .filter(
          (note) =>
            target === undefined || (note.target.type === target.type && note.target.id === target.id),
        )
        .sort(newestFirst);
      return { notes: await book.fill(notes, signal), cursor: found.cursor };
    },
  };
}

function unknown({ type, id, name }: Target): NonNullable<Call['missing']> {
  return {
    message: `ActivePlatform knows no ${type} ${name === undefined ? id : `“${name}”`} under this reseller`,
    field: 'target',
  };
}
