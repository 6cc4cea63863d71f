import * as z from 'zod';
import { withoutEnd } from '../base/withoutEnd.ts';
import { hostKinds, type CodeHosts } from './hostKinds.ts';

const kind = z.enum(hostKinds);

const address = z.string().transform((text, context) => {
  const url = URL.parse(text);
  const isPage = url && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
  if (isPage) return withoutEnd(url.origin + url.pathname, (each) => each === '/');
  context.addIssue({ code: 'custom' });
  return z.NEVER;
});

const host = z.union([
  kind.transform((each) => ({ kind: each, address: undefined })),
  z.object({ kind, address: address.optional() }),
]);

/** The user's hosts, `{ "git.acme.com": "gitlab" }`. What cannot be read of them is left out. */
export const codeHostsSchema = z
  .record(z.string(), host.optional().catch(undefined))
  .transform(
    (hosts): CodeHosts =>
      new Map(Object.entries(hosts).flatMap(([name, each]) => (each ? [[name.toLowerCase(), each]] : []))),
  );
