// One of undici's own files, imported in one place (retryReads.ts) in place of the package. It is no part of undici's
// public interface. What that costs: package.json pins the version exactly, and test/unit/http/undici.test.ts notices
// when the file moves or is no longer what the package exports. What it saves: 489 of 523 KB in the bundle, and the
// process-wide dispatcher that `import 'undici'` would set for the whole extension host.

declare module 'undici/lib/handler/retry-handler.js' {
  export { RetryHandler as default } from 'undici';
}
