import { buildCustomer } from '../sandbox/build.ts';
import { demoState } from '../sandbox/demo.ts';
import { documentedLimits } from '../sandbox/options.ts';
import { startSandbox } from '../sandbox/sandbox.ts';
import { customerId } from './benchApp.ts';

/*
 * `outboxRateSandbox.ts CUSTOMERS`: ChartMogul's stand-in with its documented limits, in a process of its own. It sends
 * its address, and answers every message with the statuses and times of its requests and the number of its notes.
 */

const customers = Array.from({ length: Number(process.argv[2]) }, (_, number) =>
  buildCustomer({ id: number + 1, uuid: customerId(number), name: `Customer ${number}` }),
);
const sandbox = await startSandbox({
  switches: documentedLimits,
  seed: (now) => {
    const state = demoState(now);
    return { ...state, chartmogul: { ...state.chartmogul, customers, notes: [] } };
  },
});
process.on('message', () => {
  process.send?.({
    statuses: sandbox.requests.map(({ status }) => status ?? 0),
    arrivals: sandbox.requests.map(({ at }) => at),
    notes: sandbox.state.chartmogul.notes.length,
  });
});
process.on('disconnect', () => process.exit());
process.send?.(sandbox.chartmogulUrl);
