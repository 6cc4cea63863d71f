import type { FastifyRequest } from 'fastify';
import type { SandboxContext } from '../options.ts';
import { queryOf } from '../request.ts';
import { activeplatformError } from './errors.ts';

/** Entries. Assumed; the documentation names no limit. */
const largestPage = 100;

/** A page of a list, by `page[size]` (50 by default) and `page[number]` (assumed: from 1), with links to others. */
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
  // Assumed: absolute addresses, which repeat the filters of the request.
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
  const shownLinks = Object.entries(links).filter(
    ([, href]) => href !== null || context.switches.missingLinks === 'null',
  );
  return {
    data: items.slice((number - 1) * size, number * size).map(show),
    links: Object.fromEntries(shownLinks),
  };
}

/** Assumed: 400 for anything but a positive number. */
function positive(value: string | undefined, fallback: number, name: string): number {
  if (value === undefined) return fallback;
  if (!/^[1-9]\d{0,8}$/.test(value)) throw activeplatformError(400, `${name} must be a positive number.`);
  return Number(value);
}
