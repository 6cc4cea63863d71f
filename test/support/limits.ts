/**
 * Bounds on time, in milliseconds. They only end what hangs, also on a machine that is busy with other work: minutes,
 * never what something should take.
 */
export const limits = {
  unitTest: 3 * 60_000,
  /** A whole story in a workbench. */
  e2eTest: 15 * 60_000,
  /** One thing that is waited for. */
  wait: 3 * 60_000,
};
