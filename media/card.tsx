import type { Card } from '../src/form/messages.ts';
import { words } from '../src/form/words.ts';
import { Icon, IconButton, Line } from './icon.tsx';
import type { FormProps } from './props.ts';
import { clockText, secondsNow } from './timer.ts';

/** The chosen customer. Each line that can come later has its room from the start, so that the text never moves. */
export function CustomerCard(props: FormProps & { readonly card: Card }) {
  const { card, view, acts } = props;
  const isFixed = view.editing !== null;
  return (
    <div
      id="card"
      class="card"
      role="group"
      aria-label={words.labels.target}
      aria-describedby="facts"
      data-scope={card.scope !== null}
    >
      <button
        id="customer"
        class="cardName"
        dir="auto"
        title={card.tooltip === '' ? card.name : `${card.name}\n${card.tooltip}`}
        aria-description={isFixed ? undefined : words.otherCustomer}
        disabled={isFixed}
        onClick={acts.clearRecipient}
        onKeyDown={(event) => {
          if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.key === ' ')
            return;
          // The letter itself goes into the field that has the focus by then.
          if (event.key.length === 1) acts.clearRecipient();
          if (event.key !== 'Backspace' && event.key !== 'Delete') return;
          event.preventDefault();
          acts.clearRecipient();
        }}
      >
        {card.name}
      </button>
      <Actions {...props} />
      <p id="facts" class="cardFacts quiet" dir="auto">
        {card.checking ? words.checkingCustomer : card.facts.join(' · ')}
      </p>
      <Scope {...props} />
      <LastNote {...props} />
      {card.warning !== '' && (
        <Line class="warning" role="status" title={card.warning} icon="warning" tone="warns">
          {card.warning}
        </Line>
      )}
    </div>
  );
}

function Actions({ card, view, page, acts }: FormProps & { readonly card: Card }) {
  const { pinned, hasPage, timer } = card;
  return (
    <div class="cardActions">
      {timer === 'running' && view.timer !== null && (
        <span class="quiet clock">{clockText(secondsNow(view.timer, page.snapshotAt))}</span>
      )}
      <span class="pins">
        <IconButton
          icon="pin"
          label={pinned ? words.unpin : words.pin}
          isPressed={pinned}
          act={() => acts.post({ type: 'pin', draftId: view.draftId, pinned: !pinned })}
        />
      </span>
      {hasPage && (
        <IconButton icon="linkOut" label={words.customerPage} act={() => acts.forDraft('openCustomerPage')} />
      )}
      {timer === 'start' && (
        <IconButton icon="timer" label={words.startTimer} act={() => acts.forDraft('startTimer')} />
      )}
      {timer === 'running' && (
        <IconButton icon="stop" label={words.stopTimer} act={() => acts.post({ type: 'stopTimer' })} />
      )}
      {view.editing === null && (
        <IconButton icon="close" label={words.otherCustomer} act={acts.clearRecipient} />
      )}
    </div>
  );
}

/** Which part of the customer the note is about. */
function Scope({ card: { scope }, view, acts }: FormProps & { readonly card: Card }) {
  if (scope === null) return null;
  return (
    <div class="scope" title={scope.message}>
      <select
        id="scope"
        aria-label={words.scope}
        disabled={view.editing !== null}
        value={scope.value}
        onInput={({ currentTarget: { value } }) => acts.chooseScope(value)}
      >
        {scope.choices.map(({ key, label }) => (
          <option key={key} value={key}>
            {label}
          </option>
        ))}
        {(scope.filling || scope.message !== '') && (
          <option disabled>{scope.message === '' ? words.readingScope : scope.message}</option>
        )}
      </select>
      <Icon name="down" />
    </div>
  );
}

function LastNote({ card: { lastNote }, acts }: FormProps & { readonly card: Card }) {
  switch (lastNote.state) {
    case 'none':
      return null;
    case 'reading':
      return <p class="lastNote quiet">{words.readingLastNote}</p>;
    case 'unknown':
      return (
        <p class="lastNote quiet" title={lastNote.text}>
          {lastNote.text}
        </p>
      );
    case 'note':
      return (
        <p class="lastNote">
          <button class="link" title={words.openLastNote} onClick={() => acts.forDraft('openLastNote')}>
            <span>{lastNote.text}</span>
            <Icon name="right" />
          </button>
        </p>
      );
    default:
      return lastNote satisfies never;
  }
}
