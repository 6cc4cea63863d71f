import * as z from 'zod';

/** A key that somebody wrote into the setting `notelog.accounts`. Notelog never uses it from there. */
export interface StrayKey {
  /** The id of its account, if that has one. */
  readonly accountId: string | undefined;
  /** The name of its property. */
  readonly name: string;
  readonly value: string;
}

/** Names under which people write a key: `key`, `apiKey`, `api_token`, `x-api-token`, `password`. */
const keyLike = /^(x[-_]?)?((api|access|auth|secret)[-_ ]?)?(key|token|secret|password)$/i;

const list = z.array(z.unknown()).catch([]);
/** Keeps the object itself: z.record would drop a property named `__proto__`, and only keys may be removed. */
const record = z.custom<Readonly<Record<string, unknown>>>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
);

/** Finds keys in the raw value of the setting, in an account itself or among its fields. */
export function findStrayKeys(raw: unknown): readonly StrayKey[] {
  return list.parse(raw).flatMap((each) => {
    const account = record.safeParse(each).data;
    if (!account) return [];
    const { id, fields } = account;
    const accountId = typeof id === 'string' ? id : undefined;
    return [account, record.safeParse(fields).data ?? {}].flatMap((part) =>
      Object.entries(part).flatMap(([name, value]) =>
        isStray(name, value) ? [{ accountId, name, value: value.trim() }] : [],
      ),
    );
  });
}

/** The raw value of the setting without those keys for which `isRemoved` is true; the rest is unchanged. */
export function withoutStrayKeys(
  raw: unknown,
  isRemoved: (stray: StrayKey) => boolean = () => true,
): readonly unknown[] {
  return list.parse(raw).map((each) => {
    const account = record.safeParse(each).data;
    if (!account) return each;
    const { id } = account;
    const accountId = typeof id === 'string' ? id : undefined;
    const withoutKeys = (part: Readonly<Record<string, unknown>>) =>
      Object.fromEntries(
        Object.entries(part).filter(
          ([name, value]) => !isStray(name, value) || !isRemoved({ accountId, name, value: value.trim() }),
        ),
      );
    const fields = record.safeParse(account['fields']).data;
    return { ...withoutKeys(account), ...(fields === undefined ? {} : { fields: withoutKeys(fields) }) };
  });
}

function isStray(name: string, value: unknown): value is string {
  return keyLike.test(name) && typeof value === 'string' && value.trim() !== '';
}
