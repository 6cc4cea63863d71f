import { cruise, type IFlattenedRuleSet, type IRegularForbiddenRuleType } from 'dependency-cruiser';
import { root } from './build.ts';

/*
 * Which folder may import which, type imports counted: `npm run layers`, and a check of `npm test`. The drawing and the
 * reasons are in docs/architecture.md.
 */

/** From top to bottom: a folder imports those below it and no others. Every folder of src has its place here. */
export const layers = [
  'vscode',
  'app',
  'document',
  'form',
  'compose',
  'agents',
  'folders',
  'templates',
  'customers',
  'recent',
  'delivery',
  'proposals',
  'outbox',
  'drafts',
  'history',
  'call',
  'code',
  'accounts',
  'providers',
  'markdown',
  'leaks',
  'http',
  'storage',
  'model',
  'words',
  'base',
] as const;

/** What the page in the webview may import of src. */
const pageLayers = ['form', 'model', 'base'];

const folders = (names: readonly string[]) => `^src/(${names.join('|')})/`;

function rule(
  name: string,
  from: IRegularForbiddenRuleType['from'],
  to: IRegularForbiddenRuleType['to'],
): IRegularForbiddenRuleType {
  return { name, severity: 'error', from, to };
}

const rules: IFlattenedRuleSet = {
  forbidden: [
    rule('no-circle', {}, { circular: true }),
    rule('known-folder', { path: '^src/[^/]+/', pathNot: folders(layers) }, {}),
    ...layers.map((layer, at) =>
      rule(
        `${layer}-imports-downwards`,
        { path: folders([layer]) },
        { path: [...layers.slice(0, at).map((upper) => folders([upper])), '^src/[^/]+\\.ts$', '^media/'] },
      ),
    ),
    // No list of names: whatever folder there is.
    rule(
      'provider-alone',
      { path: '^src/providers/([^/]+)/' },
      { path: '^src/providers/[^/]+/', pathNot: '^src/providers/$1/' },
    ),
    rule('page-alone', { path: '^media/' }, { path: '^src/', pathNot: folders(pageLayers) }),
    rule(
      'editor-at-the-edge',
      { path: '^(src|media)/', pathNot: '^src/(vscode/|main\\.ts$|extension\\.ts$)' },
      { path: '^vscode$' },
    ),
    // Its types keep texts that may hold links out of the places where the editor makes links.
    rule('editor-through-its-types', { pathNot: '^src/vscode/editor\\.ts$' }, { path: '^vscode$' }),
  ],
};

/** What is known of the imports below a folder. */
interface LayerReport {
  /** Each arrow that is not allowed, as `from -> to: rule`; sorted. */
  readonly violations: readonly string[];
  readonly files: number;
  readonly imports: number;
}

/** Checks `src` and `media` in the folder (absolute path). */
export async function checkLayers(folder: string): Promise<LayerReport> {
  const { output } = await cruise(['src', 'media'], {
    baseDir: folder,
    ruleSet: rules,
    validate: true,
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
  });
  // Only its other reporters write a text.
  if (typeof output === 'string') throw new Error(output);
  const { summary } = output;
  // Without a TypeScript that it can use, it reads nothing and finds nothing.
  if (summary.totalCruised === 0) throw new Error(`No file below ${folder} was read.`);
  return {
    violations: summary.violations.map(({ from, to, rule: { name } }) => `${from} -> ${to}: ${name}`).sort(),
    files: summary.totalCruised,
    imports: summary.totalDependenciesCruised ?? 0,
  };
}

if (process.argv[1] === import.meta.filename) {
  const { violations, files, imports } = await checkLayers(root);
  for (const violation of violations) console.log(violation);
  console.log(`${files} files, ${imports} imports, ${violations.length} against the layers`);
  process.exitCode = violations.length === 0 ? 0 : 1;
}
