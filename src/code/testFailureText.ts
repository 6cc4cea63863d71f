import * as words from '../words/code.ts';
import type { Markup } from './markup.ts';

/** What a test said when it failed. */
export interface TestFailure {
  /** Its name, with those of the groups around it. */
  readonly name: string;
  readonly message: string;
  /** Where the test compared two values. */
  readonly expected?: string | undefined;
  readonly actual?: string | undefined;
}

/** A note of a failed test. `location`: where it failed, as in {@link import('./problemText.ts').problemText}. */
export function testFailureText(markup: Markup, failure: TestFailure, location: string | undefined): string {
  const { name, message, expected, actual } = failure;
  const test = markup.words(name);
  const parts = [
    location === undefined ? words.testFailed(test) : words.testFailedIn(test, location),
    markup.block(message, ''),
    ...(expected === undefined ? [] : [words.expected(), markup.block(expected, '')]),
    ...(actual === undefined ? [] : [words.actual(), markup.block(actual, '')]),
  ];
  return parts.join('\n\n');
}
