import { describe, expect, it } from 'vitest';
import { demoCustomers, demoKeys } from '../sandbox/demo.ts';
import type { Fault } from '../sandbox/faults.ts';
import { startSandbox, type Sandbox } from '../sandbox/sandbox.ts';

const seeded = 3;

function create(sandbox: Sandbox): Promise<Response> {
  return fetch(`${sandbox.chartmogulUrl}/customer_notes`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${btoa(`${demoKeys.chartmogul}:`)}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ customer_uuid: demoCustomers.northwind.uuid, type: 'note', text: 'x' }),
  });
}

function control(sandbox: Sandbox, method: string, path: string, body?: object): Promise<Response> {
  return fetch(`${sandbox.url}/sandbox/${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

describe('a dropped connection', () => {
  it.each([
    ['request', 0],
    ['beforeStoring', 0],
    ['afterStoring', 1],
  ] as const)('at %s leaves %i notes', async (at, stored) => {
    await using sandbox = await startSandbox();
    sandbox.faults.add({ kind: 'drop', at });
    await expect(create(sandbox)).rejects.toThrow('fetch failed');
    expect(sandbox.state.chartmogul.notes).toHaveLength(seeded + stored);
    expect(sandbox.requests.at(-1)?.status).toBeUndefined();
    expect((await create(sandbox)).status).toBe(201);
  });

  it('in the middle of a response leaves a stored note and half a body', async () => {
    await using sandbox = await startSandbox();
    sandbox.faults.add({ kind: 'drop', at: 'midResponse' });
    const answer = await create(sandbox);
    expect(answer.status).toBe(201);
    await expect(answer.text()).rejects.toThrow('terminated');
    expect(sandbox.state.chartmogul.notes).toHaveLength(seeded + 1);
  });
});

describe('an answer that is not the service’s own', () => {
  it.each([
    [{ kind: 'answer', status: 500 }, 500, 'application/json', 0],
    [{ kind: 'answer', status: 502, body: '', contentType: 'text/plain' }, 502, 'text/plain', 0],
    [{ kind: 'answer', status: 503, stored: true }, 503, 'application/json', 1],
    [{ kind: 'html' }, 200, 'text/html; charset=utf-8', 0],
    [{ kind: 'html', status: 502, stored: true }, 502, 'text/html; charset=utf-8', 1],
  ] as const)('%o', async (fault: Fault, status, contentType, stored) => {
    await using sandbox = await startSandbox();
    sandbox.faults.add(fault);
    const answer = await create(sandbox);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([status, contentType]);
    expect(sandbox.state.chartmogul.notes).toHaveLength(seeded + stored);
  });

  it('carries a Retry-After, or none', async () => {
    await using sandbox = await startSandbox();
    sandbox.faults.add({ kind: 'answer', status: 429, headers: { 'retry-after': '7' } });
    sandbox.faults.add({ kind: 'answer', status: 429 });
    expect((await create(sandbox)).headers.get('retry-after')).toBe('7');
    expect((await create(sandbox)).headers.get('retry-after')).toBeNull();
  });

  it('is half of the JSON, with a length as if it were all of it', async () => {
    await using sandbox = await startSandbox();
    sandbox.faults.add({ kind: 'truncate' });
    const answer = await create(sandbox);
    const text = await answer.text();
    expect(answer.headers.get('content-length')).toBe(String(Buffer.byteLength(text)));
    expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError);
    expect(sandbox.state.chartmogul.notes).toHaveLength(seeded + 1);
  });
});

describe('a delay', () => {
  it.each([
    [false, seeded],
    [true, seeded + 1],
  ])('with stored: %s waits while %i notes are stored', async (stored, noteCount) => {
    const waits: number[][] = [];
    await using sandbox: Sandbox = await startSandbox({
      clock: {
        now: () => Date.now(),
        wait: (ms) => {
          waits.push([ms, sandbox.state.chartmogul.notes.length]);
          return Promise.resolve();
        },
      },
    });
    sandbox.faults.add({ kind: 'delay', ms: 5000, stored });
    expect((await create(sandbox)).status).toBe(201);
    expect(waits).toEqual([[5000, noteCount]]);
  });

  it('does not keep the sandbox from stopping', async () => {
    await using sandbox = await startSandbox();
    sandbox.faults.add({ kind: 'delay', ms: 3_600_000 });
    const answer = expect(create(sandbox)).rejects.toThrow('fetch failed');
    await expect.poll(() => sandbox.requests.length).toBe(1);
    await sandbox.stop();
    await answer;
  });
});

describe('which requests a fault hits', () => {
  it('the next ones with its method and path, as often as it says, in the order of the faults', async () => {
    await using sandbox = await startSandbox();
    sandbox.faults.add({ kind: 'answer', status: 500, method: 'GET' });
    sandbox.faults.add({ kind: 'answer', status: 501, path: '/v1/notes' });
    sandbox.faults.add({ kind: 'answer', status: 502, method: 'POST', path: '/customer_notes', times: 2 });
    sandbox.faults.add({ kind: 'answer', status: 503 });
    const statuses = [];
    for (let count = 0; count < 4; count++) statuses.push((await create(sandbox)).status);
    expect(statuses).toEqual([502, 502, 503, 201]);
    expect(sandbox.faults.left).toBe(2);
  });
});

describe('the control paths', () => {
  it('add and clear faults, and refuse anything else', async () => {
    await using sandbox = await startSandbox();
    const added = await control(sandbox, 'POST', 'faults', [
      { kind: 'truncate' },
      { kind: 'html', times: 2 },
    ]);
    expect(await added.json()).toEqual({ left: 3 });
    expect((await control(sandbox, 'POST', 'faults', { kind: 'earthquake' })).status).toBe(400);
    await control(sandbox, 'DELETE', 'faults');
    expect((await create(sandbox)).status).toBe(201);
  });

  it('change switches', async () => {
    await using sandbox = await startSandbox();
    await control(sandbox, 'POST', 'switches', { cutMilliseconds: true });
    expect(sandbox.switches.cutMilliseconds).toBe(true);
    expect((await control(sandbox, 'POST', 'switches', { cutSeconds: true })).status).toBe(400);
  });

  it('show the stored data, without a key or a file’s bytes', async () => {
    await using sandbox = await startSandbox();
    await create(sandbox);
    const text = await (await control(sandbox, 'GET', 'state')).text();
    const state = JSON.parse(text) as {
      chartmogul: { notes: object[] };
      activeplatform: { notes: { attachment: object | null }[] };
      requests: object[];
    };
    expect(state.chartmogul.notes.at(-1)).toMatchObject({ text: 'x', type: 'note' });
    const file = sandbox.state.activeplatform.notes[1]?.attachment;
    const shown = { name: 'order-form.txt', sha256: file?.sha256, size: 20 };
    expect(state.activeplatform.notes[1]?.attachment).toMatchObject(shown);
    expect(state.activeplatform.notes[1]?.attachment).not.toHaveProperty('bytes');
    expect(state.requests).toMatchObject([{ method: 'POST', url: '/v1/customer_notes', status: 201 }]);
    for (const key of Object.values(demoKeys)) expect(text).not.toContain(key);
  });

  it('reset the sandbox to its start', async () => {
    await using sandbox = await startSandbox();
    await create(sandbox);
    sandbox.faults.add({ kind: 'html' });
    sandbox.switches.cutMilliseconds = true;
    await control(sandbox, 'POST', 'reset');
    expect(sandbox.state.chartmogul.notes).toHaveLength(seeded);
    expect([sandbox.requests.length, sandbox.faults.left, sandbox.switches.cutMilliseconds]).toEqual([
      0,
      0,
      false,
    ]);
  });
});
