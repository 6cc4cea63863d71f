import type { FastifyRequest } from 'fastify';

/** The parameters of a query string. If one is repeated, the last counts (assumed). */
export type Query = Readonly<Record<string, string | undefined>>;

/** The query of `request`, decoded. */
export function queryOf(request: FastifyRequest): Query {
  const query: Record<string, string> = {};
  for (const [name, value] of new URL(request.url, 'http://sandbox').searchParams) query[name] = value;
  return query;
}

/** The parameter `name` of the path, decoded. */
export function pathValue(request: FastifyRequest, name: string): string {
  const { params } = request;
  const value: unknown =
    typeof params === 'object' && params !== null ? Reflect.get(params, name) : undefined;
  return typeof value === 'string' ? value : '';
}

/** Whether `value` is a JSON object. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
