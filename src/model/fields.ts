// The page loads this file and what it imports: of zod only `zod/mini`, and nothing of the host.

/** The form's fields, in the order in which they stand there and are put right. */
export const fieldNames = [
  'account',
  'kind',
  'targetType',
  'target',
  'text',
  'duration',
  'occurredAt',
  'author',
  'attachment',
] as const;

/** A field of the form; an error about one of them is shown beside it. */
export type FieldName = (typeof fieldNames)[number];

/** A field whose value is text, kept exactly as typed, whether it makes sense or not. A file has no such value. */
export type ValueField = Exclude<FieldName, 'attachment'>;

/** The text values of the form. `account` is an account's id, `occurredAt` is '' (now) or an ISO 8601 instant. */
export type DraftValues = Readonly<Record<ValueField, string>>;

/** All that host and page know about a field of the form. */
interface FormField {
  /** The field whose row it shares, problems included; absent: it has a row of its own. */
  readonly rowOf?: FieldName;
  /** Whether it decides whom the note goes to: after a change the target has to be read again. */
  readonly isAddress?: true;
  /** Whether a new draft has a value already, which is no content of its own. */
  readonly isPreset?: true;
  /** It exists only while another field has this value. */
  readonly onlyWhile?: { readonly field: ValueField; readonly is: string };
  /** Other fields whose change makes its problem old news. */
  readonly dependsOn?: readonly FieldName[];
  /** What a person can do with it while a stored note is changed. */
  readonly whileEditing: 'editable' | 'fixed' | 'hidden';
  /** Whether drafts written before the field existed lack it; it is '' then. */
  readonly isMissingInOldDrafts?: true;
}

/**
 * The one table of the form's fields: draft, messages, problems and page are made from it. What the host alone knows of
 * them is in fieldRules.ts.
 */
export const formFields: Readonly<Record<FieldName, FormField>> = {
  account: { isAddress: true, isPreset: true, whileEditing: 'fixed' },
  kind: { isPreset: true, whileEditing: 'fixed' },
  targetType: {
    rowOf: 'target',
    isAddress: true,
    isPreset: true,
    dependsOn: ['account', 'target'],
    whileEditing: 'fixed',
  },
  target: {
    isAddress: true,
    dependsOn: ['account', 'targetType'],
    whileEditing: 'fixed',
  },
  text: { whileEditing: 'editable' },
  duration: {
    onlyWhile: { field: 'kind', is: 'call' },
    dependsOn: ['kind'],
    whileEditing: 'editable',
  },
  occurredAt: { whileEditing: 'editable' },
  author: { whileEditing: 'editable' },
  attachment: { whileEditing: 'hidden' },
};

/** The fields whose value is text, in the form's order. */
export const valueFields: readonly ValueField[] = fieldNames.filter((name) => name !== 'attachment');

/** Whether a name, from a message or a file, is one of the form's fields. */
export function isFieldName(name: string | undefined): name is FieldName {
  return fieldNames.some((field) => field === name);
}

/** The field whose row a problem stands at; undefined: it is no field's. */
export function rowOf(field: string): FieldName | undefined {
  return isFieldName(field) ? (formFields[field].rowOf ?? field) : undefined;
}

/** One thing for each text value. */
export function forEachValue<T>(make: (field: ValueField) => T): Record<ValueField, T> {
  const made: Partial<Record<ValueField, T>> = Object.fromEntries(
    valueFields.map((field) => [field, make(field)]),
  );
  if (!isComplete(made)) throw new Error('A field of the form is missing.');
  return made;
}

function isComplete<T>(made: Partial<Record<ValueField, T>>): made is Record<ValueField, T> {
  return valueFields.every((field) => field in made);
}

/** Whether a field exists beside these values. */
export function existsWith(name: FieldName, values: DraftValues): boolean {
  const { onlyWhile } = formFields[name];
  return onlyWhile === undefined || values[onlyWhile.field] === onlyWhile.is;
}

/** Whether a change of `changed` makes a problem of `problem` old news. */
export function clearsProblem(changed: FieldName, problem: FieldName): boolean {
  return changed === problem || (formFields[problem].dependsOn ?? []).includes(changed);
}
