import fc from 'fast-check';
import { anyText } from './anyText.ts';
import { ownVectors } from './hostileVectors.ts';

/** Names that stand in the services' answers and in the product's own files. */
const names = [
  ...[
    'uuid',
    'entries',
    'cursor',
    'has_more',
    'customer_uuid',
    'associated_object',
    'associated_object_uuid',
  ],
  ...['type', 'text', 'call_duration', 'author', 'created_at', 'name', 'company', 'email', 'external_id'],
  ...[
    'chartmogul-url',
    'currency',
    'time_zone',
    'message',
    'error',
    'error_details',
    'errors',
    'code',
    'param',
  ],
  ...['data', 'attributes', 'id', 'links', 'next', 'last', 'href', 'content', 'creator', 'original_link'],
  ...[
    'original_id',
    'original_type',
    'attachment',
    'size',
    'general',
    'domain',
    'detail',
    'source',
    'pointer',
  ],
  ...[
    'version',
    'accountId',
    'accountLabel',
    'place',
    'queuedAt',
    'note',
    'draft',
    'attempts',
    'status',
    'state',
  ],
  ...[
    'values',
    'target',
    'kind',
    'format',
    'value',
    'accounts',
    'fields',
    'provider',
    'label',
    'key',
    'origin',
  ],
  ...[
    'task_uuid',
    'task_details',
    'assignee',
    'due_date',
    'completed_at',
    'external_ids',
    'mrr',
    'currency-sign',
  ],
  ...['owner', 'reseller_id', 'account_id', 'document_id', 'url', 'updated_at', 'first_name', 'last_name'],
  ...['__proto__', 'constructor', 'toString', '0'],
];

const words = [
  ...[
    '',
    'note',
    'call',
    'customer',
    'contact',
    'account',
    'subscription',
    'ManualOperation',
    'typed',
    'file',
  ],
  ...[
    'cus_7c1f0a52-5a0e-4f7e-9a53-0d2b6b6f1a01',
    '3056',
    '-1',
    '1e999',
    '2026-01-05T12:00:00.000Z',
    '275760-09-13',
  ],
  ...[
    '0000-00-00T99:99',
    'https://app.chartmogul.com/#/1',
    'javascript:alert(1)',
    '//[',
    '/accounts/29/',
    'waiting',
  ],
  ...['data:text/html;base64,AAAA', '\u0000', '\ud800', '\u202eabc', '__proto__'],
  ...ownVectors('http://127.0.0.1:1').map(({ payload }) => payload),
];

const leaf = fc.oneof(
  fc.constantFrom(...words),
  anyText({ maxLength: 20 }),
  fc.constantFrom(null, true, false, 0, -0, 1, -1, 1.5, 1e21, Number.MAX_SAFE_INTEGER + 2, 200),
);

/** JSON that resembles what a decoder expects: its names and its values, in any order. */
export const nearJson: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 6, depthSize: 'medium' },
    leaf,
    fc.array(tie('value'), { maxLength: 4 }),
    fc
      .array(fc.tuple(fc.constantFrom(...names), tie('value')), { maxLength: 8 })
      .map((pairs) => Object.fromEntries(pairs)),
  ),
})).value;

type Path = readonly string[];

/** Every part of a JSON value, itself included. */
function pathsOf(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([name, part]) => pathsOf(part, [...path, name]))];
}

/** A copy in which the part at `path` is `put`, or left out when that is undefined. */
function replaced(value: unknown, [name, ...rest]: Path, put: unknown): unknown {
  if (name === undefined) return put ?? null;
  if (typeof value !== 'object' || value === null) return value;
  const parts = Object.entries(value)
    .map(([each, part]): [string, unknown] => [each, each === name ? replaced(part, rest, put) : part])
    .filter(([each, part]) => each !== name || rest.length > 0 || part !== undefined);
  return Array.isArray(value) ? parts.map(([, part]) => part) : Object.fromEntries(parts);
}

/** `whole` with up to two of its parts, at any depth, replaced or left out, so that decoders read most of it. */
function damaged(whole: unknown): fc.Arbitrary<unknown> {
  const change = fc.tuple(
    fc.constantFrom(...pathsOf(whole)),
    fc.option(nearJson, { nil: undefined, freq: 3 }),
  );
  return fc
    .array(change, { maxLength: 2 })
    .map((changes) => changes.reduce<unknown>((value, [path, put]) => replaced(value, path, put), whole));
}

/** Anything that a body or a file can hold, as text: near to `whole`, JSON, cut off, no JSON, any bytes. */
export function anyBody(whole: unknown): fc.Arbitrary<string> {
  const json = fc.oneof(damaged(whole), nearJson).map((value) => JSON.stringify(value));
  const bytes = fc.uint8Array({ maxLength: 60 }).map((raw) => new TextDecoder().decode(raw));
  return fc.oneof(
    { weight: 8, arbitrary: json },
    { weight: 1, arbitrary: fc.tuple(json, fc.nat(200)).map(([text, length]) => text.slice(0, length)) },
    { weight: 1, arbitrary: bytes },
    { weight: 1, arbitrary: anyText({ maxLength: 60 }) },
    { weight: 1, arbitrary: fc.constantFrom(...words).map((word) => `<!DOCTYPE html><p>${word}`) },
    // Deep enough to overflow the stack of a naive recursive parser.
    {
      weight: 1,
      arbitrary: fc.constantFrom('['.repeat(5000), `${'{"a":'.repeat(2000)}1${'}'.repeat(2000)}`),
    },
  );
}

/** Any value of a header that `fetch` hands on. */
export const anyHeader: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom('', '0', '5', '-1', '999999999', '9'.repeat(30), '1e9', '0x10', 'Infinity', 'NaN', 'soon'),
  fc.constantFrom(
    'Mon, 05 Jan 2026 12:00:30 GMT',
    'Sat, 13 Sep 275760 00:00:00 GMT',
    'Mon, 05 Jan -0001 00:00:00 GMT',
  ),
  fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  fc.stringMatching(/^[ -~]{0,30}$/),
);
