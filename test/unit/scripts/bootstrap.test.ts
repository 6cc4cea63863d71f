import { cp, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { root } from '../../../scripts/build.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

const windows = process.platform === 'win32';

/** A project in a folder whose name has a blank, with Node in place and a script `test` that writes its arguments down. */
async function project(folder: string): Promise<string> {
  const place = join(folder, 'a project');
  const node = join(place, 'node_modules', 'node', 'bin');
  await mkdir(node, { recursive: true });
  await mkdir(join(place, 'scripts'));
  await cp(join(root, 'scripts', 'bootstrap.mjs'), join(place, 'scripts', 'bootstrap.mjs'));
  if (windows) await cp(process.execPath, join(node, 'node.exe'));
  else await symlink(process.execPath, join(node, 'node'));
  await writeFile(join(place, 'scripts', 'test.ts'), 'console.log(JSON.stringify(process.argv.slice(2)));');
  await writeFile(join(place, 'package.json'), '{ "type": "module" }');
  return place;
}

test('arguments reach the script as they are, from a folder with a blank in its name', async () => {
  await using folder = await temporaryFolder();
  const place = await project(folder.path);
  const args = ['a b', '"quoted"', '%PATH%', '$HOME', ''];
  const { stdout } = await execa(process.execPath, [
    join(place, 'scripts', 'bootstrap.mjs'),
    'test',
    ...args,
  ]);
  expect(JSON.parse(stdout)).toEqual(args);
});

test('npm is run by Node from where npm says that it is', async () => {
  await using folder = await temporaryFolder();
  const place = await project(folder.path);
  await writeFile(
    join(place, 'package-lock.json'),
    '{ "packages": { "node_modules/x": { "version": "1.0.0" } } }',
  );
  const npm = join(place, 'npm-cli.js');
  await writeFile(
    npm,
    `import { writeFileSync } from 'node:fs';
    writeFileSync('npm.json', JSON.stringify(process.argv.slice(2)));`,
  );
  await execa(process.execPath, [join(place, 'scripts', 'bootstrap.mjs'), 'test'], {
    env: { npm_execpath: npm },
  });
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  expect(JSON.parse(await readFile(join(place, 'npm.json'), 'utf8'))).toEqual(args);
});
