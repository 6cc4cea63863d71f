import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { build, root } from '../../../scripts/build.ts';
import { forwardProxy, type Certificate } from './forwardProxy.ts';

/** What the tests in this folder know of their surroundings; NOTELOG_NETWORK names the JSON file. */
export interface Network {
  /** Both are for `service.notelog.test`; the host trusts the authority that signed the first one. */
  readonly trusted: Certificate;
  readonly untrusted: Certificate;
  /** An account of ActivePlatform at https://service.notelog.test, which the extension has from its build. */
  readonly account: { readonly id: string; readonly key: string };
}

/**
 * Prepares a run of the tests in this folder: an extension that has an account and stays inactive until a test
 * activates it, an authority that SSL_CERT_FILE makes trusted, and a proxy in the environment. Fills `folder` with
 * what they need.
 */
export async function networkSetUp(folder: string) {
  const account = { id: 'network', key: 'key-of-the-network-tests' };
  const extension = join(folder, 'extension');
  await stageExtension(extension, account);
  const trusting = await authority();
  const unknown = await authority();
  const network: Network = {
    trusted: await trusting.certificate(),
    untrusted: await unknown.certificate(),
    account,
  };
  const facts = join(folder, 'network.json');
  const root = join(folder, 'root.pem');
  await writeFile(facts, JSON.stringify(network));
  await writeFile(root, trusting.root);
  const proxy = await forwardProxy({ credentials: 'environment:s3cret' });
  return {
    extension,
    env: {
      NOTELOG_NETWORK: facts,
      SSL_CERT_FILE: root,
      HTTPS_PROXY: proxy.urlFor('environment:s3cret'),
      NO_PROXY: '0.0.0.0',
    },
    [Symbol.asyncDispose]: () => proxy[Symbol.asyncDispose](),
  };
}

async function stageExtension(folder: string, { id, key }: Network['account']): Promise<void> {
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as object;
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), JSON.stringify({ ...manifest, activationEvents: [] }));
  await cp(join(root, 'media'), join(folder, 'media'), { recursive: true });
  const fields = { baseUrl: 'https://service.notelog.test', resellerId: '1' };
  const account = { id, provider: 'activeplatform', label: 'Network', fields };
  const readyAccounts = JSON.stringify([{ account, key }]);
  await build({ mode: 'dev', outdir: join(folder, 'dist'), readyAccounts });
}

/** Signs certificates with a key that nobody keeps. */
async function authority(): Promise<{ root: string; certificate: () => Promise<Certificate> }> {
  const common = { keyType: 'ec', algorithm: 'sha256' } as const;
  const root = await generate([{ name: 'commonName', value: 'Notelog test authority' }], {
    ...common,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, critical: true },
    ],
  });
  return {
    root: root.cert,
    async certificate() {
      const host = 'service.notelog.test';
      const { private: key, cert } = await generate([{ name: 'commonName', value: host }], {
        ...common,
        ca: { key: root.private, cert: root.cert },
        extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: host }] }],
      });
      return { key, cert };
    },
  };
}
