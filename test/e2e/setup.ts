import { linkBuiltInExtensions } from './builtInExtensions.ts';
import { installedExtension } from './installedExtension.ts';

/** Runs once, before any file: two workers that install at the same time would disturb each other. */
export async function setup(): Promise<void> {
  await linkBuiltInExtensions();
  await installedExtension();
}
