import { manyCustomers } from '../support/manyCustomers.ts';
import { buildCustomer } from './build.ts';
import { demoState } from './demo.ts';
import type { SandboxState } from './options.ts';

/** A customer of {@link manyState} with a unique name. It has been a customer for long, so it is on an early page. */
export const oneOfMany = {
  uuid: 'cus_0b2f4c1e-77aa-4b7b-9e5d-00000000aaaa',
  name: 'Zephyrine Quistgaard ApS',
  email: 'hello@quistgaard.example',
} as const;

/** The demo state with `count` more customers of ChartMogul, which are generated. */
export function manyState(count: number): (now: number) => SandboxState {
  return (now) => {
    const state = demoState(now);
    const many = manyCustomers(count).map(({ target, company, email, externalIds, status, mrr }, index) =>
      buildCustomer({
        id: 130_000_000 + index,
        uuid: target.id,
        name: target.name ?? '',
        company: company ?? '',
        email: email ?? '',
        external_id: externalIds?.[0] ?? '',
        status: status ?? '',
        mrr: mrr?.minorUnits ?? 0,
        'customer-since': new Date(Date.UTC(2015, 0, 1) + index * 3600_000).toISOString(),
      }),
    );
    const uniqueCustomer = buildCustomer({
      id: 130_000_000 + count,
      ...oneOfMany,
      external_id: 'quistgaard-1',
      mrr: 129_950,
      owner: 'ada@notelog.example',
      'customer-since': '2015-01-20T00:00:00Z',
    });
    return {
      ...state,
      chartmogul: {
        ...state.chartmogul,
        customers: [uniqueCustomer, ...many, ...state.chartmogul.customers],
      },
    };
  };
}
