import * as z from 'zod';
import { Failure } from '../../base/failure.ts';
import { markupFor, type Markup } from '../../code/markup.ts';
import { testFailureText } from '../../code/testFailureText.ts';
import { locationOf } from '../code/codeFile.ts';
import { rangeSchema, uriSchema } from '../code/schemas.ts';
import { startFromCode } from '../code/startFromCode.ts';
import * as vscode from '../editor.ts';
import type { Services } from '../services.ts';
import * as words from '../../words/code.ts';

/** Groups around a test that are named. */
const mostGroups = 10;

const text = z.union([z.string(), z.object({ value: z.string() }).transform(({ value }) => value)]);
const locationSchema = z.object({ uri: uriSchema, range: rangeSchema });

/** What the menu of a test's message passes. A test is only asked for its name and its group. */
const failureSchema = z.object({
  test: z.unknown(),
  message: z.object({
    message: text,
    expectedOutput: z.string().optional().catch(undefined),
    actualOutput: z.string().optional().catch(undefined),
    location: locationSchema.optional().catch(undefined),
  }),
});

const testSchema = z.object({ label: z.string(), parent: z.unknown().optional() });

/** `Log Failed Test as Note`, beside its message and in the menu of one. Failure `invalid` without one. */
export async function logTestFailure(services: Services, argument: unknown): Promise<void> {
  const failure = failureSchema.safeParse(argument).data;
  if (!failure) throw new Failure('invalid', words.noTestFailure());
  const { message, expectedOutput: expected, actualOutput: actual, location } = failure.message;
  const markup = markupFor(services.textFormat());
  const where = location && (await locationOfFailure(services, markup, location));
  const name = nameOf(failure.test);
  const text = testFailureText(markup, { name, message, expected, actual }, where);
  await startFromCode(services, text, location?.uri);
}

/** Undefined for a file that cannot be read any more. */
async function locationOfFailure(
  services: Services,
  markup: Markup,
  { uri, range }: z.infer<typeof locationSchema>,
): Promise<string | undefined> {
  const document = await Promise.resolve(vscode.workspace.openTextDocument(uri)).catch(() => undefined);
  return document && (await locationOf(services, markup, document, range));
}

/** The names of a test and of the groups that it is in, the outermost first. */
function nameOf(test: unknown): string {
  const names: string[] = [];
  for (let each = test; names.length <= mostGroups;) {
    const parsed = testSchema.safeParse(each).data;
    if (!parsed) break;
    names.unshift(parsed.label);
    each = parsed.parent;
  }
  return names.join(' › ');
}
