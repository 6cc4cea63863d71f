import type { Dispatcher } from 'undici';

/** For an interceptor that fails before it has dispatched anything: there is nothing to steer yet. */
export const notStarted: Dispatcher.DispatchController = {
  aborted: false,
  paused: false,
  reason: null,
  abort: () => undefined,
  pause: () => undefined,
  resume: () => undefined,
};
