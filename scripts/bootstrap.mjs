/*
 * The door of `npm start`, `npm test` and `npm run bench`. It runs on the machine's own Node (20.18 or newer) with
 * nothing installed, sets up the dependencies when they are missing or out of date, and hands over to the task's own
 * program under the Node 24 of the lock file.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';
import { clearInterval, setInterval } from 'node:timers';

const root = join(import.meta.dirname, '..');
const modules = join(root, 'node_modules');
const windows = process.platform === 'win32';
const [task, ...args] = process.argv.slice(2);
const programs = new Map([
  ['start', join('scripts', 'start.ts')],
  ['test', join('scripts', 'test.ts')],
  ['bench', join('test', 'bench', 'run.ts')],
]);

/**
 * Ends with the command's exit code; signals go to it, so that it can end cleanly. No shell: a shell would cut
 * arguments and paths at their blanks.
 */
function run(command, commandArgs, cwd = root) {
  const child = spawn(command, commandArgs, {
    cwd,
    stdio: 'inherit',
    env: { ...process.env, PATH: join(modules, '.bin') + delimiter + (process.env.PATH ?? '') },
  });
  // A terminal sends Ctrl+C to the whole group already; what comes from elsewhere reaches this process alone.
  const names = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  const passOn = (name) => {
    if (name !== 'SIGINT' || !process.stdin.isTTY) child.kill(name);
  };
  for (const name of names) process.on(name, passOn);
  // npm's shell does not pass signals on: it is gone, and this process has another parent.
  const parent = process.ppid;
  const poll = setInterval(() => process.ppid === parent || child.kill('SIGTERM'), 500);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  }).finally(() => {
    // Either would keep this process from ending.
    clearInterval(poll);
    for (const name of names) process.off(name, passOn);
  });
}

/**
 * Runs npm. On Windows its command is a batch file, which only a shell can run: so its program is looked for, in what
 * npm says of itself and where Node's installers put it.
 */
function npm(...npmArgs) {
  const beside = join('node_modules', 'npm', 'bin', 'npm-cli.js');
  const folder = dirname(process.execPath);
  const own = process.env.npm_execpath ?? '';
  const cli = [
    // Other package managers set this, too.
    ...(basename(own) === 'npm-cli.js' ? [own] : []),
    join(folder, beside),
    join(folder, '..', 'lib', beside),
  ].find((path) => existsSync(path));
  if (cli !== undefined) return run(process.execPath, [cli, ...npmArgs]);
  if (!windows) return run('npm', npmArgs);
  throw new Error(`npm was not found beside ${process.execPath}: run "npm ci" and try again.`);
}

/** The packages of a lock file. Throws when there is none that can be read. */
function locked(path) {
  const { packages } = JSON.parse(readFileSync(path, 'utf8'));
  if (packages === undefined) throw new Error('it names no packages.');
  return packages;
}

/** What is to be installed. Without it, nothing would say that what is there is out of date, or something else. */
function wantedPackages() {
  try {
    return locked(join(root, 'package-lock.json'));
  } catch (error) {
    throw new Error(`package-lock.json cannot be read: ${error.message}`, { cause: error });
  }
}

/** What npm says it has installed; nothing where it has not. */
function installedPackages() {
  try {
    return locked(join(modules, '.package-lock.json'));
  } catch {
    return {};
  }
}

/**
 * Node 24 of the lock file for this machine, an optional dependency: npm leaves out the other platforms' packages, and
 * checks this one's content like that of any other. The names are those of npm's `node` package, which would fetch it
 * in an install script, without a hash.
 */
const platform = windows ? 'win' : process.platform;
const prefix = platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node';
const nodePackage = `node_modules/${prefix}-${platform}-${process.arch}`;
const node = join(root, nodePackage, 'bin', windows ? 'node.exe' : 'node');

/** npm writes down what it installed; an optional package of another platform may be missing there. */
function upToDate(wanted) {
  const installed = installedPackages();
  return Object.entries(wanted).every(
    ([path, { integrity, optional }]) =>
      path === '' || (optional && path !== nodePackage) || installed[path]?.integrity === integrity,
  );
}

/** Returns the path of Node 24. */
async function install() {
  const wanted = wantedPackages();
  if (!upToDate(wanted)) {
    console.log('Installing the dependencies with npm ci (once, about half a minute) …');
    // No install script is needed. Warnings about packages that want a newer Node than the machine's do not matter,
    // since Node 24 is about to run them.
    const quietly = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    if ((await npm('ci', ...quietly)) !== 0) throw new Error('npm ci failed.');
  }
  if (wanted[nodePackage] === undefined) {
    if (process.versions.node.startsWith('24.')) return process.execPath;
    throw new Error(
      `package-lock.json has no Node 24 for ${process.platform}-${process.arch}: install Node 24 and try again.`,
    );
  }
  if (existsSync(node)) return node;
  // npm says nothing about an optional package that it could not install.
  throw new Error(
    `Node 24 was not installed: ${nodePackage} could not be fetched, or its content is not what package-lock.json ` +
      'says. Run "npm ci --ignore-scripts --loglevel=verbose" to see why.',
  );
}

async function main() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 18)) {
    throw new Error(`Node 20.18 or newer is needed; this is ${process.versions.node}.`);
  }
  const program = programs.get(task);
  if (program === undefined) {
    throw new Error(`Usage: node scripts/bootstrap.mjs ${[...programs.keys()].join('|')} [arguments]`);
  }
  process.exitCode = await run(await install(), [program, ...args]);
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
