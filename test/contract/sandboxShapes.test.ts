import { describe, expect, it } from 'vitest';
import { demoCustomers, demoKeys } from '../sandbox/demo.ts';
import { startSandbox, type Sandbox } from '../sandbox/sandbox.ts';
import { describeBeside } from '../support/besideProject.ts';
import { type Exchange, recordedExchanges, writtenExchanges } from '../support/chartmogulExchanges.ts';

/** Recorded keys that the sandbox does not answer with, and why. */
const explained: Readonly<Record<string, string>> = {
  'attributes.clearbit': 'sent until 2024 only',
};

/** The sandbox's counterpart of a recorded answer, by the recording's name. */
const counterparts: readonly (readonly [RegExp, string, string])[] = [
  [/^ping-.*-200/, 'GET', '/ping'],
  [/^account-.*-200/, 'GET', '/account'],
  [/^customer-notes-.*-get-customer-notes-by-.*-200/, 'GET', '/customer_notes'],
  [/^customer-notes-.*-(post|get-customer-notes-id|patch)-.*-20[01]/, 'POST', '/customer_notes'],
  [/^entity-notes-.*-list-.*-200/, 'GET', '/notes'],
  [/^entity-notes-.*-(create|update-text)-.*-20[01]/, 'POST', '/notes'],
  [/^customers-list-.*-by-cursor-.*-200/, 'GET', '/customers?per_page=1&cursor=JjA='],
  [/^customers-list-.*-200/, 'GET', '/customers?per_page=1'],
  [/^customers-search-.*-200/, 'GET', `/customers/search?email=${demoCustomers.northwind.email}`],
  [/^customers-(retrieve|create)-.*-20[01]/, 'GET', `/customers/${demoCustomers.northwind.uuid}`],
  [/^contacts-.*-get-.*-200|^contacts-.*-list-.*-200/, 'GET', '/contacts'],
  [/^tasks-.*(post|update|patch|get-tasks-id).*-20[01]/, 'POST', '/tasks'],
];

async function answerOf(sandbox: Sandbox, method: string, path: string): Promise<unknown> {
  const body = {
    customer_uuid: demoCustomers.northwind.uuid,
    type: 'note',
    task_details: 'x',
    assignee: 'ada@example.com',
    due_date: '2026-01-01',
  };
  const answer = await fetch(`${sandbox.chartmogulUrl}${path}`, {
    method,
    headers: {
      authorization: `Basic ${btoa(`${demoKeys.chartmogul}:`)}`,
      'content-type': 'application/json',
    },
    ...(method === 'POST' ? { body: JSON.stringify(body) } : {}),
  });
  return answer.json();
}

/** Names of all members, `a.b` for nested ones; a list counts as its first member. */
function keysOf(value: unknown, prefix = ''): string[] {
  if (Array.isArray(value)) return keysOf(value[0], prefix);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    // Where an account defines fields of its own, there are no fixed members.
    const open = name === 'custom' || name === 'stripe' || name === 'clearbit';
    const path = `${prefix}${name}`;
    return [path, ...(open ? [] : keysOf(inner, name === 'entries' ? '' : `${path}.`))];
  });
}

/** The exchanges that the sandbox has a counterpart of. */
function pairsOf(exchanges: readonly Exchange[]) {
  return exchanges.flatMap((exchange) => {
    const counterpart = counterparts.find(([pattern]) => pattern.test(exchange.name));
    // Before 2023 there were other fields and other page keys.
    const current = exchange.recorded >= '2023' || /^(ping|account)/.test(exchange.name);
    if (counterpart === undefined || !current) return [];
    return [{ name: exchange.name, exchange, method: counterpart[1], path: counterpart[2] }];
  });
}

describe('the sandbox answers with every member written by hand', () => compare(writtenExchanges()));
describeBeside('recordings', { title: 'the sandbox answers with every recorded member', count: 38 }, () =>
  compare(recordedExchanges()),
);

function compare(exchanges: readonly Exchange[]): void {
  it.each(pairsOf(exchanges))('of $name', async ({ exchange, method, path }) => {
    await using sandbox = await startSandbox();
    const ours = keysOf(await answerOf(sandbox, method, path));
    const absent = keysOf(exchange.response.body).filter(
      (key) => !ours.includes(key) && explained[key] === undefined,
    );
    expect(absent).toEqual([]);
    expect(ours.length).toBeGreaterThan(0);
  });
}
