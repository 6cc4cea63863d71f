/** Takes keys out of texts before they are written anywhere. */
interface Redactor {
  /** From now on, `secret` is taken out in every form that it travels in. Shorter than 4 characters: ignored. */
  addSecret(secret: string): void;
  redact(text: string): string;
  /** Where a text holds one of the known secrets; UTF-16 units, `end` exclusive. */
  find(text: string): readonly { readonly start: number; readonly end: number }[];
}

const mark = '[redacted]';

/** Longer pieces than this are needed before a base64 look-alike is taken for a key. */
const shortestPiece = 7;

/** Headers, fields and addresses that carry credentials, whatever their value is. */
const carriers: readonly (readonly [RegExp, string])[] = [
  [
    /((?:proxy-)?authorization|(?:set-)?cookie|x-api-(?:token|key)|api[-_]?key)(["']?\s*[:=,]\s*["']?)[^\r\n"']+/gi,
    `$1$2${mark}`,
  ],
  [/\b(basic|bearer)\s+[\w+/.~-]{6,}={0,2}/gi, `$1 ${mark}`],
  [/(:\/\/)[^\s/?#@"']+@/g, `$1${mark}@`],
];

/**
 * Known secrets are found in plain, URL-encoded, JSON-escaped and base64 form (alone, as `user:` of HTTP Basic, or
 * inside a longer text), whatever the case; unknown ones where they stand in a header that is known for them.
 */
export function createRedactor(): Redactor {
  const forms = new Set<string>();
  let pattern: RegExp | undefined;
  return {
    addSecret(secret) {
      if (secret.length < 4) return;
      for (const form of formsOf(secret)) forms.add(form);
      pattern = patternOf(forms);
    },
    redact(text) {
      const plain = pattern === undefined ? text : text.replace(pattern, mark);
      return carriers.reduce((left, [carrier, replacement]) => left.replace(carrier, replacement), plain);
    },
    find(text) {
      if (pattern === undefined) return [];
      return Array.from(text.matchAll(pattern), ({ 0: { length }, index }) => ({
        start: index,
        end: index + length,
      }));
    },
  };
}

/** `text` with `instead` wherever it holds one of the secrets, in whatever form; empty ones are none. */
export function withoutSecrets(text: string, secrets: readonly string[], instead: string): string {
  const forms = new Set(secrets.filter((secret) => secret !== '').flatMap((secret) => formsOf(secret)));
  return forms.size === 0 ? text : text.replace(patternOf(forms), () => instead);
}

function patternOf(forms: ReadonlySet<string>): RegExp {
  // The longest first, so that no tail of a longer form is left standing.
  const sorted = [...forms].sort((a, b) => b.length - a.length);
  return new RegExp(sorted.map((form) => escaped(form)).join('|'), 'gi');
}

/** For a pattern that finds `text` itself. */
function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

function formsOf(secret: string): string[] {
  const encoded = encodeURIComponent(Buffer.from(secret).toString());
  const pieces = [0, 1, 2].map((offset) => base64Piece(secret, offset));
  return [
    secret,
    encoded,
    encoded.replaceAll('%20', '+'),
    encodeURIComponent(encoded),
    encodeURI(Buffer.from(secret).toString()),
    JSON.stringify(secret).slice(1, -1),
    JSON.stringify(secret).slice(1, -1).replaceAll('/', '\\/'),
    secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;'),
    Buffer.from(secret).toString('hex'),
    Buffer.from(secret).toString('base64'),
    Buffer.from(`${secret}:`).toString('base64'),
    ...pieces
      .flatMap((piece) => [piece, piece.replaceAll('+', '-').replaceAll('/', '_'), encodeURIComponent(piece)])
      .filter((piece) => piece.length >= shortestPiece),
  ];
}

/** What base64 makes of the secret when `offset` bytes (modulo 3) stand before it: only what those cannot alter. */
function base64Piece(secret: string, offset: number): string {
  const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(secret)]);
  const whole = bytes.toString('base64').replaceAll('=', '');
  return whole.slice(Math.ceil((offset * 8) / 6), Math.floor((bytes.length * 8) / 6));
}
