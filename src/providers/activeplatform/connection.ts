import type * as z from 'zod';
import { readJson } from '../../http/readJson.ts';
import type { Target } from '../../model/note.ts';
import type { ProviderContext } from '../provider.ts';
import { openService, type Call, type Service } from '../service.ts';
import { idDigits } from './entity.ts';
import { settingsOf, type ActiveplatformSettings } from './fields.ts';
import { fieldOf } from './wireNote.ts';
import * as words from './words.ts';

/**
 * Required on every request, GET too; a parameter such as a charset is refused (docs/api/activeplatform.md, section
 * 1).
 */
const mediaType = 'application/vnd.api+json';

/** Entries. The largest size that the service accepts is not known (docs/api/activeplatform.md, section 6). */
export const defaultPageSize = 50;

/** One account's connection to ActivePlatform. */
export interface ActiveplatformConnection {
  readonly context: ProviderContext;
  readonly call: Service;
  /** Failure `invalid` (field `account`) when the account's settings cannot be used. */
  readonly settings: () => ActiveplatformSettings;
  /**
   * `path` below the reseller; `''` is the reseller itself. `scope`: the id of the reseller that holds the target, if
   * it is not the account's own.
   */
  readonly urlOf: (path: string, query?: Readonly<Record<string, string>>, scope?: string) => string;
  readonly get: <Schema extends z.ZodType>(
    schema: Schema,
    url: string,
    options: Pick<Call, 'signal' | 'missing'>,
  ) => Promise<z.output<Schema>>;
}

/** Opens the connection. Nothing is sent yet. */
export function connect(context: ProviderContext): ActiveplatformConnection {
  const settings = () => settingsOf(context.account);
  const call = openService(context, {
    title: 'ActivePlatform',
    keyName: words.keyLabel(),
    headers: { accept: mediaType, 'content-type': mediaType },
    authorize: (key) => ({ 'x-api-token': key }),
    fieldOf,
    addressHint: words.checkAddress(),
    forbidden: words.forbidden(),
  });
  return {
    context,
    call,
    settings,
    urlOf(path, query = {}, scope = '') {
      const { baseUrl, resellerId } = settings();
      const search = new URLSearchParams(query).toString();
      // A scope comes from answers and files, so it is checked.
      const reseller = `${baseUrl}/api/v3/resellers/${idDigits(scope) ?? resellerId}`;
      return `${reseller}${path === '' ? '' : `/${path}`}${search === '' ? '' : `?${search}`}`;
    },
    get: async (schema, url, options) => {
      const { missing } = options;
      const answer = await call({
        method: 'GET',
        url,
        ...(missing && { notServed: words.nothingThere() }),
        ...options,
      });
      return readJson(answer, schema);
    },
  };
}

/** What a 404 to the request for a target means. */
export function unknownTarget({ type, id, name }: Target): NonNullable<Call['missing']> {
  const typeName = words.typeName(type);
  return {
    message:
      name === undefined ? words.unknownTarget(typeName, id) : words.unknownTargetOfName(typeName, name),
    field: 'target',
  };
}
