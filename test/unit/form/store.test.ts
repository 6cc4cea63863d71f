import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  afterEdit,
  isSending,
  snapshotToKeep,
  openForm,
  afterSnapshot,
  afterSend,
  viewOf,
  type PageState,
} from '../../../media/store.ts';
import type { Snapshot } from '../../../src/form/messages.ts';
import { valueFields, type ValueField } from '../../../src/model/fields.ts';
import { snapshot, values } from './snapshots.ts';

const checked: Snapshot['check'] = {
  state: 'checked',
  target: { type: 'customer', id: 'cus_1', name: 'Acme' },
  account: 'ChartMogul (Work)',
};

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

test('pasting the same value is no edit, and keeps the target', () => {
  const form = openForm(snapshot({ values: values({ target: 'acme' }), check: checked }));
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

test.each(['account', 'targetType', 'target'] as const)('a new %s clears the checked target', (field) => {
  const form = openForm(snapshot({ check: checked, problems: [{ field: 'target', message: 'Unknown.' }] }));
  expect(viewOf(form).check).toEqual(checked);
  const readdressed = viewOf(afterEdit(form, field, 'other'));
  expect(readdressed.check).toEqual({ state: 'none' });
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

test('Send stays disabled until a snapshot after it has the result', () => {
  const failed: Snapshot['progress'] = { state: 'failed', message: 'Refused.' };
  const pressed = afterSend(afterEdit(openForm(snapshot({ progress: failed })), 'text', 'x'));
  expect(isSending(pressed)).toBe(true);
  // The failure of the previous send, which was on its way when Send was pressed.
  const late = afterSnapshot(pressed, snapshot({ seq: 1, progress: failed }));
  expect(isSending(late)).toBe(true);
  const under = afterSnapshot(
    late,
    snapshot({ seq: 2, progress: { state: 'sending', message: 'Sending…' } }),
  );
  expect(isSending(under)).toBe(true);
  const over = afterSnapshot(under, snapshot({ seq: 2, progress: failed }));
  expect(isSending(over)).toBe(false);
});

test('a new draft enables Send again', () => {
  const pressed = afterSend(openForm(snapshot()));
  const sent = afterSnapshot(
    pressed,
    snapshot({ draftId: 'draft-2', progress: { state: 'sent', message: 'Sent.' } }),
  );
  expect(isSending(sent)).toBe(false);
  expect(viewOf(sent).progress).toEqual({ state: 'sent', message: 'Sent.' });
});

test('the snapshot for the next page has what was typed, and the number of edits', () => {
  const typed = afterEdit(openForm(snapshot({ seq: 4 })), 'text', 'typed');
  const again = openForm(snapshotToKeep(typed));
  expect(viewOf(again).values.text).toBe('typed');
  expect(afterEdit(again, 'text', 'x').seq).toBe(6);
});

test('the snapshot for the next page does not name the target of an earlier value', () => {
  const form = openForm(snapshot({ values: values({ target: 'acme' }), check: checked }));
  const again = viewOf(openForm(snapshotToKeep(afterEdit(form, 'target', 'bolt'))));
  expect([again.values.target, again.check]).toEqual(['bolt', { state: 'none' }]);
  expect(viewOf(openForm(snapshotToKeep(form))).check).toEqual(checked);
});

test('whether the text is saved is not remembered for the next page', () => {
  const state = openForm(snapshot({ unsaved: 'What you typed is not saved yet.' }));
  expect(viewOf(state).unsaved).toBe('What you typed is not saved yet.');
  expect(snapshotToKeep(state)).not.toHaveProperty('unsaved');
});
