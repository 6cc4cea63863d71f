import { assignments } from './assignments.ts';
import { presetSecrets } from './preset.ts';
import { privateKeys } from './privateKeys.ts';
import { merged, type Secret } from './secret.ts';
import { tokens } from './tokens.ts';

/**
 * Where a text holds secrets, by secretlint's preset and by rules of our own for what it misses. Nothing leaves this
 * machine for it. `pause`: as in {@link presetSecrets}.
 */
export async function findSecrets(text: string, pause: () => Promise<void>): Promise<readonly Secret[]> {
  const preset = await presetSecrets(text, pause);
  await pause();
  const own = [privateKeys, tokens, assignments].flatMap((rule) => rule(text));
  return merged([...preset, ...own]);
}
