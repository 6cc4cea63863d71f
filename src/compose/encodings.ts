import { withoutEnd } from '../base/withoutEnd.ts';

/** What the bytes of a file can be. `proposed`: the likeliest encodings first, by the editor's names for them. */
type ByteKind =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'encoded'; readonly proposed: readonly string[] }
  | { readonly kind: 'binary' };

/** How files begin that are no text but need not hold a NUL: PNG, JPEG, GIF, ZIP, PDF, gzip, and OLE (old Office). */
const signatures = [
  '\x89PNG',
  '\xff\xd8\xff',
  'GIF8',
  'PK\0',
  'PK\x03',
  'PK\x05',
  '%PDF-',
  '\x1f\x8b',
  '\xd0\xcf\x11\xe0',
];

/** Characters that no text has, in whatever encoding it is read rightly. */
const implausible = /[\p{Cn}\p{Co}]|(?![\t\n\v\f\r])\p{Cc}/u;

const escape = 0x1b;

/** Bytes that a text has, if at all, seldom; tabs, line ends, form feeds, escapes and the end of a DOS file are none. */
function isControl(byte: number): boolean {
  const isAllowed = (byte >= 0x09 && byte <= 0x0d) || byte === 0x1a || byte === escape;
  return (byte < 0x20 && !isAllowed) || byte === 0x7f;
}

/** Tells text that says its encoding, or is UTF-8, from text in another encoding and from what is no text. */
export function byteKindOf(bytes: Uint8Array): ByteKind {
  const marked = markOf(bytes);
  const text = decoded(bytes, marked ?? 'utf-8');
  // No text has a NUL; many binary formats are valid UTF-8 otherwise.
  if (text !== undefined && !text.includes('\0')) return { kind: 'text', text };
  if (marked !== undefined)
    return { kind: 'encoded', proposed: [marked === 'utf-16le' ? 'utf16le' : 'utf16be'] };
  const start = Buffer.from(bytes.subarray(0, 16)).toString('latin1');
  if (signatures.some((signature) => start.startsWith(signature))) return { kind: 'binary' };
  const body = withoutEndNuls(bytes);
  if (!body.includes(0)) return withoutNuls(body, body.length < bytes.length);
  const proposed = wideEncodings(bytes);
  return proposed.length > 0 ? { kind: 'encoded', proposed } : { kind: 'binary' };
}

/** Without the NULs at the end, with which some programs fill a file up. */
export function withoutEndNuls(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end -= 1;
  return bytes.subarray(0, end);
}

/** The same of a text. */
export function withoutNulsAtEnd(text: string): string {
  return withoutEnd(text, (character) => character === '\0');
}

function markOf([first, second]: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  return first === 0xff && second === 0xfe
    ? 'utf-16le'
    : first === 0xfe && second === 0xff
      ? 'utf-16be'
      : undefined;
}

function decoded(bytes: Uint8Array, encoding: 'utf-8' | 'utf-16le' | 'utf-16be'): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function withoutNuls(body: Uint8Array, endsInNuls: boolean): ByteKind {
  let controls = 0;
  for (const byte of body) if (isControl(byte)) controls += 1;
  if (controls * 100 > body.length) return { kind: 'binary' };
  const isUtf8 = endsInNuls && decoded(body, 'utf-8') !== undefined;
  return { kind: 'encoded', proposed: isUtf8 ? ['utf8', 'windows1252'] : ['windows1252'] };
}

/**
 * UTF-16 without a mark: in most scripts it holds NULs, since their letters, or the blanks and line ends between them,
 * have a byte of zero. In the little end first order these are at odd places, in the other at even ones.
 */
function wideEncodings(bytes: Uint8Array): readonly string[] {
  const nuls = { even: 0, odd: 0 };
  for (const [at, byte] of bytes.entries()) if (byte === 0) nuls[at % 2 === 0 ? 'even' : 'odd'] += 1;
  const orders = [
    { name: 'utf16le', encoding: 'utf-16le', nuls: nuls.odd },
    { name: 'utf16be', encoding: 'utf-16be', nuls: nuls.even },
  ] as const;
  return orders
    .filter(({ encoding }) => {
      const text = decoded(bytes, encoding);
      return text !== undefined && !implausible.test(withoutNulsAtEnd(text).replaceAll('\x1b', ''));
    })
    .sort((one, other) => other.nuls - one.nuls)
    .map(({ name }) => name);
}
