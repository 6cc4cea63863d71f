/** A page of 200 entries with a thousand values each. The engine parses so many in some 20 ms. */
const mostValues = 200_000;

/** Arrays and objects inside each other. Whatever goes through a value by recursion needs a bound. */
const deepest = 200;

const quote = 34;
const backslash = 92;
const comma = 44;
const opening = new Set([91, 123]);
const closing = new Set([93, 125]);

/**
 * What a JSON text has too much of to be parsed here; undefined: it can be parsed. A few bytes for each value would
 * otherwise make millions of them. Linear in time, and over when a bound is passed. Texts that are no JSON give any
 * result. `most`: the values that are allowed.
 */
export function excessOf(json: string, most = mostValues): 'values' | 'depth' | undefined {
  let values = 1;
  let depth = 0;
  for (let at = 0; at < json.length; at += 1) {
    const code = json.charCodeAt(at);
    if (code === quote) at = endOfString(json, at);
    else if (code === comma) values += 1;
    else if (opening.has(code)) {
      values += 1;
      depth += 1;
    } else if (closing.has(code)) depth -= 1;
    if (values > most) return 'values';
    if (depth > deepest) return 'depth';
  }
  return undefined;
}

/** The index of the quote that ends the string which begins at `start`; of the last character if none does. */
function endOfString(json: string, start: number): number {
  let end = start;
  do {
    end = json.indexOf('"', end + 1);
    if (end < 0) return json.length;
  } while (isEscaped(json, end));
  return end;
}

function isEscaped(json: string, at: number): boolean {
  let backslashes = 0;
  while (json.charCodeAt(at - 1 - backslashes) === backslash) backslashes += 1;
  return backslashes % 2 === 1;
}
