import type { FastifyRequest } from 'fastify';
import type { SandboxContext } from '../options.ts';
import { queryOf } from '../request.ts';
import { activeplatformError } from './errors.ts';

/** Assumed: the largest page, which no page of the documentation names. */
const largestPage = 100;

/** The list in `page[size]` (50 by default) and `page[number]` (assumed: from 1), with its links. */
export function paged<T>(
  request: FastifyRequest,
  items: readonly T[],
  context: SandboxContext,
  show: (item: T) => unknown,
): object {
  const query = queryOf(request);
  const size = Math.min(positive(query['page[size]'], 50, 'page[size]'), largestPage);
  const number = positive(query['page[number]'], 1, 'page[number]');
  const last = Math.max(1, Math.ceil(items.length / size));
  // Assumed: absolute addresses, with the query's own filters kept.
  const link = (page: number): string => {
    const url = new URL(request.url, `http://${request.host}`);
    url.searchParams.set('page[number]', String(page));
    url.searchParams.set('page[size]', String(size));
    return url.href;
  };
  const links = {
    self: link(number),
    first: link(1),
    prev: number > 1 ? link(number - 1) : null,
    next: number < last ? link(number + 1) : null,
    last: link(last),
  };
  const alive = Object.entries(links).filter(
    ([, href]) => href !== null || context.switches.deadLinks === 'null',
  );
  return {
    data: items.slice((number - 1) * size, number * size).map(show),
    links: Object.fromEntries(alive),
  };
}

/** Assumed: 400 for what is no page number. */
function positive(value: string | undefined, otherwise: number, name: string): number {
  if (value === undefined) return otherwise;
  if (!/^[1-9]\d{0,8}$/.test(value)) throw activeplatformError(400, `${name} must be a positive number.`);
  return Number(value);
}
