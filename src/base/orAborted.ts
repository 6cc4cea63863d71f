/** Settles as `promise` does, or rejects with the signal's reason as soon as that aborts. */
export async function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const stop = Promise.withResolvers<undefined>();
  const onAbort = () => {
    stop.resolve(undefined);
  };
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  const aborted = stop.promise.then((): never => {
    signal.throwIfAborted();
    throw new Error('The signal did not abort.');
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
