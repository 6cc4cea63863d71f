import { access, glob, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';

const root = new URL('../../', import.meta.url);

test('every test that SECURITY.md names exists', async () => {
  const text = await readFile(new URL('SECURITY.md', root), 'utf8');
  const named = [...text.matchAll(/`([\w/.]+\.ts)`/g)].map(([, path = '']) => path);
  expect(named.length).toBeGreaterThan(30);
  for (const path of named) {
    const place = path.startsWith('scripts/') ? path : `test/${path}`;
    await expect(access(new URL(place, root)), place).resolves.toBeUndefined();
  }
});

test('everything that SECURITY.md says could be tried or is shipped names its test, or says that there is none', async () => {
  const text = await readFile(new URL('SECURITY.md', root), 'utf8');
  const rows = [...text.matchAll(/^\| .+ \| (.+) \|$/gm)].map(([, held = '']) => held);
  const cells = rows.filter((held) => held !== 'Held by' && held !== '---');
  const bullets = [...text.matchAll(/^- .+$/gm)].map(([bullet]) => bullet);
  expect(cells.length).toBeGreaterThan(20);
  expect(bullets.length).toBeGreaterThan(5);
  for (const held of cells) expect(held).toMatch(/^nothing$|^(`[\w/.]+\.test\.ts`(, )?)+$/);
  for (const bullet of bullets) expect(bullet).toMatch(/`[\w/.]+\.ts`|Held by \*nothing\*/);
});

test('the extension gives other extensions an API that only proposes, and replaces nothing global', async () => {
  const start = await readFile(new URL('src/extension.ts', root), 'utf8');
  expect(start).toMatch(
    /^export function activate\(context: vscode\.ExtensionContext\): ReturnType<typeof extensionExports> \{$/m,
  );
  const replacing =
    /\b(globalThis|global|window|process)(\.\w+|\[[^\]]+\])+ *(\?\?|\|\||&&)?=[^=>]|\.prototype(\.\w+|\[[^\]]+\]) *=[^=]|\b(defineProperty|assign|Reflect\.set)\((globalThis|global|process|\w+\.prototype)\b/;
  for await (const path of glob('src/**/*.ts', { cwd: root })) {
    const found = replacing.exec(await readFile(new URL(path, root), 'utf8'))?.[0];
    expect([path, found]).toEqual([path, undefined]);
  }
});

test('no source opens a way in that SECURITY.md rules out', async () => {
  const doors =
    /\beval\(|new Function|innerHTML|outerHTML|insertAdjacentHTML|document\.write|(?<!workspace\.)isTrusted|supportHtml|enableCommandUris|setGlobalDispatcher|child_process|rejectUnauthorized|sendTelemetry|createTelemetryLogger/;
  // Names a certificate that is not trusted, and sends nothing (nodeProbes.test.ts).
  const allowed = ['src/http/nodeProbes.ts', 'rejectUnauthorized'];
  let sources = 0;
  for await (const path of glob('{src,media}/**/*.{ts,tsx}', { cwd: root })) {
    sources += 1;
    const door = [path, doors.exec(await readFile(new URL(path, root), 'utf8'))?.[0]];
    if (door.join() !== allowed.join()) expect(door).toEqual([path, undefined]);
  }
  expect(sources).toBeGreaterThan(80);
  expect(await readFile(new URL('package.json', root), 'utf8')).not.toMatch(/enableProposedApi/);
});
