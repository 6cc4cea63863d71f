import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { root } from '../../scripts/build.ts';
import { growth, leastRuns, mostGrowth } from '../support/growth.ts';

/** Characters of the texts that every expression is tried on. */
const attack = 12_000;

/** Milliseconds. A linear expression takes a tenth of one for the first text, a quadratic one seventy. */
const suspicious = 4;

interface Literal {
  readonly name: string;
  readonly expression: RegExp;
}

/** Every regular expression that is written in `file`, also as the text of a `new RegExp('…')`. */
function literalsOf(file: string): readonly Literal[] {
  const source = ts.createSourceFile(
    file,
    readFileSync(join(root, file), 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  );
  const found: Literal[] = [];
  const add = (pattern: string, flags: string) =>
    found.push({ name: `${file}: /${pattern}/${flags}`, expression: new RegExp(pattern, flags) });
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/');
      add(node.text.slice(1, end), node.text.slice(end + 1));
    } else if (ts.isNewExpression(node) && node.expression.getText() === 'RegExp') {
      const [pattern, flags] = node.arguments ?? [];
      if (pattern && ts.isStringLiteralLike(pattern))
        add(pattern.text, flags && ts.isStringLiteralLike(flags) ? flags.text : '');
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Texts of which one makes a superlinear expression try again and again, as far as its own characters suggest them. */
function* hostileTexts({ source }: RegExp): Generator<(size: number) => string> {
  const plain = source.replace(/\\([^dDwWsSbBpPukrntfv\d])/g, '$1');
  const words = plain.match(/[A-Za-z0-9@:/.=-]{2,}/g) ?? [];
  const characters = Array.from(plain.replace(/\\./g, '')).filter((each) => !'^$|?*+()[]{}'.includes(each));
  const units = new Set([
    ...words,
    ...characters,
    ' ',
    '\t',
    '\n',
    '\r\n',
    'a',
    '0',
    '"',
    '<',
    '\\',
    '.',
    '-',
  ]);
  for (const unit of units) {
    const repeated = (size: number) => unit.repeat(Math.ceil(size / unit.length));
    for (const start of ['', 'a', ...words]) yield (size) => `${start}${repeated(size)}\0`;
    yield (size) => `\0${repeated(size)}\n\0`;
    for (const other of units) {
      const pair = unit + other;
      yield (size) => `${pair.repeat(Math.ceil(size / pair.length))}\0`;
    }
  }
}

function timeOf(expression: RegExp, text: string): number {
  const began = performance.now();
  text.replace(expression, '');
  return performance.now() - began;
}

/** A text on which the expression takes far more than four times as long when it is four times as long. */
function provenSlow(expression: RegExp, mostRuns?: number): string | undefined {
  for (const textOf of hostileTexts(expression)) {
    // An exponential expression would never come to an end of more.
    if (timeOf(expression, textOf(24)) > suspicious && timeOf(expression, textOf(24)) > suspicious)
      return JSON.stringify(textOf(24));
    const text = textOf(attack);
    if (timeOf(expression, text) < suspicious || timeOf(expression, text) < suspicious) continue;
    if (growth((each) => each.replace(expression, ''), textOf, attack / 4, mostRuns) > mostGrowth)
      return JSON.stringify(textOf(40));
  }
  return undefined;
}

const literals: Literal[] = [];
for await (const file of glob(['src/**/*.ts', 'media/**/*.{ts,tsx}'], { cwd: root }))
  literals.push(...literalsOf(file));

describe('regular expressions', () => {
  test('there are some to attack', () => {
    expect(literals.length).toBeGreaterThan(100);
  });

  test.each([
    /^(a+)+$/,
    /^\n+|\s+$/g,
    /\/+$/,
    /[\s.]+$/,
    /[ \t\f]*[\r\n][ \t\r\n\f]*/g,
    /(T.*[+-]\d\d)(\d\d)$/,
    /\/api\/v3(\/.*)?$/,
    /\b(command|file|javascript|data|vbscript|vscode[\w.+-]*)(?=:\S)/gi,
    /^(\d+h)?\s*(\d+m)?\s*(\d+s)?$/,
  ])('the attack finds %s', (expression) => {
    expect(provenSlow(expression, leastRuns)).toBeDefined();
  });

  test.each(literals)('$name takes linear time', ({ expression }: Literal) => {
    expect(provenSlow(expression)).toBeUndefined();
  });
});
