import { limits } from '../support/limits.ts';

/** Milliseconds that one click or hover may take before it is tried again. */
export const movement = 4_000;

/** Repeats an action that fails because the window is being redrawn; throws the last error when it keeps failing. */
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
