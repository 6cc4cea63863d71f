import { activeplatform } from './activeplatform/activeplatform.ts';
import { chartmogul } from './chartmogul/chartmogul.ts';
import { createNotebook } from './notebook/notebook.ts';
import type { ProviderKind } from './provider.ts';

/**
 * All providers, in the order in which they are offered. Adding one takes a folder and one line here. `notebookFolder`
 * gives the absolute path of the notebook's files.
 */
export function providerKinds(notebookFolder: () => string): readonly ProviderKind[] {
  return [chartmogul, activeplatform, createNotebook(notebookFolder)];
}
