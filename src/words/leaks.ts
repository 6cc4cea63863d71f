import { t } from './translate.ts';

// Secrets in what is about to go into a note, and was not typed.

/** Services whose keys and tokens have a form of their own, by the kinds of `leaks/secret.ts`. */
const services = {
  anthropic: 'Anthropic',
  aws: 'AWS',
  azure: 'Azure',
  cloudflare: 'Cloudflare',
  databricks: 'Databricks',
  discord: 'Discord',
  docker: 'Docker',
  figma: 'Figma',
  github: 'GitHub',
  gitlab: 'GitLab',
  google: 'Google',
  grafana: 'Grafana',
  groq: 'Groq',
  huggingface: 'Hugging Face',
  linear: 'Linear',
  notion: 'Notion',
  npm: 'npm',
  onePassword: '1Password',
  openai: 'OpenAI',
  pypi: 'PyPI',
  sendgrid: 'SendGrid',
  shopify: 'Shopify',
  slack: 'Slack',
  stripe: 'Stripe',
  tailscale: 'Tailscale',
  twilio: 'Twilio',
  vault: 'Vault',
  vercel: 'Vercel',
} as const;

type Kind =
  | keyof typeof services
  | 'privateKey'
  | 'ownKey'
  | 'assignment'
  | 'authorization'
  | 'cookie'
  | 'jwt'
  | 'address'
  | 'database'
  | 'other';

/** What was found. */
export function secretKind(kind: Kind): string {
  switch (kind) {
    case 'privateKey':
      return t('Private key');
    case 'ownKey':
      return t('Key of one of your accounts');
    case 'assignment':
      return t('Value of a password, key or token');
    case 'authorization':
      return t('Credentials in a header or command');
    case 'cookie':
      return t('Cookie');
    case 'jwt':
      return t('JSON Web Token');
    case 'address':
      return t('Address with credentials');
    case 'database':
      return t('Database address with credentials');
    case 'other':
      return t('Secret');
    default:
      return t('Key or token of {0}', services[kind]);
  }
}

// The question.

/** What a command found, before it is in a note. */
export const theText = () => t('The text for the note');

export const looksSecret = (what: string) => t('“{0}” seems to hold a secret', what);

export const severalLookSecret = (files: number) => t('{0} files seem to hold secrets', files);

export const nothingLeftYet = () => t('Nothing has been sent. Whoever reads the note could read:');

/** `lines`: `3`, or `3, 8`. */
export const inLines = (what: string, lines: string) => t('{0}, line {1}', what, lines);

/** `what`: what it holds. */
export const inFile = (file: string, what: string) => t('{0}: {1}', file, what);

export const byName = () => t('Such files usually hold keys or passwords');

export const notSearched = () => t('Not searched, since a part of Notelog cannot be loaded');

export const andMore = (more: number) => t('and {0} more', more);

/** `findings`: what was found where. */
export const stillAsks = (question: string, findings: string) =>
  t('{0}: {1}. Log it all the same?', question, findings);

export const cannotTell = (what: string) => t('Notelog cannot tell whether “{0}” holds secrets', what);

/** The button that does it. */
export function leakAnswer(answer: 'mask' | 'leaveOut' | 'asItIs'): string {
  return { mask: t('Mask and Continue'), leaveOut: t('Leave Out'), asItIs: t('Continue As It Is') }[answer];
}

export const keepBack = () => t('Do Not Log');

export const show = () => t('Show');

/** Stands in the note in the place of a secret. */
export const masked = () => t('[masked]');

export const lookingForSecrets = () => t('Looking for secrets…');

export const searchCancelled = () => t('Looking for secrets was cancelled.');
