import { parseArgs } from 'node:util';
import { activationRows } from './activation.ts';
import { directoryFillRows } from './directoryFill.ts';
import { enqueueRows } from './enqueue.ts';
import { filledFormRows } from './filledForm.ts';
import { type Row, table } from './frame.ts';
import { hostPauseRows } from './hostPauses.ts';
import { directorySearchRows } from './search/rows.ts';
import { noteCpuRows } from './noteCpu.ts';
import { outboxRateRows } from './outboxRate.ts';
import { outboxSizeRows } from './outboxSize.ts';
import { proposalShownRows } from './proposalShown.ts';
import { sizeRows } from './sizes.ts';
import { uploadRows } from './upload.ts';

/*
 * `npm run bench` measures everything and prints one table; `npm run bench -- --check` ends with 1 when a goal is
 * missed; `npm run bench -- cpu outbox` measures only these (a name, or the part before the hyphen of several names).
 * It is not part of `npm test`, because it needs a quiet machine.
 */

const benches: Readonly<Record<string, () => readonly Row[] | Promise<readonly Row[]>>> = {
  sizes: sizeRows,
  cpu: noteCpuRows,
  upload: uploadRows,
  activation: activationRows,
  'outbox-enqueue': enqueueRows,
  'outbox-rate': outboxRateRows,
  'outbox-size': outboxSizeRows,
  'directory-search': directorySearchRows,
  'directory-fill': directoryFillRows,
  'host-pauses': hostPauseRows,
  'filled-form': filledFormRows,
  'proposal-shown': proposalShownRows,
};

const { values, positionals } = parseArgs({
  options: { check: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const isNamed = (bench: string, name: string) => bench === name || bench.startsWith(`${name}-`);
const unknown = positionals.filter((name) => !Object.keys(benches).some((bench) => isNamed(bench, name)));
if (unknown.length > 0)
  throw new Error(`No such bench: ${unknown.join(', ')}. There are ${Object.keys(benches).join(', ')}.`);

const rows: Row[] = [];
for (const [name, measure] of Object.entries(benches)) {
  if (positionals.length > 0 && !positionals.some((given) => isNamed(name, given))) continue;
  console.log(`Measuring ${name} …`);
  rows.push(...(await measure()));
}
console.log(`\nMedian (and quartiles)\n${table(rows)}`);

const missed = rows.filter(({ goal }) => goal?.met === false);
console.log(`\n${missed.length === 0 ? 'Every goal is met.' : `${missed.length} missed.`}`);
if (values.check && missed.length > 0) process.exitCode = 1;
