import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { SecretKind } from '../../src/leaks/secret.ts';

/** A text with a secret in it. None of the secrets stands in the repository: they are put together when they are used. */
export interface SecretCase {
  readonly name: string;
  readonly kind: SecretKind;
  readonly text: string;
  readonly secret: string;
}

const letters = 'q7Wz3Kd9RbT1xMv5Ys8LgHc2NfPj4';
const hexDigits = '3f9a07c1e5d8264b';

/** So many characters that look made up, the same each time. */
function made(length: number, alphabet = letters): string {
  return Array.from({ length }, (_, at) => alphabet[(at * 7 + (at >> 2)) % alphabet.length]).join('');
}

const hex = (length: number) => made(length, hexDigits);
const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A private key in PEM; `form` of the key itself. */
const pemOf = ({ privateKey }: { readonly privateKey: KeyObject }, form: 'pkcs8' | 'sec1' = 'pkcs8') =>
  String(privateKey.export({ type: form, format: 'pem' }));

const keys = {
  rsa: pemOf(generateKeyPairSync('rsa', { modulusLength: 2048 })),
  ec: pemOf(generateKeyPairSync('ec', { namedCurve: 'P-256' }), 'sec1'),
  ed25519: pemOf(generateKeyPairSync('ed25519')),
  encrypted: String(
    generateKeyPairSync('ed25519').privateKey.export({
      type: 'pkcs8',
      format: 'pem',
      cipher: 'aes-256-cbc',
      passphrase: 'x',
    }),
  ),
};

/** The lines between the two markers. */
const bodyOf = (key: string) => key.split('\n').filter((line) => line !== '' && !line.startsWith('-----'));

const withHeaders = (key: string) =>
  key.replace('\n', `\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,${hex(32).toUpperCase()}\n\n`);

function keyCases(): readonly SecretCase[] {
  const asCase = (name: string, text: string, secret: string): SecretCase => ({
    name,
    kind: 'privateKey',
    text,
    secret,
  });
  const whole = Object.entries(keys).map(([name, key]) =>
    asCase(name, `My key:\n${key}\nThat is it.`, bodyOf(key)[0] ?? ''),
  );
  const { rsa, ed25519, encrypted } = keys;
  const [first = '', second = '', third = ''] = bodyOf(rsa);
  const last = bodyOf(rsa).at(-1) ?? '';
  return [
    ...whole,
    asCase('with headers', withHeaders(rsa), last),
    asCase('indented and quoted', rsa.replace(/^/gm, '  > '), second),
    asCase('in JSON', JSON.stringify({ private_key: rsa, more: 'x' }), third),
    asCase('short, in JSON', JSON.stringify({ key: ed25519 }), bodyOf(ed25519)[0] ?? ''),
    asCase('in a diff', encrypted.replace(/^/gm, '+'), bodyOf(encrypted)[1] ?? ''),
    asCase('with Windows line ends', rsa.replaceAll('\n', '\r\n'), last),
    asCase('cut off at its end', `${rsa.slice(0, 200)}\nand so on`, second),
    asCase(
      'cut off within a line',
      `"${rsa.slice(0, 80)}… and so on"`,
      rsa.slice(40, 80).trim().split('\n').at(-1) ?? '',
    ),
    asCase('cut off at its beginning', rsa.slice(rsa.length - 200), last),
    asCase('cut off in one line of JSON', JSON.stringify(rsa).slice(0, 150), first),
    asCase(
      "of OpenPGP's armour",
      [
        '-----BEGIN PGP PRIVATE KEY',
        ' BLOCK-----\n\n',
        made(64),
        '\n',
        made(40),
        '\n=',
        made(4),
        '\n-----END PGP PRIVATE KEY',
        ' BLOCK-----',
      ].join(''),
      made(64),
    ),
  ];
}

/** Tokens that stand in a sentence; each name is the kind, with a number where there are several. */
function tokensOfServices(): readonly (readonly [SecretKind, string])[] {
  const jwt = [base64url({ alg: 'HS256' }), base64url({ sub: '1234567890' }), made(43)].join('.');
  return [
    ['aws', `AKIA${made(16).toUpperCase()}`],
    ['anthropic', `sk-ant-api03-${made(93)}AA`],
    ['azure', `${made(86)}==`],
    ['cloudflare', `cfut_${made(40)}${hex(8)}`],
    ['databricks', `dapi${hex(32)}`],
    ['discord', `M${made(25)}.${made(6)}.${made(30)}`],
    ['docker', `dckr_pat_${made(27)}`],
    ['figma', `figd_${made(45)}`],
    ['github', `ghp_${made(36)}`],
    ['github', `github_pat_${made(82)}`],
    ['gitlab', `glpat-${made(20)}`],
    ['google', `AIza${made(35)}`],
    ['google', `GOCSPX-${made(28)}`],
    ['google', `ya29.${made(60)}`],
    ['grafana', `glsa_${made(32)}_${hex(8)}`],
    ['groq', `gsk_${made(52)}`],
    ['huggingface', `hf_${made(34, 'qWzKdRbTxMvYsLgHcNfPj')}`],
    ['jwt', jwt],
    ['linear', `lin_api_${made(40)}`],
    ['notion', `ntn_${made(11, '3719284605')}${made(35)}`],
    ['npm', `npm_${made(36)}`],
    ['openai', `sk-${made(20)}T3BlbkFJ${made(20)}`],
    ['pypi', `pypi-AgE${made(60)}`],
    ['sendgrid', `SG.${made(22)}.${made(43)}`],
    ['shopify', `shpat_${hex(32)}`],
    ['slack', `xoxb-${made(12, '371928460')}-${made(24)}`],
    ['stripe', `sk_live_${made(24)}`],
    ['stripe', `rk_test_${made(40)}`],
    ['stripe', `whsec_${made(32)}`],
    ['tailscale', `tskey-auth-${made(17)}-${made(32)}`],
    ['twilio', `SK${hex(32)}`],
    ['vault', `hvs.${made(95)}`],
    ['vercel', `vcp_${made(24)}`],
  ];
}

const inSentence: Readonly<Partial<Record<SecretKind, (token: string) => string>>> = {
  azure: (token) => `AccountName=a;AccountKey=${token};EndpointSuffix=b`,
};

function tokenCases(): readonly SecretCase[] {
  return tokensOfServices().map(([kind, secret], at) => ({
    name: `${kind}, ${at + 1}`,
    kind,
    text: (inSentence[kind] ?? ((token) => `It says ${token}, and then "${token}".`))(secret),
    secret,
  }));
}

/** A text with `#` where the secret goes. */
type Pattern = readonly [kind: SecretKind, text: string, secret?: string];

function patternCases(): readonly SecretCase[] {
  const password = `${made(5)}!${made(6)}`;
  const word = 'correcthorsebattery';
  const patterns: readonly Pattern[] = [
    ['assignment', 'DB_HOST=localhost\nDB_PASSWORD=#\nDB_USER=me'],
    ['assignment', 'export API_KEY=#'],
    ['assignment', 'DB_PASSWORD="#"', 'correct horse battery'],
    ['assignment', 'DB_PASS=#', word],
    ['assignment', '  - POSTGRES_PASSWORD=#', word],
    ['assignment', '+SECRET_KEY_BASE=#', hex(64)],
    ['assignment', 'db_password: #'],
    ['assignment', '{ "clientSecret": "#" }'],
    ['assignment', "const password = '#';", word],
    ['assignment', 'apiKey = `#`', made(32)],
    ['assignment', "headers.set('x'); { 'X-Api-Key': '#' }", hex(32)],
    ['assignment', 'https://api.example.com/v1?access_token=#&page=2', made(32)],
    ['assignment', '//packages.example.com/:_authToken=#', made(32)],
    ['assignment', '//packages.example.com/:_password=#', `${made(30)}==`],
    ['assignment', '$ deploy --password # --verbose'],
    ['assignment', '$ deploy --api-token=#', made(20)],
    ['aws', 'aws_secret_access_key = #', made(40)],
    ['aws', 'AWS_SECRET_ACCESS_KEY=#\nNEXT=1', made(40)],
    ['address', 'git clone https://ann:#@git.example.com/app.git', made(12)],
    ['address', 'https://#:x-oauth-basic@github.com/a/b', made(40)],
    ['address', 'https://#@dev.azure.com/o/p/_git/r', made(52)],
    ['database', 'postgres://ann:#@db.example.com:5432/app', made(12)],
    ['database', 'mongodb+srv://ann:#@cluster0.example.net/?retryWrites=true', made(12)],
    ['authorization', '> Authorization: Bearer #', made(40)],
    ['authorization', '> Authorization: Basic #', Buffer.from(`ann:${password}`).toString('base64')],
    ['authorization', 'curl -u "ann:#" https://api.example.com'],
    ['cookie', '< Set-Cookie: session=#; Path=/', made(32)],
    ['azure', 'https://a.blob.core.windows.net/c?sv=2024&sig=#', `${made(43)}%3D`],
    ['discord', 'https://discord.com/api/webhooks/123456789012345678/#', made(68)],
    ['slack', 'https://hooks.slack.com/services/T0123ABCD/B0123ABCD/#', made(24)],
  ];
  return patterns.map(([kind, text, secret = password]) => ({
    name: text.split('\n')[0] ?? '',
    kind,
    text: text.replace('#', () => secret),
    secret,
  }));
}

/** All of them. */
export const secretCorpus: readonly SecretCase[] = [...keyCases(), ...tokenCases(), ...patternCases()];
