/** What the tests use of the official client, which ships no types. */
declare module 'chartmogul-node' {
  interface Page {
    readonly entries: readonly Readonly<Record<string, unknown>>[];
    readonly cursor: string | null;
    readonly has_more: boolean;
  }
  type Thing = Readonly<Record<string, unknown>>;

  class Config {
    constructor(apiKey: string, apiBase?: string);
    /** 20 unless set. */
    retries?: number;
  }

  const ChartMogul: {
    readonly Config: typeof Config;
    readonly Ping: { ping(config: Config): Promise<Thing> };
    readonly Account: { retrieve(config: Config, params?: { include: string }): Promise<Thing> };
    readonly Customer: {
      all(config: Config, query?: object): Promise<Page>;
      search(config: Config, query: { email: string }): Promise<Page>;
      retrieve(config: Config, uuid: string): Promise<Thing>;
      notes(config: Config, uuid: string, query?: object): Promise<Page>;
      createNote(config: Config, uuid: string, note: object): Promise<Thing>;
    };
    readonly Contact: { all(config: Config, query?: object): Promise<Page> };
    readonly CustomerNote: {
      create(config: Config, note: object): Promise<Thing>;
      all(config: Config, query?: object): Promise<Page>;
      retrieve(config: Config, uuid: string): Promise<Thing>;
      patch(config: Config, uuid: string, changes: object): Promise<Thing>;
      destroy(config: Config, uuid: string): Promise<Thing>;
    };
    readonly Task: {
      create(config: Config, task: object): Promise<Thing>;
      all(config: Config, query?: object): Promise<Page>;
      patch(config: Config, uuid: string, changes: object): Promise<Thing>;
      destroy(config: Config, uuid: string): Promise<Thing>;
    };
    readonly NotFoundError: new () => Error;
  };
  export = ChartMogul;
}
