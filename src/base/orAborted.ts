/** Settles as `promise` does, or rejects with the signal's reason as soon as that aborts. */
export async function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const first = Promise.withResolvers<T>();
  const onAbort = () => first.reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  promise.then(first.resolve, first.reject);
  try {
    return await first.promise;
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
