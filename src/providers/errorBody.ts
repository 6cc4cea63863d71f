import * as z from 'zod';
import { excessOf } from '../http/jsonExtent.ts';
import { withoutSecrets } from '../http/redact.ts';
import { htmlToText } from './htmlText.ts';
import { shortened } from '../base/shortened.ts';

/** A service's description of an error, read from a body of any kind. Untrusted. */
export interface ErrorBody {
  /** The service's own words, one line; undefined when it had none. */
  readonly words: string | undefined;
  /** Names of the parameters that the error is about, in the service's spelling. */
  readonly params: readonly string[];
  /** Whether the body was JSON of a known shape. Otherwise `words` is the text of an HTML page or a plain body. */
  readonly hasKnownShape: boolean;
}

/** Values of an error body, each of which is tried on five shapes. */
const mostValues = 1000;

const texts = z.union([z.string(), z.array(z.string())]);
const jsonApiError = z.object({
  title: z.string().nullish().catch(undefined),
  detail: z.string().nullish().catch(undefined),
  source: z
    .object({ pointer: z.string().nullish(), parameter: z.string().nullish() })
    .nullish()
    .catch(undefined),
});
const details = z.array(z.object({ param: z.string() })).catch([]);

/**
 * The shapes of error body: `{code, message, param}`, `{errors: {field: text}}`, `{error, error_details}` and
 * `{field: [texts], error_details}` are recorded for ChartMogul (docs/api/chartmogul.md, section 10); `{errors:
 * [...]}` of JSON:API is assumed for ActivePlatform, which documents no error body (docs/api/activeplatform.md,
 * section 10).
 */
const shapes: readonly z.ZodType<ErrorBody>[] = [
  z
    .object({ message: z.string(), param: z.string().nullish().catch(undefined) })
    .transform(({ message, param }) => errorFrom([message], [param])),
  z.object({ errors: z.array(z.union([z.string(), jsonApiError])).min(1) }).transform(({ errors }) =>
    errorFrom(
      errors.map((error) => (typeof error === 'string' ? error : joined([error.title, error.detail], ': '))),
      errors.map((error) => (typeof error === 'string' ? undefined : pointerName(error.source))),
    ),
  ),
  z.object({ errors: z.record(z.string(), texts) }).transform(({ errors }) => byField(errors)),
  z
    .object({ error: z.string(), error_details: details.optional() })
    .transform(({ error, error_details }) =>
      errorFrom([error], error_details?.map(({ param }) => param) ?? []),
    ),
  z.record(z.string(), z.array(z.string()).optional().catch(undefined)).transform(byField),
];

/** Reads an error body by its shape, never by its status or content type. Never throws. */
export function readErrorBody(body: string): ErrorBody {
  const json = errorJson(body);
  for (const shape of shapes) {
    const { data } = shape.safeParse(json);
    if (data?.words !== undefined) return data;
  }
  return {
    words: json === undefined ? oneLine(htmlToText(body.slice(0, 20_000))) : undefined,
    params: [],
    hasKnownShape: false,
  };
}

function byField(errors: Readonly<Record<string, string | readonly string[] | undefined>>): ErrorBody {
  const fields = Object.entries(errors).filter(([, text]) => text !== undefined && text.length > 0);
  return errorFrom(
    fields.map(([field, text]) => `${field}: ${typeof text === 'string' ? text : (text ?? []).join(', ')}`),
    fields.map(([field]) => field),
  );
}

function errorFrom(words: readonly string[], params: readonly (string | null | undefined)[]): ErrorBody {
  return {
    words: oneLine(joined(words, '; ')),
    params: params.filter((param) => typeof param === 'string'),
    hasKnownShape: true,
  };
}

/** `/data/attributes/attachment/data` is about `attachment`. */
function pointerName(source: z.infer<typeof jsonApiError>['source']): string | null | undefined {
  return source?.pointer?.replace(/^\/data(\/attributes)?\//, '').split('/')[0] ?? source?.parameter;
}

function joined(parts: readonly (string | null | undefined)[], between: string): string {
  return parts.filter((part) => part != null && part !== '').join(between);
}

function oneLine(text: string): string | undefined {
  const line = text.replace(/\s+/g, ' ').trim();
  return line === '' ? undefined : line;
}

/** The JSON value of an error body; undefined where it is none, or holds more than an error does. Never throws. */
export function errorJson(body: string): unknown {
  if (excessOf(body, mostValues) !== undefined) return undefined;
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

const longestQuote = 200;

/**
 * A service's words, made fit to be quoted in a message: without the given secrets, file contents and control or
 * direction characters, and at most 200 characters long.
 */
export function quotable(words: string, secrets: readonly string[]): string {
  const line = withoutSecrets(words, secrets, '•••')
    .replace(/data:[^\s,]{0,100},['A-Za-z0-9+/=]*/g, 'data:…')
    // Control characters, line separators, and those that turn the direction of writing.
    .replace(/[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return line.length > longestQuote ? shortened(line, longestQuote - 1) : line;
}
