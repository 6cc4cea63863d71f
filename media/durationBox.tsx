import { words } from '../src/form/words.ts';
import { formatDuration, parseDuration } from '../src/model/duration.ts';
import { TextField } from './field.tsx';
import { Icon } from './icon.tsx';
import { Popover } from './popover.tsx';
import type { FormProps } from './props.ts';
import { clockText, secondsNow } from './timer.ts';

/** How long the call was: typed, or timed. */
export function DurationBox({ view, page, acts }: FormProps) {
  const { duration } = view.values;
  const seconds = parseDuration(duration);
  const isUnclear = duration.trim() !== '' && seconds === undefined;
  return (
    <Popover anchor="duration" role="dialog" label={words.labels.duration} close={acts.close}>
      <TextField
        id="duration-field"
        label={words.labels.duration}
        value={duration}
        example={words.durationExample}
        isInvalid={isUnclear}
        describedBy="duration-echo"
        edit={(value) => acts.edit('duration', value)}
      />
      <p id="duration-echo" class={isUnclear ? 'echo' : 'echo quiet'} role="status">
        {seconds === undefined ? words.durationUnclear : `= ${formatDuration(seconds, words.units)}`}
      </p>
      <Timer view={view} page={page} acts={acts} />
    </Popover>
  );
}

function Timer({ view, page, acts }: Pick<FormProps, 'view' | 'page' | 'acts'>) {
  const { timer, recipient } = view;
  if (timer !== null) {
    const text = `${words.timerWith} ${timer.about} · ${clockText(secondsNow(timer, page.snapshotAt))}`;
    return (
      <>
        <p class="quiet wrap">{text}</p>
        <button class="secondary" onClick={() => acts.post({ type: 'stopTimer' })}>
          <Icon name="stop" />
          {words.stopTimer}
        </button>
      </>
    );
  }
  if (recipient.state !== 'chosen' || recipient.card.timer !== 'start') return null;
  return (
    <button
      class="secondary"
      onClick={() => {
        acts.close(true);
        acts.forDraft('startTimer');
      }}
    >
      <Icon name="play" />
      {words.startTimer}
    </button>
  );
}
