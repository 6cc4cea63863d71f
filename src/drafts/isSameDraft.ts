import { isDeepStrictEqual } from 'node:util';
import type { Draft } from '../model/draft.ts';

/** Compares only what was typed, which neither the target that was read nor the window is. */
export function isSameDraft(
  { target: _a, window: _b, ...one }: Draft,
  { target: _c, window: _d, ...other }: Draft,
): boolean {
  return isDeepStrictEqual(one, other);
}
