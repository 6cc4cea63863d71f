import * as z from 'zod';
import { readJson } from '../../http/readJson.ts';
import type { FieldName } from '../../model/fields.ts';
import { originOf } from '../baseUrl.ts';
import { readCursorPage } from '../cursor.ts';
import { errorJson } from '../errorBody.ts';
import { listedEntries } from '../listedEntries.ts';
import { timeOfReading } from '../../http/serverClock.ts';
import type { ProviderContext } from '../provider.ts';
import { openService, type Call, type Service } from '../service.ts';
import { baseUrlOf, settingsOf, type ChartmogulSettings } from './fields.ts';
import * as words from './words.ts';

/** Entries (docs/api/chartmogul.md, section 7). */
export const maxPageSize = 200;

/**
 * Milliseconds by which a note's time stays before the service's current time. The service refuses a time in the
 * future, and its `Date` header tells the time in whole seconds only.
 */
const margin = 1000;

/** One account's connection to ChartMogul, which its notes, customers and tasks share. */
export interface ChartmogulConnection {
  readonly context: ProviderContext;
  readonly call: Service;
  /** Failure `invalid` (field `account`) when the account's settings cannot be used. */
  readonly settings: () => ChartmogulSettings;
  /** `path` below the base URL. */
  readonly urlOf: (path: string, query?: Readonly<Record<string, string>>) => string;
  readonly get: <Schema extends z.ZodType>(
    schema: Schema,
    url: string,
    options: CallOptions,
  ) => Promise<z.output<Schema>>;
  /** Reads a page of a list, but not yet its entries. `cursor`: from the page before. */
  readonly page: (
    path: string,
    query: Readonly<Record<string, string>>,
    cursor: string | undefined,
    options: CallOptions,
  ) => Promise<Page>;
  /** The latest time that the service certainly accepts, in milliseconds since the epoch. */
  readonly latestTime: () => number;
  /** The earliest that the service's time can be when it has just answered; undefined: it does not tell its time. */
  readonly timeOfReading: () => number | undefined;
}

/** A page of a list. Its entries are not parsed yet. */
export interface Page {
  readonly entries: readonly unknown[];
  /** Opaque; undefined: this is the last page. */
  readonly cursor: string | undefined;
  /** The service says that there are more entries, but gives no cursor, or one that it gave before. */
  readonly endsEarly: boolean;
}

type CallOptions = Pick<Call, 'signal' | 'missing' | 'notServed'>;

/** A page of any list. Only `has_more` says whether another one follows, because the last page has a cursor too. */
export const pageSchema = z.object({
  entries: listedEntries,
  cursor: z.string().nullish(),
  has_more: z.boolean(),
});

/**
 * The body of a 404 about a record: shape 1, as recorded for customers and contacts and assumed for notes and tasks. At
 * an address that is not served the host answers in plain text (docs/api/chartmogul.md, section 10).
 */
const missingRecordSchema = z.object({
  code: z.literal(404),
  message: z.string().min(1),
  param: z.string().nullish(),
});

const withUuid = z.object({ uuid: z.string() });
const withTaskUuid = z.object({ task_uuid: z.string() });

/** Identifies an entry of any list; tasks have another name for their UUID. */
function entryUuid(entry: unknown): string {
  return (
    withUuid.safeParse(entry).data?.uuid ??
    withTaskUuid.safeParse(entry).data?.task_uuid ??
    JSON.stringify(entry)
  );
}

/** Opens the connection. Nothing is sent yet. */
export function connect(context: ProviderContext): ChartmogulConnection {
  const call = openService(context, {
    title: 'ChartMogul',
    keyName: words.keyLabel(),
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    authorize: (key) => ({ authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` }),
    fieldOf,
    addressHint: words.checkBaseUrl(),
    saysMissing: (body) => missingRecordSchema.safeParse(errorJson(body)).success,
    forbidden: words.forbidden(),
  });
  const settings = () => settingsOf(context.account);
  const origin = () => originOf(baseUrlOf(context.account)) ?? '';
  const urlOf: ChartmogulConnection['urlOf'] = (path, query = {}) => {
    const search = new URLSearchParams(query).toString();
    return `${settings().baseUrl}/${path}${search === '' ? '' : `?${search}`}`;
  };
  const get: ChartmogulConnection['get'] = async (schema, url, options) =>
    readJson(await call({ method: 'GET', url, ...options }), schema);

  return {
    context,
    call,
    settings,
    urlOf,
    get,
    latestTime: () => context.serverClock.now(origin()) - margin,
    timeOfReading: () => timeOfReading(context.serverClock, origin()),
    async page(path, query, cursor, options) {
      const { entries, more, ...page } = await readCursorPage(
        cursor,
        async (next) => {
          // Every page is requested with the same filters (docs/api/chartmogul.md, section 7).
          const url = urlOf(path, { ...query, ...(next !== undefined && { cursor: next }) });
          const answer = await get(pageSchema, url, options);
          const more = answer.has_more;
          return { entries: answer.entries, more, next: more ? answer.cursor : undefined };
        },
        entryUuid,
      );
      const endsEarly = more && page.cursor === undefined;
      if (endsEarly)
        context.log.warn(
          `ChartMogul: the list of ${path} ends early: has_more is true, but no new cursor came`,
        );
      return { entries, cursor: page.cursor, endsEarly };
    },
  };
}

/** The field of the form whose value a parameter of the API holds. */
function fieldOf(param: string): FieldName | undefined {
  switch (param) {
    case 'author_email':
    case 'author':
      return 'author';
    case 'created_at':
      return 'occurredAt';
    case 'text':
      return 'text';
    case 'call_duration':
      return 'duration';
    case 'customer_uuid':
    case 'contact_uuid':
    case 'customer_id':
    case 'customer':
    case 'associated_object_identifier':
    case 'email':
    case 'external_id':
      return 'target';
    case 'type':
      return 'kind';
    default:
      return undefined;
  }
}
