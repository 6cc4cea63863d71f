import { language } from './language.ts';
import { words } from '../src/form/words.ts';
import { Problem, problemOf } from './problem.tsx';
import type { FormProps } from './props.ts';

/** The note itself: it takes what the rest leaves of the pane. */
export function Text({ view, acts }: FormProps) {
  const { values, textFormat, recipient, editing } = view;
  const message = problemOf(view, 'text');
  const corner = cornerText(view);
  return (
    <div class="text">
      <textarea
        id="text"
        dir="auto"
        placeholder={words.textExample}
        aria-label={words.labels.text}
        aria-required
        aria-invalid={message !== ''}
        aria-describedby="text-format text-problem"
        value={values.text}
        onInput={({ currentTarget: { value } }) => acts.edit('text', value)}
        onKeyDown={(event) => {
          // A key that is held to delete a text must not delete whom it is about.
          if (event.key !== 'Backspace' || event.repeat || event.isComposing || values.text !== '') return;
          if (recipient.state !== 'chosen' || editing !== null) return;
          event.preventDefault();
          acts.clearRecipient();
        }}
      />
      <span id="text-format" class="unseen">
        {words.textFormats[textFormat]}
      </span>
      {corner !== '' && message === '' && (
        <span class={isTooLong(view) ? 'bad corner' : 'quiet corner'} aria-hidden="true">
          {corner}
        </span>
      )}
      {editing !== null && editing.hint !== '' && (
        <p id="hint" class="quiet wrap" title={editing.hint}>
          {editing.hint}
        </p>
      )}
      <Problem field="text" message={message} />
    </div>
  );
}

/** What the text is taken for, while there is none; its length, once it is near the longest that is taken. */
function cornerText({ values: { text }, textFormat, shape: { longestText } }: FormProps['view']): string {
  if (text === '' || textFormat === 'file') return words.textFormats[textFormat];
  if (longestText === null || text.length <= longestText * 0.8) return '';
  const format = new Intl.NumberFormat(language);
  return `${format.format(text.length)} / ${format.format(longestText)}`;
}

function isTooLong({ values: { text }, shape: { longestText } }: FormProps['view']): boolean {
  return longestText !== null && text.length > longestText;
}
