import { Failure } from '../base/failure.ts';
import { impossibleId } from '../words/providers.ts';

/**
 * A service's id as one part of a path. Ids come from services and files, and `..` or an empty one would turn a request
 * for one thing into a request for another, or for all of them. Failure `notFound` for anything that cannot be an id.
 */
export function pathPart(id: string): string {
  if (!/^[\w-]{1,100}$/.test(id)) throw new Failure('notFound', impossibleId());
  return id;
}
