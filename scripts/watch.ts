import { context, type BuildOptions } from 'esbuild';
import { bundlesOf } from './bundles.ts';

/** What a watching build works on. */
interface WatchChoices {
  /** Absolute path of the repository. */
  readonly root: string;
  /** Absolute path of the folder that the bundles go to. */
  readonly outdir: string;
  /** Gets `[watch] build started` and `[watch] build finished`, which .vscode/tasks.json waits for. */
  readonly log: (line: string) => void;
}

/**
 * Builds the bundles with source maps, and again whenever a source changes, until it is disposed of. Sizes are not
 * checked and licences are not written. Errors go to the console in esbuild's own form; the build goes on.
 */
export async function watch({ root, outdir, log }: WatchChoices): Promise<AsyncDisposable> {
  const bundles = Object.entries(bundlesOf({ root, outdir, minify: false }));
  // All of them are built first: one that is quick does not end what the others have not begun.
  const building = new Set(bundles.map(([name]) => name));
  const reported = ([name, options]: [string, BuildOptions]) =>
    context({
      ...options,
      plugins: [
        ...(options.plugins ?? []),
        {
          name: 'report',
          setup(build) {
            build.onStart(() => {
              if (building.size === 0) log('[watch] build started');
              building.add(name);
            });
            build.onEnd(() => {
              building.delete(name);
              if (building.size === 0) log('[watch] build finished');
            });
          },
        },
      ],
    });
  log('[watch] build started');
  const contexts = await Promise.all(bundles.map(reported));
  await Promise.all(contexts.map((each) => each.watch()));
  return {
    async [Symbol.asyncDispose]() {
      await Promise.all(contexts.map((each) => each.dispose()));
    },
  };
}
