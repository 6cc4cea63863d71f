import { lintSource } from '@secretlint/core';
import { secretLintProfiler } from '@secretlint/profiler';
import { rules } from '@secretlint/secretlint-rule-preset-recommend';
import type { Secret, SecretKind } from './secret.ts';

// It would keep a mark in this process for each rule and each text.
secretLintProfiler.setEnabled(false);

/** The preset's rules by the end of their ids. `filter-comments` is none: no text says that it is not looked through. */
const kinds: Readonly<Record<string, SecretKind>> = {
  '1password': 'onePassword',
  anthropic: 'anthropic',
  aws: 'aws',
  basicauth: 'address',
  cloudflare: 'cloudflare',
  'database-connection-string': 'database',
  databricks: 'databricks',
  docker: 'docker',
  figma: 'figma',
  gcp: 'google',
  github: 'github',
  gitlab: 'gitlab',
  grafana: 'grafana',
  groq: 'groq',
  'hashicorp-vault': 'vault',
  huggingface: 'huggingface',
  linear: 'linear',
  notion: 'notion',
  npm: 'npm',
  openai: 'openai',
  privatekey: 'privateKey',
  sendgrid: 'sendgrid',
  shopify: 'shopify',
  slack: 'slack',
  stripe: 'stripe',
  tailscale: 'tailscale',
  vercel: 'vercel',
};

/**
 * Messages that are not wanted: an account's id is no secret, and the ranges of the others are not those of what was
 * found, but as long and further to the left. Rules of our own find these.
 */
const unwanted: Readonly<Record<string, readonly string[]>> = {
  aws: ['AWSAccountID', 'AWSSecretAccessKey'],
  npm: ['PackageJSON_xOauthToken', 'Npmrc_authToken'],
};

const usedRules = rules.flatMap((rule) => {
  const { id } = rule.meta;
  const name = nameOf(id);
  if (name === 'filter-comments') return [];
  return [{ id, rule, options: { enableIDScanRule: true }, allowMessageIds: [...(unwanted[name] ?? [])] }];
});

const isAddress: ReadonlySet<SecretKind> = new Set(['address', 'database']);

/** UTF-16 units that are looked through at once: the library compares all that it finds with each other. */
const windowLength = 16 * 1024;

/** By how much the next part begins before the end of one, so that nothing that lies across is missed. */
const overlap = 2 * 1024;

/**
 * What the rules of secretlint's preset find. `pause` resolves in a later turn of the event loop: long texts are looked
 * through in parts. Rejects with what `pause` rejects with.
 */
export async function presetSecrets(text: string, pause: () => Promise<void>): Promise<readonly Secret[]> {
  const found: Secret[] = [];
  for (const { start, end } of windowsOf(text)) {
    if (start > 0) await pause();
    // The library leaves a mark of the byte order out, and its ranges are one less then.
    const content = text.slice(start, end).replace(/^\ufeff/, ' ');
    const { messages } = await lintSource({
      source: { filePath: 'text', ext: '', content, contentType: 'text' },
      options: { config: { rules: usedRules }, maskSecrets: true, noPhysicFilePath: true },
    });
    for (const { ruleId, range } of messages) {
      const kind = kinds[nameOf(ruleId)] ?? 'other';
      const [from, to] = isAddress.has(kind) ? credentialsIn(content, range) : range;
      found.push({ kind, start: start + from, end: start + to });
    }
  }
  return found;
}

/** Of an address, only user name and password are secret. */
function credentialsIn(text: string, [start, end]: readonly [number, number]): readonly [number, number] {
  const address = text.slice(start, end);
  const from = address.indexOf('://');
  const to = address.lastIndexOf('@');
  return from === -1 || to < from ? [start, end] : [start + from + 3, start + to];
}

/** Parts of the text, which end with a line where there are lines. */
function* windowsOf(text: string): Generator<{ readonly start: number; readonly end: number }> {
  for (let start = 0; start < text.length || start === 0;) {
    const most = start + windowLength;
    const lineEnd = most < text.length ? text.lastIndexOf('\n', most) : text.length;
    const end = lineEnd > most - overlap ? lineEnd : most;
    yield { start, end };
    if (end >= text.length) return;
    const next = text.indexOf('\n', end - overlap);
    start = next === -1 || next >= end ? end - overlap : next + 1;
  }
}

function nameOf(ruleId: string): string {
  return ruleId.replace('@secretlint/secretlint-rule-', '');
}
