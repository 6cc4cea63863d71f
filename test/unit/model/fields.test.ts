import { fieldsTaken } from '../../../src/model/fieldRules.ts';
import { expect, test } from 'vitest';
import { emptyDraft, hasContent } from '../../../src/model/draft.ts';
import {
  clearsProblem,
  existsWith,
  fieldNames,
  formFields,
  forEachValue,
  isFieldName,
  valueFields,
} from '../../../src/model/fields.ts';
import { fakeService } from '../../support/fakeProvider.ts';

const { capabilities } = fakeService().kind;

test('an account takes the fields that its capabilities name, and every field that needs none', () => {
  const little = { ...capabilities, author: undefined, backDating: false, attachments: 'none' as const };
  const much = { ...capabilities, author: 'name' as const, backDating: true, attachments: 'one' as const };
  const few = fieldsTaken(little);
  expect(few).toEqual(expect.arrayContaining(['account', 'kind', 'targetType', 'target', 'text']));
  expect(fieldsTaken(much).filter((field) => !few.includes(field))).toEqual([
    'occurredAt',
    'author',
    'attachment',
  ]);
});

test('a call has a duration, a note has none', () => {
  const { values } = emptyDraft('d', 'one', 'call', 'customer');
  expect(existsWith('duration', values)).toBe(true);
  expect(existsWith('duration', { ...values, kind: 'note' })).toBe(false);
  expect(existsWith('text', { ...values, kind: 'note' })).toBe(true);
});

test('a change clears the problem of its own field and of those that depend on it', () => {
  const cleared = (changed: (typeof fieldNames)[number]) =>
    fieldNames.filter((problem) => clearsProblem(changed, problem));
  expect(cleared('text')).toEqual(['text']);
  expect(cleared('kind')).toEqual(['kind', 'duration']);
  expect(cleared('account')).toEqual(['account', 'targetType', 'target']);
});

test('a field can share only the row of a field that has its own', () => {
  for (const name of fieldNames) {
    const { rowOf } = formFields[name];
    if (rowOf !== undefined) expect(formFields[rowOf].rowOf).toBeUndefined();
  }
});

test('an empty draft has every value, and each one that a person types is content', () => {
  const empty = emptyDraft('d', 'one', 'note', 'customer');
  expect(Object.keys(empty.values).toSorted()).toEqual(valueFields.toSorted());
  expect(hasContent(empty)).toBe(false);
  const preset = valueFields.filter(
    (field) => !hasContent({ ...empty, values: { ...empty.values, [field]: 'x' } }),
  );
  expect(preset).toEqual(['account', 'kind', 'targetType']);
});

test('only the names of fields are accepted as such', () => {
  expect(['text', 'attachment', 'nowhere', '__proto__', undefined].filter(isFieldName)).toEqual([
    'text',
    'attachment',
  ]);
});

test('`forEachValue` gives one result for each value', () => {
  expect(forEachValue((field) => field.length).text).toBe(4);
});
