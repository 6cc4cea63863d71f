import { chipIcons, chipText, chipsOf, type ChipField } from '../src/form/chipWords.ts';
import { words } from '../src/form/words.ts';
import { AuthorBox } from './authorBox.tsx';
import { dateText } from './dateText.ts';
import { DurationBox } from './durationBox.tsx';
import { FilesBox } from './filesBox.tsx';
import { Icon } from './icon.tsx';
import { withKey } from './keys.ts';
import { Menu } from './popover.tsx';
import { Problem, problemOf } from './problem.tsx';
import type { FormProps } from './props.ts';
import { stepTo } from './steps.ts';
import { clockText, secondsNow } from './timer.ts';
import { WhenBox } from './whenBox.tsx';

/** What is opened by each chip. */
const boxes = {
  duration: DurationBox,
  occurredAt: WhenBox,
  author: AuthorBox,
  attachment: FilesBox,
} satisfies Record<ChipField, unknown>;

const [left, right] = ['ArrowLeft', 'ArrowRight'] as const;

/** The small facts of a note, along the toolbar pattern: one stop for Tab. In a low pane they are a menu. */
export function Chips(props: FormProps) {
  const { view, page, acts } = props;
  const chips = chipsOf(view);
  const { opened } = page;
  const isWrong = chips.some((field) => problemOf(view, field) !== '');
  const openedChip = chips.find((chip) => chip === opened);
  const Box = openedChip && boxes[openedChip];
  return (
    <>
      <div class="chips">
        <div
          class="toolbar"
          role="toolbar"
          aria-label={words.details}
          onKeyDown={(event) => {
            const at = chips.indexOf(page.chip);
            const isMirrored = getComputedStyle(event.currentTarget).direction === 'rtl';
            const to = stepTo(event.key, at, chips.length, isMirrored ? [right, left] : [left, right]);
            const chip = chips[to];
            if (to === at || chip === undefined) return;
            event.preventDefault();
            acts.goToChip(chip);
          }}
        >
          {chips.map((field) => (
            <Chip
              key={field}
              field={field}
              isStop={field === (chips.includes(page.chip) ? page.chip : chips[0])}
              {...props}
            />
          ))}
        </div>
        {chips.length > 0 && (
          <button
            id="details"
            class="chip"
            aria-haspopup="menu"
            aria-expanded={opened === 'menu'}
            onClick={() => acts.open('menu')}
          >
            <Icon name={isWrong ? 'error' : 'sliders'} tone={isWrong ? 'bad' : ''} />
            <span class="chipText">{words.details}</span>
            <Icon name="down" />
          </button>
        )}
      </div>
      {chips.map((field) => (
        <Problem key={field} field={field} message={problemOf(view, field)} />
      ))}
      {opened === 'menu' && (
        <Menu
          anchor="details"
          label={words.details}
          close={acts.close}
          items={chips.map((field) => ({
            label: `${words.labels[field]}: ${chipText(field, view, dateText) || words.noFiles}`,
            act: () => acts.open(field),
          }))}
        />
      )}
      {Box !== undefined && <Box {...props} />}
    </>
  );
}

function Chip({
  field,
  isStop,
  view,
  page,
  acts,
}: FormProps & { readonly field: ChipField; readonly isStop: boolean }) {
  const name = words.labels[field];
  const timed =
    field === 'duration' && view.values.duration === '' && view.timer?.running === true ? view.timer : null;
  const text =
    timed === null ? chipText(field, view, dateText) : clockText(secondsNow(timed, page.snapshotAt));
  const isWrong = problemOf(view, field) !== '';
  return (
    <button
      id={field}
      class="chip"
      tabIndex={isStop ? 0 : -1}
      title={field === 'author' ? name : withKey(name, keys[field])}
      aria-label={text === '' ? name : `${name}: ${text}`}
      aria-haspopup="dialog"
      aria-expanded={page.opened === field}
      aria-describedby={isWrong ? `${field}-problem` : undefined}
      onClick={() => acts.open(field)}
      onFocus={() => acts.goToChip(field)}
    >
      <Icon name={isWrong ? 'error' : chipIcons[field]} tone={isWrong ? 'bad' : ''} />
      {text !== '' && (
        <span class="chipText" dir="auto">
          {text}
        </span>
      )}
    </button>
  );
}

/** The acts that open the chips which have a key. */
const keys = { duration: 'setDuration', occurredAt: 'setTime', attachment: 'attach' } as const;
