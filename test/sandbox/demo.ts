import { createHash } from 'node:crypto';
import type { ActiveplatformNote, ActiveplatformState, Entity } from './activeplatform/state.ts';
import { buildContact, buildCustomer, buildNote } from './build.ts';
import type { ChartmogulState } from './chartmogul/state.ts';
import type { SandboxState } from './options.ts';

/** The keys of the demo accounts. Only a sandbox accepts them. */
export const demoKeys = {
  /** Reads and writes; notes without an author get {@link demoTeam}'s first member. */
  chartmogul: 'demo-chartmogul-key',
  chartmogulReadOnly: 'demo-chartmogul-read-only-key',
  /** A manager of {@link demoResellers}.main with the role Sales person. */
  activeplatform: 'demo-activeplatform-token',
  /** The same, with the role Product owner, who may not create notes. */
  activeplatformOwner: 'demo-activeplatform-owner-token',
} as const;

/** Team members of the ChartMogul account. */
export const demoTeam = {
  ada: { name: 'Ada Okafor', email: 'ada@example.com' },
  // Recorded names hold brackets; so does this one.
  tomas: { name: 'Tomás Lindqvist (Support)', email: 'tomas@example.com' },
} as const;

/** Customers of the ChartMogul account. Each stands for a case that tests need. */
export const demoCustomers = {
  /** Has notes and calls, an e-mail address, a company and a contact. */
  northwind: {
    uuid: 'cus_7c1f0a52-5a0e-4f7e-9a53-0d2b6b6f1a01',
    externalId: 'northwind-001',
    email: 'billing@northwind.example',
    name: 'Northwind Traders',
  },
  /** One note. Shares its e-mail address with `tailspin`, so that a search finds two. */
  contoso: {
    uuid: 'cus_7c1f0a52-5a0e-4f7e-9a53-0d2b6b6f1a02',
    externalId: 'contoso-7',
    email: 'accounts@group.example',
    name: 'Contoso Coffee',
  },
  /** No notes. Shares its external id with `contoso`, from another data source. */
  tailspin: {
    uuid: 'cus_7c1f0a52-5a0e-4f7e-9a53-0d2b6b6f1a03',
    externalId: 'contoso-7',
    email: 'accounts@group.example',
    name: 'Tailspin Toys',
  },
  /** A lead: no name, no e-mail address, no notes. */
  nameless: {
    uuid: 'cus_7c1f0a52-5a0e-4f7e-9a53-0d2b6b6f1a04',
    externalId: 'lead-42',
    email: '',
    name: '',
  },
} as const;

/** A contact of Northwind, for the newer notes. */
export const demoContact = 'con_7c1f0a52-5a0e-4f7e-9a53-0d2b6b6f1b01';

/** The resellers of the ActivePlatform installation: `child` is below `main`, `other` is not. */
export const demoResellers = { main: 1, child: 33, other: 70 } as const;

/** Entities of the ActivePlatform installation; `childAccount` belongs to the child reseller. */
export const demoEntities = { account: 29, subscription: 3056, order: 811, childAccount: 64 } as const;

const hour = 3600_000;
const day = 24 * hour;

/** The state that `npm run sandbox`, `npm start` and the end-to-end tests begin with. `now` in milliseconds. */
export function demoState(now: number): SandboxState {
  return { chartmogul: chartmogulState(now), activeplatform: activeplatformState(now) };
}

function chartmogulState(now: number): ChartmogulState {
  const { northwind, contoso, tailspin, nameless } = demoCustomers;
  const { ada, tomas } = demoTeam;
  const customer = (id: number, facts: (typeof demoCustomers)[keyof typeof demoCustomers], mrr: number) =>
    buildCustomer({
      id,
      uuid: facts.uuid,
      name: facts.name,
      email: facts.email,
      external_id: facts.externalId,
      mrr,
    });
  const uuid = (end: string): string => `note_7c1f0a52-5a0e-4f7e-9a53-0d2b6b6f${end}`;
  return {
    account: {
      id: 'acc_7c1f0a52-5a0e-4f7e-9a53-0d2b6b6f1c01',
      name: 'Demo Company',
      currency: 'EUR',
      time_zone: 'Europe/Berlin',
      week_start_on: 'monday',
    },
    keys: [
      { key: demoKeys.chartmogul, access: 'readWrite', owner: ada },
      { key: demoKeys.chartmogulReadOnly, access: 'readOnly', owner: ada },
    ],
    team: [ada, tomas],
    customers: [
      { ...customer(120000001, northwind, 49900), company: 'Northwind Traders Ltd' },
      customer(120000002, contoso, 12900),
      {
        ...customer(120000003, tailspin, 0),
        data_source_uuid: 'ds_5b6ce3a0-0c5e-4a53-9d0e-3f1f1f3f8a11',
        data_source_uuids: ['ds_5b6ce3a0-0c5e-4a53-9d0e-3f1f1f3f8a11'],
      },
      customer(120000004, nameless, 0),
    ],
    contacts: [
      buildContact({
        uuid: demoContact,
        customer_uuid: northwind.uuid,
        customer_external_id: northwind.externalId,
        position: 1,
        first_name: 'Ines',
        last_name: 'Moreau',
        title: 'Head of Operations',
        email: 'ines@northwind.example',
      }),
    ],
    notes: [
      buildNote({
        uuid: uuid('2a01'),
        customer: northwind.uuid,
        author: ada,
        text: 'Wants the export to run at night.<br>Waiting for a quote.',
        createdAt: now - 9 * day,
        sequence: 1,
      }),
      buildNote({
        uuid: uuid('2a02'),
        customer: contoso.uuid,
        author: tomas,
        text: '<div class="cm-paragraph">Two seats were added &amp; paid for.</div>',
        createdAt: now - 2 * day,
        sequence: 2,
      }),
      buildNote({
        uuid: uuid('2a03'),
        customer: northwind.uuid,
        author: tomas,
        text: 'Went through the import errors together.',
        callDuration: 1380,
        createdAt: now - 5 * hour,
        sequence: 3,
      }),
    ],
    tasks: [],
  };
}

function activeplatformState(now: number): ActiveplatformState {
  const { main, child, other } = demoResellers;
  const { account, subscription, order, childAccount } = demoEntities;
  const entity = (
    type: Entity['type'],
    id: number,
    resellerId: number,
    accountId: number,
    attributes: Entity['attributes'],
  ): Entity => ({ type, id, resellerId, accountId, attributes });
  const file = Buffer.from('Order form, signed.\n');
  const note = (id: number, target: ActiveplatformNote['target'], content: string, age: number) => ({
    id,
    resellerId: main,
    target,
    content,
    creator: 'Bea Santos',
    createdAt: now - age,
    attachment: undefined,
  });
  const manager = { resellerId: main, email: 'bea@reseller.example' };
  return {
    resellers: [
      { id: main, parentId: null, name: 'Demo Reseller', domain: 'reseller.example', currency: 'EUR' },
      { id: child, parentId: main, name: 'Child Reseller', domain: 'child.example', currency: 'EUR' },
      { id: other, parentId: null, name: 'Other Reseller', domain: 'other.example', currency: 'EUR' },
    ],
    managers: [
      { ...manager, id: 7, name: 'Bea Santos', role: 'Sales person', token: demoKeys.activeplatform },
      { ...manager, id: 8, name: 'Per Holm', role: 'Product owner', token: demoKeys.activeplatformOwner },
    ],
    entities: [
      entity('account', account, main, account, {
        name: 'Fabrikam GmbH',
        email: 'it@fabrikam.example',
        status: 'active',
        reseller_id: main,
        balance: '120.00',
      }),
      entity('account', childAccount, child, childAccount, {
        name: 'Litware SA',
        email: 'office@litware.example',
        status: 'active',
        reseller_id: child,
        balance: '0.00',
      }),
      entity('subscription', subscription, main, account, {
        name: 'Mail Hosting, 25 seats',
        status: 'active',
        account_id: account,
        plan_id: 12,
        trial: false,
      }),
      entity('order', order, main, account, {
        document_id: 'RN000811',
        status: 'completed',
        type: 'sales',
        account_id: account,
      }),
    ],
    notes: [
      note(1, { type: 'account', id: account }, 'Prefers e-mail to calls.', 30 * day),
      {
        ...note(2, { type: 'order', id: order }, 'Order form attached.', 6 * day),
        attachment: {
          name: 'order-form.txt',
          mime: 'text/plain',
          size: file.length,
          sha256: createHash('sha256').update(file).digest('hex'),
          bytes: file,
          quoted: true,
        },
      },
      note(3, { type: 'subscription', id: subscription }, 'Moved to the new mail cluster.', 3 * hour),
    ],
  };
}
