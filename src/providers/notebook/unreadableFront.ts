import { basename } from 'node:path';
import { withoutEdges } from '../../base/withoutEdges.ts';
import { withoutMd, shortIdOf } from './names.ts';
import { frontProblem, memberIn } from './noteFile.ts';
import * as words from './words.ts';

/** What is still known of a note whose front matter cannot be read. */
export interface UnreadableFront {
  /** What is wrong, one sentence. */
  readonly problem: string;
  /** As its line says, or the file's name. */
  readonly customer: string;
  /** As its line says. */
  readonly id: string | undefined;
}

/**
 * What is wrong with a note whose front matter cannot be read: it has a customer's line, or the name that Notelog gave
 * it. Undefined for any other file, which is no note. `file`: its path in the notebook; `start`: of its content.
 */
export function unreadableFront(file: string, start: string): UnreadableFront | undefined {
  const problem = frontProblem(start);
  const customer = memberIn(start, 'customer');
  if (problem === undefined || (customer === undefined && shortIdOf(file) === undefined)) return undefined;
  const name = withoutEdges(customer ?? '');
  return {
    problem: words.unreadableFront(problem),
    customer: name === '' ? withoutMd(basename(file)) : name,
    id: memberIn(start, 'id'),
  };
}
