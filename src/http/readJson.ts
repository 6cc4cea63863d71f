import type * as z from 'zod';
import { parseExactly } from '../base/exactJson.ts';
import { Failure } from '../base/failure.ts';
import { excessOf } from './jsonExtent.ts';
import type { HttpResponse } from './send.ts';
import * as words from '../words/network.ts';

/** More issues than these say nothing new. */
const mostIssues = 8;

/**
 * Reads an answer's body as what its API describes. Failure `unreadable` (with the answer's status) when it is a
 * web page, is cut off, is no JSON, or has another shape; its detail names paths and kinds of issue, no values. Whole
 * numbers beyond 2^53 come as strings.
 */
export function readJson<Schema extends z.ZodType>(answer: HttpResponse, schema: Schema): z.output<Schema> {
  const parsed = schema.safeParse(parse(answer));
  if (parsed.success) return parsed.data;
  throw unreadable(answer, words.unknownForm(), issuesIn(parsed.error));
}

/**
 * Failure `unreadable`, as for {@link readJson}, when an answer whose content does not matter is neither empty nor JSON:
 * then it came from somewhere else, such as a proxy's sign-in page.
 */
export function checkIsJson(answer: HttpResponse): void {
  if (answer.body.trim() !== '') parse(answer);
}

/** What is wrong with a value, for the log: paths and kinds of issue, no values. */
export function issuesIn({ issues }: z.ZodError): string {
  return issues.slice(0, mostIssues).map(issueLine).join('; ');
}

function parse(answer: HttpResponse): unknown {
  const text = answer.body.trim();
  if (text === '') throw unreadable(answer, words.emptyAnswer(), 'empty body');
  const excess = excessOf(text);
  if (excess !== undefined)
    throw unreadable(
      answer,
      words.excessiveAnswer(),
      excess === 'depth' ? 'JSON nested too deeply' : 'JSON of too many values',
    );
  try {
    return parseExactly(text);
  } catch (error) {
    if (text.startsWith('<') || answer.headers['content-type']?.includes('text/html') === true)
      throw unreadable(answer, words.webPage(), 'HTML');
    // V8's words are looked at, not kept: they quote the text.
    const cut = error instanceof Error && /end of JSON|Unterminated/.test(error.message);
    throw cut
      ? unreadable(answer, words.cutAnswer(), 'truncated JSON')
      : unreadable(answer, words.unreadableAnswer(), 'not JSON');
  }
}

function unreadable(answer: HttpResponse, message: string, what: string): Failure {
  const detail = `${what} (status ${answer.status}, ${answer.body.length} characters)`;
  return new Failure('unreadable', message, { status: answer.status, detail });
}

function issueLine({ path, code }: z.core.$ZodIssue): string {
  return `${path.map(pathPart).join('.') || 'the whole'}: ${code}`;
}

/** A key that is not an identifier may be something that a customer named. */
function pathPart(part: PropertyKey): string {
  const text = String(part);
  return /^[\w-]{1,40}$/.test(text) ? text : '?';
}
