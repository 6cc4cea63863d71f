import { limits } from '../support/limits.ts';

/** Milliseconds for one movement of a hand, which is begun again when it missed. */
export const movement = 4_000;

/** Begins again what others' coming and going has disturbed; throws the last error when it stays disturbed. */
export async function untilDone(act: () => Promise<void>): Promise<void> {
  const end = performance.now() + limits.wait;
  for (;;) {
    try {
      await act();
      return;
    } catch (error) {
      if (performance.now() > end) throw error;
    }
  }
}
