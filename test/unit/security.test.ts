import { access, glob, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';

const root = new URL('../../', import.meta.url);

test('every test that SECURITY.md names is there', async () => {
  const text = await readFile(new URL('SECURITY.md', root), 'utf8');
  const named = [...text.matchAll(/`([\w/.]+\.ts)`/g)].map(([, path = '']) => path);
  expect(named.length).toBeGreaterThan(30);
  for (const path of named) {
    const place = path.startsWith('scripts/') ? path : `test/${path}`;
    await expect(access(new URL(place, root)), place).resolves.toBeUndefined();
  }
});

test('no source makes a door that SECURITY.md says is not there', async () => {
  const doors =
    /registerUriHandler|\bonUri\b|\beval\(|new Function|innerHTML|outerHTML|insertAdjacentHTML|document\.write|isTrusted|supportHtml|enableCommandUris|setGlobalDispatcher|child_process|rejectUnauthorized|sendTelemetry/;
  // Names a certificate that is not trusted, and sends nothing (nodeProbes.test.ts).
  const allowed = ['src/http/nodeProbes.ts', 'rejectUnauthorized'];
  let sources = 0;
  for await (const path of glob('{src,media}/**/*.ts', { cwd: root })) {
    sources += 1;
    const door = [path, doors.exec(await readFile(new URL(path, root), 'utf8'))?.[0]];
    if (door.join() !== allowed.join()) expect(door).toEqual([path, undefined]);
  }
  expect(sources).toBeGreaterThan(80);
  expect(await readFile(new URL('package.json', root), 'utf8')).not.toMatch(/onUri|enableProposedApi/);
});
