/**
 * Bounds on time, in milliseconds. They only guard against hanging, even on a busy machine: they are minutes, and say
 * nothing about how long something should take.
 */
export const limits = {
  unitTest: 3 * 60_000,
  /** A whole end-to-end test. */
  e2eTest: 15 * 60_000,
  /** One thing that is waited for. */
  wait: 3 * 60_000,
};
