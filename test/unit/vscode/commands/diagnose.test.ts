import { expect, test, vi } from 'vitest';
import { diagnoseConnection } from '../../../../src/vscode/commands/diagnose.ts';
import { openEditorHarness } from '../../../support/editorHarness.ts';
import { deferred, fakeService, type FakeService } from '../../../support/fakeProvider.ts';

/** A service at an address that needs neither DNS nor TLS. */
function localService(): FakeService {
  const service = fakeService();
  return Object.assign(service, { kind: { ...service.kind, origin: () => 'http://127.0.0.1:9' } });
}

test('the findings of each account are a document that names neither account nor key', async () => {
  await using harness = await openEditorHarness({ services: [localService()] });
  const { editor } = harness;
  editor.settings.set('http.proxy', 'http://user:pass-word@proxy.example:8080');
  editor.settings.set('http.proxyAuthorization', 'Basic c2VjcmV0');
  await diagnoseConnection(harness.services);
  const [report = ''] = editor.untitled;
  expect(report).toContain('- Notelog: 1.2.3');
  expect(report).toContain('- Address: http://127.0.0.1:9');
  expect(report).toContain('- Proxy: http://[redacted]@proxy.example:8080');
  expect(report).toContain('- Key: in the keyring');
  expect(report).toContain('- Check: works');
  expect(report).not.toMatch(/Account one|sk-secret|pass-word|c2VjcmV0/);
  expect(editor.documents).toEqual(['untitled:Untitled-1']);
  expect((await editor.workOf('Notelog')).messages).toContain('Looking at the connection of Account one…');
});

test('without a proxy the connection is direct where the editor is told to use none', async () => {
  await using harness = await openEditorHarness({ services: [localService()] });
  harness.editor.settings.set('http.proxySupport', 'off');
  await diagnoseConnection(harness.services);
  expect(harness.editor.untitled[0]).toContain('- Proxy: none, the connection is direct');
});

test('of the environment, what is set is reported, and nothing of what is not', async () => {
  vi.stubEnv('NO_PROXY', 'internal.example');
  vi.stubEnv('HTTPS_PROXY', undefined);
  try {
    await using harness = await openEditorHarness({ services: [localService()] });
    await diagnoseConnection(harness.services);
    expect(harness.editor.untitled[0]).toMatch(/^- NO_PROXY: /m);
    expect(harness.editor.untitled[0]).not.toMatch(/^- HTTPS_PROXY: /m);
  } finally {
    vi.unstubAllEnvs();
  }
});

test('a diagnosis that is cancelled shows nothing', async () => {
  const service = localService();
  const answer = deferred<never>();
  const began = Promise.withResolvers<undefined>();
  service.verify = (_, signal) => {
    began.resolve(undefined);
    return answer.until(signal);
  };
  await using harness = await openEditorHarness({ services: [service] });
  const diagnosed = diagnoseConnection(harness.services);
  await began.promise;
  (await harness.editor.workOf('Notelog')).cancel();
  await diagnosed;
  expect([harness.editor.untitled, harness.editor.messages.left]).toEqual([[], []]);
});
