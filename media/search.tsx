import type { Matches } from '../src/form/messages.ts';
import { words } from '../src/form/words.ts';
import { Icon } from './icon.tsx';
import { placeBelow } from './placing.ts';
import type { FormProps } from './props.ts';
import type { Row, SearchList } from './searchList.ts';
import { announcementOf, isSeen, summaryOf } from './searchWords.ts';

/** The search field with its list, along the combobox pattern of ARIA 1.2. */
export function Search({ view, list, acts, isInvalid }: FormProps & { readonly isInvalid: boolean }) {
  const { shown } = list;
  const matches = shown?.matches;
  const count = matches?.groups.reduce((sum, { rows }) => sum + rows.length, 0) ?? 0;
  const isFixed = view.editing !== null;
  return (
    <>
      <div class="search">
        <Icon name="search" />
        <input
          id="target"
          type="text"
          role="combobox"
          dir="auto"
          autocomplete="off"
          spellcheck={false}
          placeholder={view.searchHint}
          aria-label={words.labels.target}
          aria-autocomplete="list"
          aria-haspopup="listbox"
          aria-controls="matches"
          aria-expanded={count > 0}
          aria-activedescendant={matches && shown.active !== '' ? idOf(matches, shown.active) : undefined}
          aria-required
          aria-invalid={isInvalid}
          aria-describedby="target-problem"
          readOnly={isFixed}
          value={view.values.target}
          onInput={({ currentTarget: { value } }) => {
            acts.edit('target', value);
            list.typed(value);
          }}
          onFocus={({ currentTarget: { value } }) => value === '' && !isFixed && list.open('')}
          onClick={({ currentTarget: { value } }) => !isFixed && list.open(value)}
          onBlur={() => list.leave()}
          onKeyDown={(event) => {
            if (event.ctrlKey || event.metaKey || event.isComposing || isFixed) return;
            if (list.key(event, event.currentTarget.value)) event.preventDefault();
          }}
        />
      </div>
      {matches !== undefined && <List matches={matches} active={shown?.active ?? ''} list={list} />}
      <p class="unseen" role="status">
        {matches === undefined ? '' : announcementOf(matches)}
      </p>
    </>
  );
}

interface ListProps {
  readonly matches: Matches;
  readonly active: string;
  readonly list: SearchList;
}

function List({ matches, active, list }: ListProps) {
  const summary = summaryOf(matches);
  const place = (popup: HTMLElement | null) => {
    placeBelow(popup, document.getElementById('target'));
    if (active !== '') document.getElementById(idOf(matches, active))?.scrollIntoView({ block: 'nearest' });
  };
  if (!isSeen(matches)) return null;
  return (
    // The focus stays in the field.
    <div ref={place} class="popup" onMouseDown={(event) => event.preventDefault()}>
      <div
        id="matches"
        class="rows"
        role="listbox"
        aria-label={words.matches}
        hidden={matches.groups.length === 0}
        onMouseEnter={() => list.hover(true)}
        onMouseLeave={() => list.hover(false)}
      >
        {matches.groups.map(({ heading, rows }, at) => (
          <div key={at} role="group" {...(heading !== '' && { 'aria-labelledby': `group-${at}` })}>
            {heading !== '' && (
              <div id={`group-${at}`} class="quiet heading" role="presentation">
                {heading}
              </div>
            )}
            {rows.map((row) => (
              <Option
                key={row.key}
                id={idOf(matches, row.key)}
                row={row}
                isActive={row.key === active}
                list={list}
              />
            ))}
          </div>
        ))}
      </div>
      {summary !== '' && <p class="quiet summary">{summary}</p>}
    </div>
  );
}

interface OptionProps {
  readonly id: string;
  readonly row: Row;
  readonly isActive: boolean;
  readonly list: SearchList;
}

function Option({ id, row, isActive, list }: OptionProps) {
  // What matched in `who` stands at the same places, because that comes first.
  const more = [row.who, row.how].filter((part) => part !== '').join(' · ');
  return (
    <div
      id={id}
      role="option"
      class={row.kind === 'lookUp' ? 'row lookUp' : 'row'}
      aria-selected={isActive}
      title={[row.name, row.who, row.how].filter((part) => part !== '').join('\n')}
      onClick={() => list.take(row.key)}
    >
      {row.kind === 'lookUp' && <Icon name="search" />}
      <span class="rowName" dir="auto">
        {marked(row.name, row.marks)}
      </span>
      {more !== '' && (
        <span class="quiet rowMore" dir="auto">
          {marked(more, row.whoMarks)}
        </span>
      )}
    </div>
  );
}

/** A text, with what matches of it set off. */
function marked(text: string, marks: Row['marks']) {
  let end = 0;
  return [
    ...marks.flatMap(({ from, to }) => {
      const before = text.slice(end, from);
      end = to;
      return [before, <mark key={from}>{text.slice(from, to)}</mark>];
    }),
    text.slice(end),
  ];
}

function idOf({ groups }: Matches, key: string): string {
  return `match-${groups.flatMap(({ rows }) => rows).findIndex((row) => row.key === key)}`;
}
