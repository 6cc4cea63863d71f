import type { Secret, SecretKind } from './secret.ts';

/**
 * Tokens that tell by their form what they are, and that the preset does not know. What a pattern's first group holds is
 * the secret, or all of the match where it has none. A token begins where no part of a word stands before it, so that a
 * long word is looked at once.
 */
const patterns: readonly (readonly [SecretKind, RegExp])[] = [
  ['google', /(?<![\w-])AIza[\w-]{35}(?![\w-])/dg],
  ['google', /(?<![\w-])GOCSPX-[\w-]{28}(?![\w-])/dg],
  ['google', /(?<![\w.-])ya29\.[\w-]{30,1000}/dg],
  ['stripe', /(?<!\w)(?:sk|rk|whsec)_(?:live_|test_)?[A-Za-z0-9]{24,200}(?!\w)/dg],
  ['jwt', /(?<![\w.-])eyJ[\w-]{8,2000}\.eyJ[\w-]{8,8000}\.[\w-]{8,2000}/dg],
  ['azure', /(?:AccountKey|SharedAccessKey)=([A-Za-z0-9+/]{32,100}={0,2})/dg],
  ['azure', /[?&]sig=([A-Za-z0-9%+/]{32,100}={0,2})/dg],
  ['twilio', /(?<![A-Za-z0-9])SK[0-9a-f]{32}(?![A-Za-z0-9])/dg],
  ['pypi', /(?<![\w-])pypi-AgE[\w-]{40,300}/dg],
  ['discord', /(?<![\w.-])[MNO][\w-]{23,27}\.[\w-]{6}\.[\w-]{27,40}(?![\w-])/dg],
  ['discord', /\/\/(?:\w{1,20}\.)?discord(?:app)?\.com\/api\/webhooks\/(\d{10,25}\/[\w-]{40,100})/dg],
  ['aws', /secret_?access_?key["']?[ \t]{0,8}(?:=>|[:=])[ \t]{0,8}["']?([A-Za-z0-9/+=]{40})(?![\w/+])/dgi],
  ['address', /:\/\/([\w%.~+-]{24,256})@[\w[]/dg],
  ['cookie', /\b(?:set-)?cookie:[ \t]{0,8}([^\s=;"'`]{1,200}=[^\r\n"'`]{8,4000})/dgi],
];

/** What follows the word, where it is a token and no prose. */
const bearer = /\b(?:bearer|basic|authorization["']?[ \t]{0,8}[:=])[ \t]{1,8}([\w.~+/-]{16,4000}={0,2})/dgi;

/** User name and password as an option of `curl`, which stands not too far before it in the same line. */
const userOption = /(?<=[ \t])(?:-u|--user)[ \t=]{0,4}["']?[^\s"':]{1,100}:([^\s"'$]{4,200})/dg;
const curl = /\bcurl\b[^\n]*$/;
const longestCommand = 500;

/** User name and password in an address, but for what documents write in their place. */
const credentials =
  /:\/\/(?!user(?:name)?:|(?:[^\s/@:]{1,100}:)(?:pass(?:word)?|secret|x+|\*+)@)([^\s/?#@"'`<>{}$:]{0,256}:[^\s/?#@"'`<>{}$]{4,256})@[\w[]/dgi;

/** Tokens of services, and those in headers, addresses and command lines. */
export function tokens(text: string): readonly Secret[] {
  const found = patterns.flatMap(([kind, pattern]) => secretsOf(text, kind, pattern));
  const headers = secretsOf(text, 'authorization', bearer).filter(({ start, end }) =>
    isMixed(text.slice(start, end)),
  );
  return [
    ...found,
    ...headers,
    ...secretsOf(text, 'authorization', userOption).filter(({ start }) =>
      curl.test(text.slice(Math.max(0, start - longestCommand), start)),
    ),
    ...secretsOf(text, 'address', credentials),
  ];
}

/** Whether a word is not one that people write or name things by. */
function isMixed(word: string): boolean {
  return /\d/.test(word) && /[A-Za-z]/.test(word);
}

function secretsOf(text: string, kind: SecretKind, pattern: RegExp): readonly Secret[] {
  const found: Secret[] = [];
  for (const { indices } of text.matchAll(pattern)) {
    const range = indices?.[1] ?? indices?.[0];
    if (range) found.push({ kind, start: range[0], end: range[1] });
  }
  return found;
}
