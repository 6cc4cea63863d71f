import type * as z from 'zod';
import { readJson } from '../../http/readJson.ts';
import { learnTime } from '../../http/serverClock.ts';
import { Failure } from '../../notes/failure.ts';
import type { Target } from '../../notes/note.ts';
import { originOf } from '../baseUrl.ts';
import { cutTo, instantOf, newestFirst } from '../instant.ts';
import type { Provider, ProviderContext, ProviderKind } from '../provider.ts';
import { openService, type Call } from '../service.ts';
import { targetBook } from '../targetBook.ts';
import { accountSchema, pingSchema } from './account.ts';
import { customerPageSchema, customerSchema, readTyped, targetOf } from './customer.ts';
import { baseUrlOf, chartmogulFields, settingsOf } from './fields.ts';
import { findDuplicate } from './findDuplicate.ts';
import { createStamps } from './stamps.ts';
import { createBody, fieldOf, notePageSchema, noteSchema, storedNote } from './wireNote.ts';

const title = 'ChartMogul';

/** The most that a page holds (API reference section 5). */
const longestPage = 200;

/**
 * How far a note's time is kept from the service's now, in milliseconds: its `Date` header has whole seconds,
 * and a time in the future is refused.
 */
const margin = 1000;

/** ChartMogul: notes and calls about customers, over its REST API. */
export const chartmogul: ProviderKind = {
  id: 'chartmogul',
  title,
  capabilities: {
    kinds: ['note', 'call'],
    targets: [
      {
        type: 'customer',
        label: 'customer',
        idLabel: 'UUID, external id or e-mail',
        placeholder: 'cus_… or ann@example.com',
      },
    ],
    attachment: false,
    author: 'email',
    backDating: true,
    longestText: undefined,
    directory: [],
    edit: false,
    remove: false,
    tasks: false,
  },
  accountFields: chartmogulFields,
  keyLabel: 'API key',
  origin: (account) => originOf(baseUrlOf(account)),
  // Where `chartmogul-url` leads (API reference section 4).
  pageOrigins: ['https://app.chartmogul.com'],
  place: baseUrlOf,
  open,
};

function open(context: ProviderContext): Provider {
  const call = openService(context, {
    title,
    keyName: 'API key',
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    authorize: (key) => ({ authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` }),
    fieldOf,
    addressHint: 'check the base URL',
    forbidden: 'ChartMogul does not allow this: the key may be read-only, or the trial may have ended',
  });
  const urlOf = (path: string, query: Readonly<Record<string, string>> = {}): string => {
    const search = new URLSearchParams(query).toString();
    return `${settingsOf(context.account).baseUrl}/${path}${search === '' ? '' : `?${search}`}`;
  };
  const get = async <Schema extends z.ZodType>(
    schema: Schema,
    url: string,
    rest: Pick<Call, 'signal' | 'missing'>,
  ): Promise<z.output<Schema>> => readJson(await call({ method: 'GET', url, ...rest }), schema);

  const readCustomer = async (id: string, signal: AbortSignal): Promise<Target> =>
    targetOf(
      await get(customerSchema, urlOf(`customers/${encodeURIComponent(id)}`), {
        signal,
        missing: unknownCustomer(id),
      }),
    );
  const search = async (
    path: string,
    query: Readonly<Record<string, string>>,
    typed: string,
    signal: AbortSignal,
  ) => {
    const missing = unknownCustomer(typed);
    const { entries } = await get(customerPageSchema, urlOf(path, query), { signal, missing });
    // A merged customer can be hit by several of its ids.
    const hits = new Map(entries.map((entry) => [entry.uuid, targetOf(entry)]));
    if (hits.size === 0) throw new Failure('notFound', `${missing.message}.`, { field: 'target' });
    return [...hits.values()];
  };
  const find = async (typed: string, signal: AbortSignal): Promise<readonly Target[]> => {
    const wanted = readTyped(typed);
    if (wanted.by === 'email')
      return search('customers/search', { email: wanted.email }, wanted.email, signal);
    if (wanted.by === 'externalId')
      return search('customers', { external_id: wanted.externalId }, wanted.externalId, signal);
    try {
      return [await readCustomer(wanted.uuid, signal)];
    } catch (error) {
      // Without cus_ it may as well be the customer's id in another system, which is often a UUID.
      if (!wanted.bare || !Failure.is(error, 'notFound')) throw error;
      return search('customers', { external_id: typed.trim() }, typed.trim(), signal);
    }
  };
  const book = targetBook(
    (target, signal) => (target.type === 'customer' ? readCustomer(target.id, signal) : undefined),
    context.log,
  );

  const stamps = createStamps();
  /** Undefined until an answer to a stamp with milliseconds has told. */
  let keepsMilliseconds: boolean | undefined;
  /** A page of notes, of one target or all. */
  const readNotes = (
    target: Target | undefined,
    query: Readonly<Record<string, string>>,
    cursor: string | undefined,
    signal: AbortSignal,
  ) =>
    get(
      notePageSchema,
      urlOf(settingsOf(context.account).collection, {
        ...(target === undefined
          ? {}
          : { [`${target.type === 'contact' ? 'contact' : 'customer'}_uuid`]: target.id }),
        ...query,
        ...(cursor === undefined ? {} : { cursor }),
      }),
      { signal, ...(target === undefined ? {} : { missing: unknownCustomer(target.name ?? target.id) }) },
    );

  return {
    async verify(signal) {
      await get(pingSchema, urlOf('ping'), { signal });
      const account = await get(accountSchema, urlOf('account'), { signal });
      const detail = [account.currency, account.time_zone]
        .filter((each) => each != null && each !== '')
        .join(', ');
      return { name: account.name, detail: detail === '' ? undefined : detail };
    },

    async findTargets(type, typed, signal) {
      if (type !== 'customer')
        throw new Failure('invalid', 'ChartMogul keeps notes about customers only.', { field: 'target' });
      const targets = await find(typed, signal);
      for (const target of targets) book.learn(target);
      return targets;
    },

    targetOffline(type, typed) {
      if (type !== 'customer' || !/^\s*cus_/i.test(typed)) return undefined;
      const wanted = readTyped(typed);
      return wanted.by === 'uuid' ? { type, id: wanted.uuid } : undefined;
    },

    learnTime: (signal) =>
      learnTime(context.serverClock, chartmogul.origin(context.account) ?? '', () =>
        get(pingSchema, urlOf('ping'), { signal }),
      ),

    stamp(note) {
      const latest = context.serverClock.now(chartmogul.origin(context.account) ?? '') - margin;
      const chosen = note.occurredAt === undefined ? latest : Date.parse(note.occurredAt);
      return new Date(stamps.take(chosen, latest)).toISOString();
    },

    async create(outgoing, signal) {
      const { collection, authorEmail } = settingsOf(context.account);
      const answer = await call({
        method: 'POST',
        url: urlOf(collection),
        body: { kind: 'text', text: JSON.stringify(createBody(outgoing, authorEmail)) },
        ...(outgoing.mayLeave && { mayLeave: outgoing.mayLeave }),
        signal,
        missing: unknownCustomer(outgoing.note.target.name ?? outgoing.note.target.id),
      });
      book.learn(outgoing.note.target);
      const wire = readJson(answer, noteSchema);
      const stamp = Date.parse(outgoing.stamp);
      if (cutTo(stamp, 1000) !== stamp) keepsMilliseconds = instantOf(wire.created_at)?.getTime() === stamp;
      return storedNote(wire, outgoing.note.target);
    },

    findDuplicate(sent, signal) {
      const { target, kind } = sent.note;
      const query = { type: kind, per_page: String(longestPage) };
      return findDuplicate(sent, (cursor) => readNotes(target, query, cursor, signal), keepsMilliseconds);
    },

    async list({ target, cursor, limit }, signal) {
      const size = Math.max(1, Math.min(limit, longestPage));
      const page = await readNotes(target, { per_page: String(size) }, cursor, signal);
      if (target !== undefined) book.learn(target);
      const notes = page.entries.map((entry) => storedNote(entry, target)).sort(newestFirst);
      const next = page.has_more && page.cursor !== '' && page.cursor !== cursor ? page.cursor : undefined;
      return { notes: await book.fill(notes, signal), cursor: next ?? undefined };
    },
  };
}

function unknownCustomer(typed: string): NonNullable<Call['missing']> {
  return { message: `ChartMogul knows no customer “${typed}”`, field: 'target' };
}
