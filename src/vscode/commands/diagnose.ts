import { createRequire } from 'node:module';
import { arch, platform, release } from 'node:os';
import { join } from 'node:path';
import * as vscode from '../editor.ts';
import * as z from 'zod';
import { diagnose } from '../../accounts/diagnose.ts';
import { diagnosisText, type AccountDiagnosis, type EditorFacts } from '../../accounts/diagnosisText.ts';
import { nodeProbes } from '../../http/nodeProbes.ts';
import type { Probes, Route } from '../../http/probes.ts';
import { Failure } from '../../base/failure.ts';
import type { Services } from '../services.ts';
import { constant, verbatim } from '../verbatim.ts';
import * as words from '../../words/diagnosis.ts';

/** `Notelog: Diagnose Connection`: reports on the connection to each account's service, in a document. */
export async function diagnoseConnection(services: Services): Promise<void> {
  const accounts = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: constant`Notelog`, cancellable: true },
    (progress, token) => diagnoseAll(services, progress, token),
  );
  if (!accounts) return;
  const madeAt = new Date(services.clock.now()).toISOString();
  const content = diagnosisText(accounts, editorFacts(services), madeAt, services.redact);
  const document = await vscode.workspace.openTextDocument({ language: 'markdown', content });
  await vscode.window.showTextDocument(document, { preview: false });
}

/** Undefined when the user cancelled. */
async function diagnoseAll(
  { book, keys, clock, contextWithKey }: Services,
  progress: vscode.Progress,
  token: vscode.CancellationToken,
): Promise<readonly AccountDiagnosis[] | undefined> {
  const abort = new AbortController();
  const subscription = token.onCancellationRequested(() => abort.abort());
  const probes: Probes = { ...nodeProbes, route };
  const diagnoses: AccountDiagnosis[] = [];
  try {
    const accounts = book.all();
    for (const open of accounts) {
      const message = verbatim(words.lookingAt(open.account.label));
      progress.report({ message });
      const onLongWait = () => progress.report({ message: verbatim(words.waitingForKeyring()) });
      const findings = await diagnose(
        open,
        {
          probes,
          clock,
          findKey: async (origin, signal) => {
            const lookup = await keys.find(open.account.id, origin, { signal, onLongWait });
            progress.report({ message, increment: 100 / accounts.length });
            return lookup;
          },
          contextWithKey: (key) => contextWithKey(open.account, key),
        },
        abort.signal,
      );
      diagnoses.push({ service: open.kind.title, findings });
    }
    return diagnoses;
  } catch (error) {
    if (Failure.is(error, 'cancelled')) return undefined;
    throw error;
  } finally {
    subscription.dispose();
  }
}

/** Named one by one, so that no other setting, which may hold a password, gets into the report. */
const settingNames = [
  'http.proxy',
  'http.proxySupport',
  'http.noProxy',
  'http.proxyAuthorization',
  'http.proxyStrictSSL',
  'http.systemCertificates',
  'http.systemCertificatesNode',
  'http.fetchAdditionalSupport',
  'http.useLocalProxyConfiguration',
  'http.electronFetch',
] as const;

const variableNames = [
  'HTTPS_PROXY',
  'https_proxy',
  'HTTP_PROXY',
  'http_proxy',
  'NO_PROXY',
  'no_proxy',
] as const;

const manifestSchema = z.object({ version: z.string() });

function editorFacts({ context }: Services): EditorFacts {
  const settings = vscode.workspace.getConfiguration();
  const environment = variableNames.map((name) => [name, process.env[name]] as const);
  return {
    versions: [
      ['Notelog', manifestSchema.safeParse(context.extension.packageJSON).data?.version ?? words.unknown()],
      [vscode.env.appName, vscode.version],
      [words.window(), vscode.env.uiKind === vscode.UIKind.Web ? words.inBrowser() : words.onDesktop()],
      [
        words.extensionRuns(),
        context.extension.extensionKind === vscode.ExtensionKind.UI ? words.besideUser() : words.onRemote(),
      ],
      [words.remote(), vscode.env.remoteName ?? words.none()],
      ['Node', process.versions.node],
      [words.system(), `${platform()} ${release()} ${arch()}`],
    ],
    settings: Object.fromEntries(settingNames.map((name) => [name, settings.get<unknown>(name)])),
    environment: Object.fromEntries(environment.filter(([, value]) => value !== undefined)),
  };
}

type Resolve = (url: string) => Promise<unknown>;

/** Asks the editor's own proxy code, if it can be found; otherwise reads the settings and the environment. */
async function route(url: string): Promise<Route> {
  if (vscode.workspace.getConfiguration('http').get('proxySupport') === 'off') return { via: 'direct' };
  const resolve = editorsResolver();
  if (resolve) {
    const proxy = await resolve(url);
    return typeof proxy === 'string' && proxy !== '' ? { via: 'proxy', proxy } : { via: 'direct' };
  }
  const setting = vscode.workspace.getConfiguration('http').get<unknown>('proxy');
  const variable = url.startsWith('https:') ? 'HTTPS_PROXY' : 'HTTP_PROXY';
  const proxy = [setting, process.env[variable], process.env[variable.toLowerCase()]].find(
    (each) => typeof each === 'string' && each.trim() !== '',
  );
  return typeof proxy === 'string' ? { via: 'proxy', proxy } : { via: 'unknown' };
}

/** Not part of the editor's public interface, so it may be missing. The command works without it. */
function editorsResolver(): Resolve | undefined {
  const load = createRequire(join(vscode.env.appRoot, 'package.json'));
  for (const folder of ['node_modules.asar', 'node_modules']) {
    try {
      const agent: unknown = load(join(vscode.env.appRoot, folder, '@vscode', 'proxy-agent'));
      const resolve = resolverIn(agent) ?? resolverIn(propertyOf(agent, 'default'));
      if (resolve) return resolve;
    } catch {
      // Not there.
    }
  }
  return undefined;
}

function resolverIn(module: unknown): Resolve | undefined {
  const resolve = propertyOf(module, 'resolveProxyURL');
  return typeof resolve === 'function'
    ? async (url) => (await Reflect.apply(resolve, undefined, [url])) as unknown
    : undefined;
}

function propertyOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
