import { isScalar, Lexer, parseDocument, visit, type Document } from 'yaml';

const opening = /^\uFEFF?---[ \t]*(\r?\n)/;
// Not the `m` flag: it would take U+2028 inside of a value for the end of a line.
const closing = /(?:^|\r?\n)---[ \t]*(?:\r?\n|$)/;

/** Whether the start of a file already holds its whole front matter, so that no more of the file has to be read. */
export function holdsFrontMatter(start: string): boolean {
  const opened = opening.exec(start);
  return opened === null ? start.length > 4 : closing.test(start.slice(opened[0].length));
}

/** The first line of a front matter as it stands at the beginning of a text; undefined: the text has none. */
export function openingOf(text: string): string | undefined {
  return opening.exec(text)?.[0];
}

/** The parts of a text with YAML front matter. Joined in order, they are the text. */
export interface FrontMatterParts {
  /** The first line, with a byte order mark if there is one. */
  readonly start: string;
  readonly yaml: string;
  /** The line that ends the front matter, with the newline before it. */
  readonly end: string;
  readonly body: string;
  /** The text's own line end, since an editor or git may have made it CRLF. */
  readonly newline: string;
}

/** Undefined for a text without a whole front matter. */
export function partsOf(text: string): FrontMatterParts | undefined {
  const opened = opening.exec(text);
  if (opened === null) return undefined;
  const [start, newline = '\n'] = opened;
  const rest = text.slice(start.length);
  const closed = closing.exec(rest);
  if (closed === null) return undefined;
  const body = rest.slice(closed.index + closed[0].length);
  return { start, yaml: rest.slice(0, closed.index), end: closed[0], body, newline };
}

/** Why a front matter is not read. `line`: of the whole text, where it begins with the front matter; the first is 1. */
export type YamlProblem =
  { readonly problem: 'tooLong' | 'noYaml' } | { readonly problem: 'noYamlIn'; readonly line: number };

/** Tokens of YAML: well over a thousand lines. The parser takes some 5 µs for each. */
const mostTokens = 8000;

/** Ends at the bound, since the tokens are made one by one. */
function hasTooManyTokens(yaml: string): boolean {
  const tokens = new Lexer().lex(yaml);
  for (let count = 0; count <= mostTokens; count += 1) if (tokens.next().done === true) return false;
  return true;
}

/**
 * Whether a mapping has a mapping or a list for a key. No front matter needs that, and JavaScript has no such keys: the
 * parser would write each out as text, which takes seconds where a few hundred stand in one another.
 */
function hasKeyThatIsNoText(document: Document): boolean {
  let isFound = false;
  visit(document, {
    Pair: (_, { key }) => {
      if (isScalar(key)) return undefined;
      isFound = true;
      return visit.BREAK;
    },
  });
  return isFound;
}

/** The value of a front matter, in which every scalar is a string: a customer called 007 is not a number. */
export function readYaml(yaml: string): { readonly value: unknown } | YamlProblem {
  if (hasTooManyTokens(yaml)) return { problem: 'tooLong' };
  try {
    const document = parseDocument(yaml, {
      schema: 'failsafe',
      uniqueKeys: false,
      logLevel: 'error',
      prettyErrors: false,
    });
    const [error] = document.errors;
    // The first line of the text is the one that begins the front matter.
    if (error) return { problem: 'noYamlIn', line: yaml.slice(0, error.pos[0]).split('\n').length + 1 };
    if (hasKeyThatIsNoText(document)) return { problem: 'noYaml' };
    const value: unknown = document.toJS();
    return { value };
  } catch {
    // Nested too deeply, or an alias for what is not there.
    return { problem: 'noYaml' };
  }
}
