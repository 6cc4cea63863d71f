import { proxyAddress } from '../http/probes.ts';
import type { Finding } from './diagnose.ts';
import { startOf } from '../base/shortened.ts';
import * as words from '../words/diagnosis.ts';

/** The findings for one account. */
export interface AccountDiagnosis {
  /** The service's name; never the account's label, which may be a customer's name. */
  readonly service: string;
  readonly findings: readonly Finding[];
}

/** The editor's version and its network settings. */
export interface EditorFacts {
  /** Name and version: `['VS Code', '1.139.1']`. */
  readonly versions: readonly (readonly [string, string])[];
  /** `http.…` settings by name, as they are. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Proxy variables of the environment by name, as they are. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** The whole report, as Markdown. `madeAt`: ISO 8601. `redact` is applied to every line. */
export function diagnosisText(
  accounts: readonly AccountDiagnosis[],
  { versions, settings, environment }: EditorFacts,
  madeAt: string,
  redact: (text: string) => string,
): string {
  // Only the texts are redacted, line by line: the name of a setting can look like a header with a password.
  const section = (title: string, lines: readonly (readonly [string, string])[]) =>
    [`## ${title}`, '', ...lines.map(([name, text]) => `- ${name}: ${redact(plain(text))}`)].join('\n');
  const sections = [
    `# ${words.heading()}`,
    words.madeAt(madeAt),
    section(
      words.versions(),
      versions.map(([name, version]) => [name, version]),
    ),
    section(words.networkSettings(), [
      ...Object.entries(settings).map(([name, value]) => [name, settingText(name, value)] as const),
      ...Object.entries(environment).map(([name, value]) => [name, variableText(name, value)] as const),
    ]),
    ...accounts.map(({ service, findings }, index) =>
      section(
        words.account(index + 1, accounts.length, service),
        findings.map(({ about, result }) => [words.about[about](), result]),
      ),
    ),
  ];
  return `${sections.join('\n\n')}\n`;
}

/** One line without markup: a certificate's name, for one, can contain anything. */
function plain(text: string): string {
  return startOf(text.replace(/[\p{Cc}\p{Cf}\u2028\u2029`<>]+/gu, ' '), 1_000);
}

/** A value is shown only if it cannot contain a secret. */
function settingText(name: string, value: unknown): string {
  if (value === undefined || value === null || value === '') return words.notSet();
  if (name === 'http.proxy') return addressText(value);
  if (typeof value === 'boolean' || typeof value === 'number') return String(value);
  if (name === 'http.proxySupport' && typeof value === 'string') return value;
  if (Array.isArray(value)) return words.entries(value.length);
  return words.set();
}

function variableText(name: string, value: string | undefined): string {
  if (value === undefined || value === '') return words.notSet();
  return /^no_proxy$/i.test(name) ? words.inList(value.split(',').length) : addressText(value);
}

function addressText(value: unknown): string {
  return (typeof value === 'string' ? proxyAddress(value) : undefined) ?? words.noAddress();
}
