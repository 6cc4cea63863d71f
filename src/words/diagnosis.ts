import { t } from './translate.ts';

// The report on the connections of all accounts.

export const lookingAt = (account: string) => t('Looking at the connection of {0}…', account);

export const waitingForKeyring = () => t('Waiting for the keyring…');

export const heading = () => t('Notelog: connection diagnosis');

export const madeAt = (time: string) =>
  t(
    'Made {0}. Keys, passwords, the names of accounts and what notes say are left out; addresses of services and proxies are not.',
    time,
  );

export const versions = () => t('Versions');

export const networkSettings = () => t('Network settings');

export const account = (at: number, of: number, service: string) =>
  t('Account {0} of {1}: {2}', at, of, service);

// The editor.

export const window = () => t('Window');

export const inBrowser = () => t('in a browser');

export const onDesktop = () => t('desktop');

export const extensionRuns = () => t('Extension runs');

export const besideUser = () => t('beside the user');

export const onRemote = () => t('on the remote');

export const remote = () => t('Remote');

export const system = () => t('System');

export const none = () => t('none');

export const unknown = () => t('unknown');

export const notSet = () => t('not set');

export const set = () => t('set');

export const entries = (count: number) => (count === 1 ? t('1 entry') : t('{0} entries', count));

export const inList = (count: number) => t('{0} in the list', count);

export const noAddress = () => t('set, but not an address');

// What is looked at.

export const about = {
  address: () => t('Address'),
  dns: () => t('DNS'),
  proxy: () => t('Proxy'),
  tls: () => t('TLS'),
  key: () => t('Key'),
  check: () => t('Check'),
  clock: () => t('Clock'),
};

// What was found.

export const noNetwork = () => t('none: this account uses no network');

export const notNeeded = () => t('not needed');

export const noAnswer = (seconds: number) => t('no answer within {0} s', seconds);

export const failed = (code: string) => t('failed: {0}', code);

export const unknownError = () => t('unknown error');

export const noAddresses = () => t('no address');

export const direct = () => t('none, the connection is direct');

export const unreadableProxy = () => t('one whose address cannot be read');

export const unknownProxy = () =>
  t('not known: this editor does not report it; no proxy is set in its settings or the environment');

export const plainHttp = () => t('none: the address is plain http, on this computer');

export const hiddenByProxy = () =>
  t('hidden by the proxy: only the editor sees the certificate that comes through it');

export const connectingDirectly = (result: string) => t('connecting directly: {0}', result);

export const trusted = () => t('trusted');

export const untrusted = (why: string) => t('NOT trusted ({0})', why);

export const noCertificate = (protocol: string) => t('{0}, no certificate shown', protocol);

export const certificate = (
  protocol: string,
  trust: string,
  subject: string,
  validTo: string,
  issuers: string,
) => t('{0}, {1}; for {2}, valid to {3}; issued by {4}', protocol, trust, subject, validTo, issuers);

export const inKeyring = () => t('in the keyring');

export const forSession = () => t('kept for this session only');

export const noKey = (why: string) => t('none to use: {0}', why);

export const keyringFailed = (code: string) => t('the keyring failed: {0}', code);

export const answered = (status: number, milliseconds: number) =>
  t('HTTP {0} in {1} ms', status, milliseconds);

export const works = () => t('works');

export const reachedWithoutKey = () => t('reached without a key');

export const faultOfOurs = () => t('failed because of a fault in Notelog');

export const noTimeTold = () => t('the service has not told its time');

export const sameTime = () => t('this computer and the service agree to the second');

export const behind = (least: string, most: string) =>
  t('this computer is {0} to {1} s behind the service', least, most);

export const ahead = (least: string, most: string) =>
  t('this computer is {0} to {1} s ahead of the service', least, most);
