import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  edited,
  isSending,
  kept,
  openForm,
  received,
  sendPressed,
  shown,
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

test('typing stays while snapshots that have not seen it come in', () => {
  const typed = edited(edited(openForm(snapshot()), 'text', 'H'), 'text', 'Hi');
  const late = received(typed, snapshot({ seq: 1, values: values({ text: 'H' }) }));
  expect(shown(late).values.text).toBe('Hi');
});

test('what the host makes of a field it has seen wins', () => {
  const typed = edited(openForm(snapshot()), 'target', 'acme');
  const chosen = received(typed, snapshot({ seq: 1, values: values({ target: 'cus_1' }) }));
  expect(shown(chosen).values.target).toBe('cus_1');
});

test('what is pasted over itself is no edit, and leaves what was found as it is', () => {
  const known = openForm(snapshot({ values: values({ target: 'acme' }), check: checked }));
  expect(edited(known, 'target', 'acme')).toBe(known);
});

test('a new draft replaces everything typed', () => {
  const typed = edited(openForm(snapshot()), 'text', 'old');
  const next = received(typed, snapshot({ draftId: 'draft-2' }));
  expect(shown(next).values.text).toBe('');
  expect(edited(next, 'text', 'new').seq).toBeGreaterThan(typed.seq);
});

test('counting goes on from the first snapshot, so that a host that kept its count is not ahead', () => {
  const state = edited(openForm(snapshot({ seq: 57, values: values({ text: 'before' }) })), 'text', 'after');
  expect(state.seq).toBe(58);
  const stale = received(state, snapshot({ seq: 57, values: values({ text: 'before' }) }));
  expect(shown(stale).values.text).toBe('after');
});

/** Steps of a form and a host that see each other's messages late, in order, and lose none. */
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
          form = edited(form, one.field, one.value);
          if (form !== before) toHost.push({ seq: form.seq, field: one.field, value: one.value });
          truth[one.field] = one.value;
        } else if (one.act === 'hostReads') hostReads();
        else if (one.act === 'hostSpeaks') toForm.push(host);
        else {
          // A snapshot that is read twice, or long after a newer one was typed over it, changes nothing.
          const next = one.again ? toForm[0] : toForm.shift();
          if (next !== undefined) form = received(form, next);
        }
        expect(shown(form).values).toEqual(truth);
      }
      while (toHost.length > 0) hostReads();
      form = received(form, host);
      expect(shown(form).values).toEqual(truth);
      expect(form.snapshot.values).toEqual(truth);
    }),
  );
});

test.each(['account', 'targetType', 'target'] as const)(
  'a new %s takes back what was found before',
  (field) => {
    const known = openForm(
      snapshot({ check: checked, problems: [{ field: 'target', message: 'Unknown.' }] }),
    );
    expect(shown(known).check).toEqual(checked);
    const readdressed = shown(edited(known, field, 'other'));
    expect(readdressed.check).toEqual({ state: 'none' });
    expect(readdressed.problems).toEqual([]);
  },
);

test('the problem of a field goes when the field is changed, the others stay', () => {
  const problems = [
    { field: 'text', message: 'Write something.' },
    { field: 'duration', message: 'How long?' },
    { field: 'attachment', message: 'Empty.' },
  ];
  const known = openForm(snapshot({ problems }));
  const fields = (state: PageState): string[] => shown(state).problems.map(({ field }) => field);
  expect(fields(edited(known, 'text', 'x'))).toEqual(['duration', 'attachment']);
  expect(fields(edited(known, 'kind', 'call'))).toEqual(['text', 'attachment']);
});

test('send stays closed until a snapshot that has seen it says how it went', () => {
  const failed: Snapshot['progress'] = { state: 'failed', message: 'Refused.' };
  const pressed = sendPressed(edited(openForm(snapshot({ progress: failed })), 'text', 'x'));
  expect(isSending(pressed)).toBe(true);
  // The failure of the send before, on its way when Send was pressed.
  const late = received(pressed, snapshot({ seq: 1, progress: failed }));
  expect(isSending(late)).toBe(true);
  const under = received(late, snapshot({ seq: 2, progress: { state: 'sending', message: 'Sending…' } }));
  expect(isSending(under)).toBe(true);
  const over = received(under, snapshot({ seq: 2, progress: failed }));
  expect(isSending(over)).toBe(false);
});

test('a new draft opens send again', () => {
  const pressed = sendPressed(openForm(snapshot()));
  const sent = received(
    pressed,
    snapshot({ draftId: 'draft-2', progress: { state: 'sent', message: 'Sent.' } }),
  );
  expect(isSending(sent)).toBe(false);
  expect(shown(sent).progress).toEqual({ state: 'sent', message: 'Sent.' });
});

test('what is kept for the next page holds the typing and its count', () => {
  const typed = edited(openForm(snapshot({ seq: 4 })), 'text', 'typed');
  const again = openForm(kept(typed));
  expect(shown(again).values.text).toBe('typed');
  expect(edited(again, 'text', 'x').seq).toBe(6);
});

test('what is kept for the next page names nobody who was found for an earlier target', () => {
  const known = openForm(snapshot({ values: values({ target: 'acme' }), check: checked }));
  const again = shown(openForm(kept(edited(known, 'target', 'bolt'))));
  expect([again.values.target, again.check]).toEqual(['bolt', { state: 'none' }]);
  expect(shown(openForm(kept(known))).check).toEqual(checked);
});
