import { words } from '../src/form/words.ts';
import { TextField } from './field.tsx';
import { Popover } from './popover.tsx';
import { problemOf } from './problem.tsx';
import type { FormProps } from './props.ts';

/** As many as fit a small box. */
const most = 6;

/** In whose name the note is logged: typed, or one of those who wrote before. */
export function AuthorBox({ view, acts }: FormProps) {
  const { values, shape, authors } = view;
  const typed = values.author.trim().toLowerCase();
  const isSeen = authors.some((author) => author.toLowerCase() === typed);
  const fitting = authors.filter((author) => isSeen || author.toLowerCase().includes(typed)).slice(0, most);
  return (
    <Popover anchor="author" role="dialog" label={words.labels.author} close={acts.close}>
      <TextField
        id="author-field"
        label={words.labels.author}
        value={values.author}
        example={shape.author === null ? '' : words.authorHints[shape.author]}
        inputMode={shape.author === 'email' ? 'email' : 'text'}
        isInvalid={problemOf(view, 'author') !== ''}
        describedBy="author-hint"
        edit={(value) => acts.edit('author', value)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown') return;
          event.preventDefault();
          document.querySelector<HTMLElement>('.suggestions .row')?.focus();
        }}
      />
      <p id="author-hint" class="echo quiet">
        {words.authorBlank}
      </p>
      {fitting.length > 0 && (
        <div class="suggestions" role="group" aria-label={words.seenAuthors}>
          {fitting.map((author) => (
            <button
              key={author}
              class="row"
              onClick={() => {
                acts.edit('author', author);
                acts.close(true);
              }}
              onKeyDown={({ key, currentTarget }) => {
                const { nextElementSibling: next, previousElementSibling: previous } = currentTarget;
                const to = key === 'ArrowDown' ? next : key === 'ArrowUp' ? (previous ?? field()) : null;
                if (to instanceof HTMLElement) to.focus();
              }}
            >
              <span class="rowName" dir="auto">
                {author}
              </span>
            </button>
          ))}
        </div>
      )}
    </Popover>
  );
}

function field(): HTMLElement | null {
  return document.getElementById('author-field');
}
