import { manyCustomers } from '../../support/manyCustomers.ts';
import { kinds, questionsFor } from './questions.ts';
import { searchers, type SearcherName } from './searchers.ts';

/*
 * `child.ts SEARCHER CUSTOMERS QUESTIONS`: one search in a new process, filled as the product fills it, and asked.
 * Sends what rows.ts expects.
 */

/** Customers on a page of the service. */
const pageSize = 200;

/** The first searches are not measured, because the engine still compiles the code. */
const warmUp = 100;
const warmUpEntries = 2000;

/** How often each question is asked; the fastest counts. */
const repeats = 5;

const [name = '', customers = '', questions = ''] = process.argv.slice(2);
const isSearcher = (value: string): value is SearcherName => value in searchers;
if (!isSearcher(name)) throw new Error(`There is no search called ${name}.`);

const all = manyCustomers(Number(customers));
const asked = questionsFor(all, Number(questions));
// The first entries are not measured either.
const warm = searchers[name]();
warm.add(all.slice(0, warmUpEntries));
warm.finish();
const before = memory();
const search = searchers[name]();
const slices: number[] = [];
const began = process.cpuUsage();
for (let at = 0; at < all.length; at += pageSize)
  slices.push(timeOf(() => search.add(all.slice(at, at + pageSize))));
slices.push(timeOf(() => search.finish()));
const { user, system } = process.cpuUsage(began);
const bytes = (memory() - before) / all.length;

for (const { typed } of asked.slice(0, warmUp)) search.find(typed);
// What other programs on the machine took meanwhile is not counted: they seldom slow all of these.
const times = asked.map(({ typed }) =>
  Math.min(...Array.from({ length: repeats }, () => timeOf(() => search.find(typed)))),
);
const amongTen = kinds.map((kind) => {
  const ofKind = asked.filter((each) => each.kind === kind);
  const found = ofKind.filter(({ typed, name: wanted }) => search.find(typed).slice(0, 10).includes(wanted));
  return { kind, asked: ofKind.length, found: found.length };
});
process.send?.({ build: (user + system) / 1000, bytes, slices, times, amongTen });

/** Milliseconds. */
function timeOf(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** Bytes that are in use. */
function memory(): number {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
