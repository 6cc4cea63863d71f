import { expect, test } from 'vitest';
import { Proposer } from '../../../src/agents/proposer.ts';
import { openMemoryHarness } from '../../support/composeHarness.ts';

const note = { customer: { query: 'Acme' }, text: 'Fixed the import' };

test('one who proposes hears what becomes of that, and of nothing else', async () => {
  const harness = openMemoryHarness();
  const { proposals, clock } = harness;
  const closed = new AbortController();
  const proposer = new Proposer({ ...harness, closed: closed.signal }, { via: 'api', name: 'One' });
  const other = new Proposer({ ...harness, closed: closed.signal }, { via: 'api', name: 'Other' });
  const heard: unknown[] = [];
  proposer.onChange((changed) => heard.push(changed));
  const { id } = await proposer.propose(note);
  await other.propose(note);
  await proposals.load();
  for (const { proposal } of proposals.pending) await proposals.decline(proposal, () => Promise.resolve());
  await clock.advance(1000);
  expect(heard).toEqual([{ id, state: 'declined' }]);
  expect(await proposer.status(id)).toEqual({ id, state: 'declined' });
  closed.abort();
});
