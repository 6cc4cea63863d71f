import { linkBuiltInExtensions } from './builtInExtensions.ts';
import { installedExtension } from './installedExtension.ts';

/** Once, before any file is run: two workers that install at a time would take it from each other. */
export async function setup(): Promise<void> {
  await linkBuiltInExtensions();
  await installedExtension();
}
