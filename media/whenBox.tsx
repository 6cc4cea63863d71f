import { parseWhen } from '../src/form/whenWords.ts';
import { words } from '../src/form/words.ts';
import { dateText, fullDateText, zoneText } from './dateText.ts';
import { TextField } from './field.tsx';
import { Popover } from './popover.tsx';
import type { FormProps } from './props.ts';
import { instantFromLocal, localFromInstant } from './time.ts';

/** When it happened: in words, or with the browser's own picker. Both say in which time zone. */
export function WhenBox({ view, page, acts }: FormProps) {
  const { occurredAt } = view.values;
  const typed = page.when ?? (occurredAt === '' ? '' : dateText(occurredAt));
  const echo = echoOf(typed, page.when === undefined ? occurredAt : undefined);
  return (
    <Popover anchor="occurredAt" role="dialog" label={words.labels.occurredAt} close={acts.close}>
      <TextField
        id="when-field"
        label={words.labels.occurredAt}
        value={typed}
        example={words.whenExample}
        isInvalid={echo.isBad}
        describedBy="when-echo when-zone"
        edit={acts.typeWhen}
      />
      <p id="when-echo" class={echo.isBad ? 'echo' : 'echo quiet'} role="status">
        {echo.text}
      </p>
      <DateField occurredAt={occurredAt} edit={acts.pickDate} />
      <p id="when-zone" class="quiet">
        {`${words.zone} ${zoneText(occurredAt === '' ? new Date() : new Date(occurredAt))}`}
      </p>
    </Popover>
  );
}

/** What the words mean; `known`: the instant, where they were made from one. */
function echoOf(
  typed: string,
  known: string | undefined,
): { readonly text: string; readonly isBad: boolean } {
  if (typed.trim() === '') return { text: words.whenBlank, isBad: false };
  const at = known === undefined ? parseWhen(typed, new Date()) : new Date(known);
  if (at === undefined || Number.isNaN(at.getTime())) return { text: words.whenUnclear, isBad: true };
  if (at.getTime() > Date.now()) return { text: words.whenFuture, isBad: true };
  return { text: `= ${fullDateText(at)}`, isBad: false };
}

/**
 * A half-typed date reads as an empty one, which would mean "now": it is no edit until it is whole. Only the browser
 * knows that it is half typed, and clears it when its value or its limit is set.
 */
function DateField({
  occurredAt,
  edit,
}: {
  readonly occurredAt: string;
  readonly edit: (value: string) => void;
}) {
  return (
    <input
      id="when-date"
      type="datetime-local"
      aria-label={words.date}
      aria-describedby="when-zone"
      // Not `value`: what is half typed stays.
      ref={(input) => {
        if (input === null || input.validity.badInput) return;
        const local = localFromInstant(occurredAt);
        if (input.value !== local) input.value = local;
        if (input.max === '') input.max = localFromInstant(new Date().toISOString());
      }}
      onInput={({ currentTarget: { validity, value } }) => {
        if (!validity.badInput) edit(instantFromLocal(value));
      }}
    />
  );
}
