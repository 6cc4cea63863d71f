import assert from 'node:assert/strict';
import { createServer } from 'node:https';
import * as vscode from 'vscode';
import { listening } from '../../unit/http/loopback.ts';
import { forwardProxy } from './forwardProxy.ts';
import { httpSettings, network } from './support.ts';

/** What undici keeps for a whole process, and so for the editor and every extension in this host. */
function dispatchers(): readonly unknown[] {
  const keys = ['undici.globalDispatcher.1', 'undici.globalDispatcher.2'];
  return keys.map((key): unknown => Reflect.get(globalThis, Symbol.for(key)));
}

function same(some: readonly unknown[], others: readonly unknown[]): boolean {
  return some.every((each, index) => each === others[index]);
}

const onLinux = process.platform === 'linux' ? it : it.skip;

describe('the extension itself', () => {
  onLinux(
    'asks its service through a proxy, and leaves the process-wide dispatchers as they are',
    async () => {
      const { trusted, account } = network();
      const requests: (readonly [string | undefined, unknown, readonly unknown[]])[] = [];
      await using server = await listening(
        createServer(trusted, (incoming, response) => {
          requests.push([incoming.url, incoming.headers['x-api-token'], dispatchers()]);
          response.setHeader('content-type', 'application/vnd.api+json').end('{"data":[]}');
        }),
        'https',
      );
      await using proxy = await forwardProxy({ credentials: 'ann:s3cret', port: server.port });
      await using _ = await httpSettings({ proxy: proxy.urlFor('ann:s3cret') });
      const extension = vscode.extensions.getExtension('notelog.notelog');
      assert.equal(extension?.isActive, false);
      const before = dispatchers();
      // The editor has set one, so that there is something to be overwritten.
      assert.notEqual(before[0], undefined);

      await extension.activate();
      assert.ok(same(dispatchers(), before));
      await vscode.commands.executeCommand('notelog.checkAccount', account.id);
      assert.ok(same(dispatchers(), before));
      assert.notEqual(requests.length, 0);
      for (const [path, key, during] of requests) {
        assert.match(path ?? '', /^\/api\/v3\/resellers\/1\b/);
        assert.equal(key, account.key);
        assert.ok(same(during, before));
      }
      assert.deepEqual(new Set(proxy.requests), new Set(['200 service.notelog.test:443']));
    },
  );
});
