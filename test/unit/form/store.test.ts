import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  afterChoice,
  afterClear,
  afterEdit,
  afterLog,
  afterSnapshot,
  holdsEdits,
  isLogging,
  openForm,
  releasedEdits,
  snapshotToKeep,
  viewOf,
  type PageState,
} from '../../../media/store.ts';
import type { Snapshot } from '../../../src/form/messages.ts';
import { valueFields, type ValueField } from '../../../src/model/fields.ts';
import { chosen, logged, snapshot, values } from './snapshots.ts';

test('typed text stays while snapshots arrive that do not include it yet', () => {
  const typed = afterEdit(afterEdit(openForm(snapshot()), 'text', 'H'), 'text', 'Hi');
  const late = afterSnapshot(typed, snapshot({ seq: 1, values: values({ text: 'H' }) }));
  expect(viewOf(late).values.text).toBe('Hi');
});

test('the host’s value wins once it has seen the edit', () => {
  const typed = afterEdit(openForm(snapshot()), 'target', 'acme');
  const chosen = afterSnapshot(typed, snapshot({ seq: 1, values: values({ target: 'cus_1' }) }));
  expect(viewOf(chosen).values.target).toBe('cus_1');
});

test('pasting the same value is no edit, and keeps the customer', () => {
  const form = openForm(snapshot({ values: values({ target: 'acme' }), recipient: chosen() }));
  expect(afterEdit(form, 'target', 'acme')).toBe(form);
});

test('a new draft replaces everything typed', () => {
  const typed = afterEdit(openForm(snapshot()), 'text', 'old');
  const next = afterSnapshot(typed, snapshot({ draftId: 'draft-2' }));
  expect(viewOf(next).values.text).toBe('');
  expect(afterEdit(next, 'text', 'new').seq).toBeGreaterThan(typed.seq);
});

test('edits are numbered from the first snapshot on, so that a host that kept its count is not ahead', () => {
  const state = afterEdit(
    openForm(snapshot({ seq: 57, values: values({ text: 'before' }) })),
    'text',
    'after',
  );
  expect(state.seq).toBe(58);
  const stale = afterSnapshot(state, snapshot({ seq: 57, values: values({ text: 'before' }) }));
  expect(viewOf(stale).values.text).toBe('after');
});

/** Steps of a form and a host whose messages to each other arrive late, but in order and complete. */
const step = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      act: fc.constant('type' as const),
      field: fc.constantFrom(...valueFields),
      value: fc.string(),
    }),
  },
  fc.record({ act: fc.constant('hostReads' as const) }),
  fc.record({ act: fc.constant('hostSpeaks' as const) }),
  fc.record({ act: fc.constant('formReads' as const), again: fc.boolean() }),
);

test('typed text survives any interleaving with snapshots, and both sides agree in the end', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      let form = openForm(snapshot());
      let host = snapshot();
      const toHost: { seq: number; field: ValueField; value: string }[] = [];
      const toForm: Snapshot[] = [];
      const truth = { ...host.values };
      const hostReads = (): void => {
        const message = toHost.shift();
        if (message === undefined) return;
        host = { ...host, seq: message.seq, values: { ...host.values, [message.field]: message.value } };
      };
      for (const one of steps) {
        if (one.act === 'type') {
          const before = form;
          form = afterEdit(form, one.field, one.value);
          if (form !== before) toHost.push({ seq: form.seq, field: one.field, value: one.value });
          truth[one.field] = one.value;
        } else if (one.act === 'hostReads') hostReads();
        else if (one.act === 'hostSpeaks') toForm.push(host);
        else {
          // A snapshot that is read twice, or after newer typing, changes nothing.
          const next = one.again ? toForm[0] : toForm.shift();
          if (next !== undefined) form = afterSnapshot(form, next);
        }
        expect(viewOf(form).values).toEqual(truth);
      }
      while (toHost.length > 0) hostReads();
      form = afterSnapshot(form, host);
      expect(viewOf(form).values).toEqual(truth);
      expect(form.snapshot.values).toEqual(truth);
    }),
  );
});

test.each(['account', 'targetType', 'target'] as const)('a new %s clears the customer', (field) => {
  const form = openForm(
    snapshot({ recipient: chosen(), problems: [{ field: 'target', message: 'Unknown.' }] }),
  );
  expect(viewOf(form).recipient).toEqual(chosen());
  const readdressed = viewOf(afterEdit(form, field, 'other'));
  expect(readdressed.recipient).toEqual({ state: 'search' });
  expect(readdressed.problems).toEqual([]);
});

test('changing a field clears its problem and leaves the others', () => {
  const problems = [
    { field: 'text', message: 'Write something.' },
    { field: 'duration', message: 'How long?' },
    { field: 'attachment', message: 'Empty.' },
  ];
  const form = openForm(snapshot({ problems }));
  const fields = (state: PageState): string[] => viewOf(state).problems.map(({ field }) => field);
  expect(fields(afterEdit(form, 'text', 'x'))).toEqual(['duration', 'attachment']);
  expect(fields(afterEdit(form, 'kind', 'call'))).toEqual(['text', 'attachment']);
});

const checking: Snapshot['logging'] = { message: 'Checking…', canCancel: true };

test('a note is being logged until a snapshot after the press has the result', () => {
  const problems = [{ field: 'text', message: 'Write something first.' }];
  const pressed = afterLog(afterEdit(openForm(snapshot({ problems })), 'text', 'x'));
  expect(isLogging(pressed)).toBe(true);
  // The failure of the previous press, which was on its way at this one.
  const late = afterSnapshot(pressed, snapshot({ seq: 1, problems }));
  expect(isLogging(late)).toBe(true);
  const under = afterSnapshot(late, snapshot({ seq: 2, logging: checking }));
  expect(isLogging(under)).toBe(true);
  const over = afterSnapshot(under, snapshot({ seq: 2, problems }));
  expect(isLogging(over)).toBe(false);
});

test('a new draft can be logged at once', () => {
  const pressed = afterLog(openForm(snapshot()));
  const next = afterSnapshot(pressed, snapshot({ draftId: 'draft-2', logged: logged() }));
  expect(isLogging(next)).toBe(false);
});

test('what is typed while a note is checked waits, and goes into the same draft when nothing was logged', () => {
  const pressed = afterLog(afterEdit(openForm(snapshot()), 'text', 'Hi'));
  expect(holdsEdits(pressed)).toBe(true);
  const typed = afterEdit(afterEdit(pressed, 'text', 'Hi there'), 'duration', '5m');
  const under = afterSnapshot(typed, snapshot({ seq: 2, logging: checking, values: values({ text: 'Hi' }) }));
  expect(releasedEdits(typed, under)).toEqual([]);
  expect(viewOf(under).values.text).toBe('Hi there');
  const refused = afterSnapshot(under, snapshot({ seq: 2, values: values({ text: 'Hi' }) }));
  expect(holdsEdits(refused)).toBe(false);
  expect(releasedEdits(under, refused)).toEqual([
    { field: 'text', seq: 3, value: 'Hi there' },
    { field: 'duration', seq: 4, value: '5m' },
  ]);
  expect(viewOf(refused).values).toMatchObject({ text: 'Hi there', duration: '5m' });
});

test.each([
  ['Hi', 'Hi there', ' there'],
  ['Hi', 'Oh, Hi', 'Oh, Hi'],
  ['Hi', 'Hi', ''],
])('of %j, logged and then made %j, the next draft has %j', (before, after, carried) => {
  const pressed = afterLog(afterEdit(openForm(snapshot()), 'text', before));
  const typed = afterEdit(pressed, 'text', after);
  const next = afterSnapshot(typed, snapshot({ seq: 2, draftId: 'draft-2', logged: logged() }));
  expect(viewOf(next).values.text).toBe(carried);
  expect(releasedEdits(typed, next)).toEqual(
    carried === '' ? [] : [{ field: 'text', seq: next.seq, value: carried }],
  );
  expect(next.seq).toBeGreaterThanOrEqual(typed.seq);
});

test('what was typed into a draft that was replaced, and not logged, is in no other one', () => {
  const typed = afterEdit(afterLog(openForm(snapshot())), 'text', 'more');
  const other = afterSnapshot(
    typed,
    snapshot({ draftId: 'draft-2', logged: logged({ entryId: 'draft-0' }) }),
  );
  expect(viewOf(other).values.text).toBe('');
});

test('the search begins again with the name, until the host has seen that', () => {
  const form = openForm(snapshot({ seq: 4, recipient: chosen(), values: values({ target: 'cus_1' }) }));
  const cleared = afterClear(form);
  expect(cleared.seq).toBe(5);
  expect(viewOf(cleared)).toMatchObject({
    recipient: { state: 'search' },
    values: { target: 'Hooli GmbH 4' },
  });
  // A snapshot that was on its way.
  const late = afterSnapshot(cleared, snapshot({ seq: 4, recipient: chosen({ pinned: true }) }));
  expect(viewOf(late).recipient.state).toBe('search');
  const typed = afterEdit(late, 'target', 'x');
  expect(viewOf(typed).values.target).toBe('x');
  const seen = afterSnapshot(typed, snapshot({ seq: 5, values: values({ target: 'Hooli GmbH 4' }) }));
  expect(viewOf(seen).values.target).toBe('x');
  expect(afterClear(seen)).toBe(seen);
});

test('a choice counts on, so that a snapshot which has seen it is known', () => {
  const state = afterChoice(afterEdit(openForm(snapshot()), 'target', 'acme'));
  expect(state.seq).toBe(2);
  const chosenThen = afterSnapshot(state, snapshot({ seq: 2, recipient: chosen() }));
  expect(viewOf(chosenThen).recipient.state).toBe('chosen');
});

test('the snapshot for the next page has what was typed, and the number of edits', () => {
  const typed = afterEdit(openForm(snapshot({ seq: 4 })), 'text', 'typed');
  const again = openForm(snapshotToKeep(typed));
  expect(viewOf(again).values.text).toBe('typed');
  expect(afterEdit(again, 'text', 'x').seq).toBe(6);
});

test('the snapshot for the next page does not name the customer of an earlier text', () => {
  const form = openForm(snapshot({ values: values({ target: 'acme' }), recipient: chosen() }));
  const again = viewOf(openForm(snapshotToKeep(afterEdit(form, 'target', 'bolt'))));
  expect([again.values.target, again.recipient]).toEqual(['bolt', { state: 'search' }]);
  expect(viewOf(openForm(snapshotToKeep(form))).recipient).toEqual(chosen());
});

test('whether the text is saved is not remembered for the next page', () => {
  const state = openForm(snapshot({ unsaved: 'What you typed is not saved yet.' }));
  expect(viewOf(state).unsaved).toBe('What you typed is not saved yet.');
  expect(snapshotToKeep(state).unsaved).toBe('');
});
