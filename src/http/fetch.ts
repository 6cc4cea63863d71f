/** What is needed of `globalThis.fetch`. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;
