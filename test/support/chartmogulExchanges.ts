import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { besideProject } from './besideProject.ts';

const exchangeSchema = z.object({
  /** The day of the recording, as ISO 8601. */
  recorded: z.string(),
  request: z.object({
    method: z.string(),
    path: z.string(),
    query: z.record(z.string(), z.string()).optional(),
  }),
  response: z.object({ status: z.number(), body: z.unknown() }),
});

/** A request to ChartMogul and its answer. */
export type Exchange = z.infer<typeof exchangeSchema> & { readonly name: string };

/** One of every shape in which the service was seen to answer, with made-up values. */
export function writtenExchanges(): readonly Exchange[] {
  const path = join(import.meta.dirname, '..', 'fixtures', 'chartmogul', 'exchanges.json');
  return z.array(exchangeSchema.extend({ name: z.string() })).parse(JSON.parse(readFileSync(path, 'utf8')));
}

/** Real ones, where they lie beside the project; else none. */
export function recordedExchanges(): readonly Exchange[] {
  const folder = besideProject.recordings;
  return (existsSync(folder) ? readdirSync(folder) : []).map((name) => ({
    name,
    ...exchangeSchema.parse(JSON.parse(readFileSync(join(folder, name), 'utf8'))),
  }));
}
