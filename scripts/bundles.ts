import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { BuildOptions, Plugin } from 'esbuild';
import * as z from 'zod';

/** How the bundles are made. */
interface BundleChoices {
  /** Absolute path of the repository. */
  readonly root: string;
  /** Absolute path of the folder that the bundles go to. */
  readonly outdir: string;
  /** Minified and without source maps, or as it is with them. */
  readonly minify: boolean;
  /** As in BuildChoices of build.ts. */
  readonly readyAccounts?: string | undefined;
}

/** What esbuild is told for each bundle that the extension ships. */
interface Bundles<T> {
  readonly entry: T;
  readonly main: T;
  readonly markdown: T;
  readonly leaks: T;
  readonly mcp: T;
  readonly form: T;
}

/** A bundle names the next one by its source, so that the compiler checks the call. */
function apart(source: string, bundle: string): Plugin {
  return {
    name: `${bundle}-apart`,
    setup(build) {
      build.onResolve({ filter: new RegExp(`^\\./${source}\\.ts$`) }, ({ kind }) =>
        kind === 'dynamic-import' || kind === 'require-call'
          ? { path: `./${bundle}.cjs`, external: true }
          : { errors: [{ text: `${source}.ts may be loaded on first use only: await import(…)` }] },
      );
    },
  };
}

/** Takes the tables of character references from the library that brings its own: one copy of them is enough. */
function entitiesOf(library: string): Plugin {
  return {
    name: 'one-copy-of-entities',
    setup(build) {
      build.onResolve({ filter: /^entities(\/.+)?$/ }, async ({ path, kind, pluginData }) => {
        if (pluginData === library) return undefined;
        const { path: entry, errors } = await build.resolve(library, {
          kind,
          resolveDir: build.initialOptions.absWorkingDir ?? '',
        });
        return errors.length > 0
          ? { errors }
          : await build.resolve(path, { kind, resolveDir: dirname(entry), pluginData: library });
      });
    },
  };
}

/** An agent's user may have a Node that the server's libraries do not run in. */
const tooOldNode =
  "if (Number(process.versions.node.split('.')[0]) < 20) { console.error('Notelog needs Node.js 20 or newer.'); process.exit(1); }";

/**
 * The options for `extension.cjs`, `main.cjs`, `markdown.cjs`, `leaks.cjs`, `mcp.cjs`, and for `form.js` with `form.css`.
 */
export function bundlesOf({ root, outdir, minify, readyAccounts }: BundleChoices) {
  const manifest: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const { version } = z.object({ version: z.string() }).parse(manifest);
  const common = {
    absWorkingDir: root,
    bundle: true,
    metafile: true,
    minify,
    sourcemap: !minify,
    legalComments: 'none',
    logLevel: 'warning',
    define: { NOTELOG_READY_ACCOUNTS: readyAccounts ?? 'false' },
  } satisfies BuildOptions;
  const host = {
    format: 'cjs',
    platform: 'node',
    target: 'node22.19',
    external: ['vscode', './main.cjs'],
    // Node's own import() would load the second bundle as a foreign module; require() is what the host patches.
    supported: { 'dynamic-import': false },
  } satisfies BuildOptions;
  return {
    entry: {
      ...common,
      ...host,
      entryPoints: ['src/extension.ts'],
      outfile: join(outdir, 'extension.cjs'),
      plugins: [apart('main', 'main')],
    },
    main: {
      ...common,
      ...host,
      entryPoints: ['src/main.ts'],
      outfile: join(outdir, 'main.cjs'),
      plugins: [apart('findSecrets', 'leaks'), entitiesOf('htmlparser2')],
    },
    markdown: {
      ...common,
      ...host,
      entryPoints: ['src/markdown/worker.ts'],
      outfile: join(outdir, 'markdown.cjs'),
    },
    leaks: {
      ...common,
      ...host,
      entryPoints: ['src/leaks/findSecrets.ts'],
      // Colours for lines that a library would write for its own developers; it does without.
      external: ['supports-color'],
      outfile: join(outdir, 'leaks.cjs'),
    },
    mcp: {
      ...common,
      ...host,
      // The agent's Node, which need not be the editor's.
      target: 'node18',
      banner: { js: tooOldNode },
      external: [],
      alias: { '@modelcontextprotocol/server/_shims': join(root, 'src/agents/mcpShims.ts') },
      define: { ...common.define, NOTELOG_VERSION: JSON.stringify(version) },
      entryPoints: ['src/mcp.ts'],
      outfile: join(outdir, 'mcp.cjs'),
    },
    form: {
      ...common,
      format: 'iife',
      platform: 'browser',
      target: 'es2022',
      charset: 'utf8',
      // Not media/tsconfig.json: what it says of JSX spells out `children` at every element, which is 1.2 KB.
      tsconfigRaw: { compilerOptions: { jsx: 'react', jsxFactory: 'h', jsxFragmentFactory: 'Fragment' } },
      inject: ['media/jsx.ts'],
      entryPoints: ['media/form.tsx', 'media/form.css'],
      outdir,
    },
  } satisfies Bundles<BuildOptions>;
}
