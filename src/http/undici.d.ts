// undici's own files, imported one by one: 40 KB in the bundle instead of 523, and no process-wide dispatcher is
// set, as `import 'undici'` would do to the whole extension host. They are not part of undici's public interface:
// package.json pins the version exactly, and test/unit/http/undici.test.ts notices a move.

declare module 'undici/lib/dispatcher/dispatcher.js' {
  import { Dispatcher } from 'undici';
  export { Dispatcher as default };
}

declare module 'undici/lib/api/api-request.js' {
  import type { Dispatcher } from 'undici';
  function request(this: Dispatcher, options: Dispatcher.RequestOptions): Promise<Dispatcher.ResponseData>;
  export { request as default };
}

declare module 'undici/lib/interceptor/retry.js' {
  import type { Dispatcher, RetryHandler } from 'undici';
  function retry(options?: RetryHandler.RetryOptions): Dispatcher.DispatcherComposeInterceptor;
  export { retry as default };
}
