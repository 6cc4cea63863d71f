import * as z from 'zod';
import type { CodeProblem } from '../../code/problemText.ts';
import { isWithin, type TextRange } from '../../code/lines.ts';
import type { ProblemSeverity } from '../../words/code.ts';
import * as vscode from '../editor.ts';
import { rangeSchema, uriSchema } from './schemas.ts';

/** A problem and where it is. */
export interface ProblemInFile {
  readonly problem: CodeProblem;
  readonly range: TextRange;
}

const severities = new Map<number, ProblemSeverity>([
  [vscode.DiagnosticSeverity.Error, 'error'],
  [vscode.DiagnosticSeverity.Warning, 'warning'],
  [vscode.DiagnosticSeverity.Information, 'information'],
  [vscode.DiagnosticSeverity.Hint, 'hint'],
]);

const name = z.union([z.string(), z.number()]).transform(String);

/** Encoded as little as possible: the editor would encode what is no part of a path. */
const address = uriSchema.transform((uri) => uri.toString(true));

/** A problem as the editor has it, whoever passes it. */
const diagnosticSchema = z.object({
  message: z.string(),
  range: rangeSchema,
  severity: z.number().optional().catch(undefined),
  source: z.string().optional().catch(undefined),
  code: z
    .union([name, z.object({ value: name, target: address.optional().catch(undefined) })])
    .optional()
    .catch(undefined),
});

/** Reads problems; those that are none are left out. */
export function readProblems(given: readonly unknown[]): readonly ProblemInFile[] {
  return given.flatMap((each) => {
    const parsed = diagnosticSchema.safeParse(each).data;
    return parsed ? [problemOf(parsed)] : [];
  });
}

/** The problems at a place in a file; where there are none, those of its line, and else all. */
export function problemsNear(
  problems: readonly ProblemInFile[],
  at: TextRange['start'],
): readonly ProblemInFile[] {
  const here = problems.filter(({ range }) => isWithin(at, range));
  if (here.length > 0) return here;
  const inLine = problems.filter(({ range: { start, end } }) => start.line <= at.line && at.line <= end.line);
  return inLine.length > 0 ? inLine : problems;
}

function problemOf(diagnostic: z.infer<typeof diagnosticSchema>): ProblemInFile {
  const { message, range, severity, source = '', code } = diagnostic;
  const coded = typeof code === 'string' ? { value: code, target: undefined } : code;
  return {
    range,
    problem: {
      severity: severities.get(severity ?? -1) ?? 'error',
      message,
      source,
      code: coded?.value ?? '',
      about: coded?.target,
    },
  };
}
