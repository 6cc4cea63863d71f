import { expect, test } from 'vitest';
import { findingsOfProposal, type ProposalResult } from '../../faults/proposalVerdict.ts';
import { emptyDraft, type Draft } from '../../../src/model/draft.ts';
import { entryOf } from '../../support/entries.ts';
import { noteResult } from './noteResult.ts';

const id = 'the-id';
const text = 'the proposed words';

/** A proposal that was logged as it was shown, and that its service has. */
function resultWith(
  own: Partial<ProposalResult>,
  note: Partial<ProposalResult['note']> = {},
): ProposalResult {
  return {
    note: { ...noteResult('proposal-1', text), ...note },
    proposalId: id,
    acceptances: 1,
    declines: { done: 0, unknown: 0 },
    looked: lookedAs('stored'),
    ids: [id],
    outcome: undefined,
    agreed: [text],
    onDisk: { proposals: [], drafts: [] },
    isPurged: false,
    mayExpire: false,
    ...own,
  };
}

/** Nobody has answered it. */
function unanswered(own: Partial<ProposalResult>, note: Partial<ProposalResult['note']> = {}) {
  const nothing = { accepted: undefined, typed: undefined, copies: [], ...note };
  return resultWith({ acceptances: 0, agreed: [], looked: lookedAs('pending'), ...own }, nothing);
}

function lookedAs(state: NonNullable<ProposalResult['looked']>['state'], again = state, againId = id) {
  return {
    kind: 'looked' as const,
    proposal: 'proposal-1',
    state,
    again: { id: againId, state: again ?? 'pending' },
  };
}

function kindsOf(result: ProposalResult): readonly string[] {
  return findingsOfProposal(result).map(({ kind }) => kind);
}

test('a proposal that was logged once and stored, or waits, is as it should be', () => {
  expect(kindsOf(resultWith({}))).toEqual([]);
  expect(kindsOf(unanswered({}))).toEqual([]);
  expect(kindsOf(unanswered({ looked: lookedAs(undefined), ids: [] }))).toEqual([]);
});

test('what is sent, or about to be, was seen and logged by the user', () => {
  expect(kindsOf(resultWith({ agreed: [] }))).toEqual(['wrong']);
  expect(kindsOf(resultWith({ agreed: ['other words'] }))).toEqual(['wrong']);
  const refused = { state: 'refused', failure: { reason: 'refused', message: 'No.' } } as const;
  const entry = entryOf(id, { status: refused });
  expect(kindsOf(unanswered({ looked: lookedAs('refused') }, { entries: [entry] }))).toEqual(['wrong']);
  // Also where the user has purged everything.
  expect(kindsOf(resultWith({ agreed: [], isPurged: true }))).toEqual(['wrong']);
});

test('a second id, entry, copy or acceptance is one too many', () => {
  expect(kindsOf(resultWith({ ids: [id, 'another'] }))).toEqual(['doubled']);
  expect(kindsOf(resultWith({ acceptances: 2 }))).toEqual(['doubled']);
  const copy = { at: 0, text, intact: true };
  expect(kindsOf(resultWith({}, { copies: [copy, copy] }))).toEqual(['doubled']);
  const another = emptyDraft('another', 'notebook', 'note', 'customer');
  const left = (draft: Draft) => ({ onDisk: { proposals: [], drafts: [draft] } });
  expect(kindsOf(resultWith(left(another)))).toEqual(['doubled']);
  // A copy, which another window had typed in, says what it is a copy of.
  const proposal = { id, sha256: '', source: { via: 'mcp', name: '' } } as const;
  expect(kindsOf(resultWith(left({ ...another, proposal })))).toEqual([]);
  expect(kindsOf(resultWith({ looked: lookedAs('stored', 'stored', 'another') }))).toEqual(['doubled']);
});

test('what was declined is nowhere, and is called so', () => {
  const declines = { done: 1, unknown: 0 };
  const gone = 'discarded';
  expect(kindsOf(unanswered({ declines, looked: lookedAs('declined') }, { gone }))).toEqual([]);
  expect(kindsOf(unanswered({ declines }, { gone }))).toEqual(['wrong']);
  expect(kindsOf(resultWith({ declines }, { gone }))).toEqual(['wrong', 'wrong']);
  const unknown = { done: 0, unknown: 1 };
  for (const state of ['declined', 'pending'] as const)
    expect(kindsOf(unanswered({ declines: unknown, looked: lookedAs(state) }))).toEqual([]);
});

test('those who propose are told what happened, and always the same', () => {
  expect(kindsOf(resultWith({ looked: lookedAs('declined') }))).toEqual(['wrong']);
  expect(kindsOf(resultWith({ looked: lookedAs('stored', 'pending') }))).toEqual(['wrong']);
  expect(kindsOf(resultWith({ looked: undefined }))).toEqual(['wrong']);
  expect(kindsOf(unanswered({ looked: lookedAs(undefined) }))).toEqual(['lost']);
  expect(kindsOf(unanswered({ looked: lookedAs('expired') }))).toEqual(['wrong']);
  expect(kindsOf(unanswered({ looked: lookedAs('expired'), mayExpire: true }))).toEqual([]);
  const drafts = [emptyDraft(id, 'notebook', 'note', 'customer')];
  expect(kindsOf(unanswered({ onDisk: { proposals: [], drafts } }))).toEqual(['wrong']);
});

test('what is written down is what happened', () => {
  expect(kindsOf(resultWith({ outcome: 'accepted' }))).toEqual([]);
  expect(kindsOf(resultWith({ outcome: 'declined' }))).toEqual(['wrong']);
  expect(kindsOf(unanswered({ outcome: 'accepted' }))).toEqual(['wrong']);
  // A draft that could not be logged any more.
  const drafts = [emptyDraft(id, 'notebook', 'note', 'customer')];
  const onDisk = { proposals: [], drafts };
  const looked = lookedAs('reviewing');
  expect(kindsOf(unanswered({ onDisk, looked }))).toEqual([]);
  expect(kindsOf(unanswered({ onDisk, looked, outcome: 'declined' }))).toEqual(['wrong']);
});

test('a text that was logged and is nowhere is lost', () => {
  expect(kindsOf(resultWith({ looked: lookedAs('accepted') }, { copies: [] }))).toContain('lost');
});
