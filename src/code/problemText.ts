import * as words from '../words/code.ts';
import { encodedName } from './hostKinds.ts';
import type { Markup } from './markup.ts';

/** A problem that the editor shows in a file. */
export interface CodeProblem {
  readonly severity: words.ProblemSeverity;
  readonly message: string;
  /** What reports it, such as `ts`; '' if that is not said. */
  readonly source: string;
  /** Its code there, such as `2322`; '' if it has none. */
  readonly code: string;
  /** Address of a page about the code. */
  readonly about?: string | undefined;
}

/** A note of a problem. `location`: what {@link import('./location.ts').locationText} says of its lines. */
export function problemText(markup: Markup, problem: CodeProblem, location: string): string {
  const { severity, message, source, code, about } = problem;
  const name = words.reportedBy(source, code);
  const address = about === undefined ? undefined : pageAddress(about);
  const reported =
    name === '' ? '' : ` (${address === undefined ? markup.code(name) : markup.linkedCode(name, address)})`;
  return `${words.problemAt(severity, location)}${reported}:\n\n${markup.block(message, '')}`;
}

/** The address of a web page, as Markdown can hold it; undefined for any other, or one with a user's name in it. */
function pageAddress(address: string): string | undefined {
  const url = URL.parse(address);
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') return undefined;
  return url.href.replace(/[()*<>\s]/g, encodedName);
}
