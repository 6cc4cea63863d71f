import * as z from 'zod';
import { readJson } from '../../http/readJson.ts';
import type { FieldName } from '../../model/fields.ts';
import { originOf } from '../baseUrl.ts';
import { readCursorPage } from '../cursor.ts';
import type { ProviderContext } from '../provider.ts';
import { openService, type Call, type Service } from '../service.ts';
import { baseUrlOf, settingsOf, type ChartmogulSettings } from './fields.ts';

/** The most that a page holds (docs/api/chartmogul.md, section 7). */
export const longestPage = 200;

/**
 * How far a note's time is kept from the service's now, in milliseconds: its `Date` header has whole seconds,
 * and a time in the future is refused.
 */
const margin = 1000;

/** One account's connection to ChartMogul; all that its notes, customers and tasks have in common. */
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
    rest: CallOptions,
  ) => Promise<z.output<Schema>>;
  /** A page of a list, entry by entry unread; `cursor` as an earlier page gave it. */
  readonly page: (
    path: string,
    query: Readonly<Record<string, string>>,
    cursor: string | undefined,
    rest: CallOptions,
  ) => Promise<Page>;
  /** The latest instant that can be sent: the service's now, all but a second. Milliseconds since the epoch. */
  readonly latest: () => number;
}

/** A page of a list, its entries unread. */
export interface Page {
  readonly entries: readonly unknown[];
  /** Opaque; undefined: the list ends here. */
  readonly cursor: string | undefined;
  /** The service says that there is more, and gives no way to it or leads in a circle. */
  readonly brokenOff: boolean;
}

type CallOptions = Pick<Call, 'signal' | 'missing'>;

/** A page of anything: to be continued only when `has_more` says so, for the last page has a cursor too. */
export const pageSchema = z.object({
  entries: z.array(z.unknown()),
  cursor: z.string().nullish(),
  has_more: z.boolean(),
});

const withUuid = z.object({ uuid: z.string() });
const withTaskUuid = z.object({ task_uuid: z.string() });

/** What tells the entries of a list apart. */
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
    keyName: 'API key',
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    authorize: (key) => ({ authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` }),
    fieldOf,
    addressHint: 'check the base URL',
    forbidden: 'ChartMogul does not allow this: the key may be read-only, or the trial may have ended',
  });
  const settings = () => settingsOf(context.account);
  const urlOf: ChartmogulConnection['urlOf'] = (path, query = {}) => {
    const search = new URLSearchParams(query).toString();
    return `${settings().baseUrl}/${path}${search === '' ? '' : `?${search}`}`;
  };
  const get: ChartmogulConnection['get'] = async (schema, url, rest) =>
    readJson(await call({ method: 'GET', url, ...rest }), schema);

  return {
    context,
    call,
    settings,
    urlOf,
    get,
    latest: () => context.serverClock.now(originOf(baseUrlOf(context.account)) ?? '') - margin,
    async page(path, query, cursor, rest) {
      const { entries, more, ...page } = await readCursorPage(
        cursor,
        async (next) => {
          // The filters go along on every page (docs/api/chartmogul.md, section 7).
          const url = urlOf(path, { ...query, ...(next !== undefined && { cursor: next }) });
          const answer = await get(pageSchema, url, rest);
          const more = answer.has_more;
          return { entries: answer.entries, more, next: more ? answer.cursor : undefined };
        },
        entryUuid,
      );
      const brokenOff = more && page.cursor === undefined;
      if (brokenOff)
        context.log.warn(`ChartMogul: the list of ${path} breaks off: there is more, and no way to it`);
      return { entries, cursor: page.cursor, brokenOff };
    },
  };
}

/** Which field of the form a parameter of the API comes from. */
export function fieldOf(param: string): FieldName | undefined {
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
