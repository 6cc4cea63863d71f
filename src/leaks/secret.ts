/** What a secret is, by the rule that found it. Those of one service have its name. */
export const secretKinds = [
  'privateKey',
  'ownKey',
  'assignment',
  'authorization',
  'cookie',
  'jwt',
  'address',
  'database',
  'anthropic',
  'aws',
  'azure',
  'cloudflare',
  'databricks',
  'discord',
  'docker',
  'figma',
  'github',
  'gitlab',
  'google',
  'grafana',
  'groq',
  'huggingface',
  'linear',
  'notion',
  'npm',
  'onePassword',
  'openai',
  'pypi',
  'sendgrid',
  'shopify',
  'slack',
  'stripe',
  'tailscale',
  'twilio',
  'vault',
  'vercel',
  'other',
] as const;

/** One of {@link secretKinds}. */
export type SecretKind = (typeof secretKinds)[number];

/** Where a text holds a secret, and of what kind; never the secret itself. UTF-16 units, `end` exclusive. */
export interface Secret {
  readonly kind: SecretKind;
  readonly start: number;
  readonly end: number;
}

/** Kinds that say less than any other about the same characters. */
const vague: ReadonlySet<SecretKind> = new Set(['assignment', 'authorization', 'other']);

/** In the order of the text, each character in one secret at most: where several overlap, they are one. */
export function merged(secrets: readonly Secret[]): readonly Secret[] {
  const sorted = secrets.toSorted((one, other) => one.start - other.start || other.end - one.end);
  const result: Secret[] = [];
  for (const next of sorted) {
    const last = result.at(-1);
    if (!last || next.start >= last.end) result.push(next);
    else
      result[result.length - 1] = {
        kind: vague.has(last.kind) ? next.kind : last.kind,
        start: last.start,
        end: Math.max(last.end, next.end),
      };
  }
  return result;
}

/** The text with `instead` in the place of each of its secrets, which are {@link merged}. */
export function maskSecrets(text: string, secrets: readonly Secret[], instead: string): string {
  const pieces: string[] = [];
  let at = 0;
  for (const { start, end } of secrets) {
    pieces.push(text.slice(at, start), instead);
    at = end;
  }
  return pieces.join('') + text.slice(at);
}

/** The line that each secret begins in, counted from 1; the secrets are in the order of the text. */
export function linesOf(text: string, secrets: readonly Secret[]): readonly number[] {
  let line = 1;
  let at = text.indexOf('\n');
  return secrets.map(({ start }) => {
    for (; at !== -1 && at < start; at = text.indexOf('\n', at + 1)) line += 1;
    return line;
  });
}
