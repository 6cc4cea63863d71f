import { chipsOf, isChip } from '../src/form/chipWords.ts';
import { loggedIcons, loggedText } from '../src/form/loggedLine.ts';
import type { Snapshot } from '../src/form/messages.ts';
import { words } from '../src/form/words.ts';
import { rowOf } from '../src/model/fields.ts';
import { Icon, Line } from './icon.tsx';
import { isMac } from './keys.ts';
import { Menu, type MenuItem } from './popover.tsx';
import { problemOf } from './problem.tsx';
import type { FormProps } from './props.ts';

/** The foot, which is always in view: what is true of this note, and the button that logs it. */
export function Foot(props: FormProps) {
  const { view } = props;
  return (
    <div class="foot">
      {view.unsaved !== '' && (
        <Line id="unsaved" class="notice" role="alert" icon="error" tone="bad">
          {view.unsaved}
        </Line>
      )}
      {view.notice !== null && (
        <Line
          id="notice"
          class="notice"
          {...(view.notice.isError
            ? { role: 'alert', icon: 'error', tone: 'bad' }
            : { role: 'status', icon: 'info', tone: 'quiet' })}
        >
          {view.notice.message}
        </Line>
      )}
      <div id="state" class="state">
        <State {...props} />
      </div>
      <LogButton {...props} />
    </div>
  );
}

/** One line: what stands in the way, or what becomes of the note that was logged, or whom this one is about. */
function State({ view, page, acts }: FormProps) {
  const { logging, logged, recipient } = view;
  const count = view.problems.length + (page.isRefused && problemOf(view, 'target') === '' ? 1 : 0);
  if (page.isLogging) {
    return (
      <>
        <Line class="says" role="status" icon="wait" tone="turns">
          {logging === null || logging.message === '' ? words.logging : logging.message}
        </Line>
        {logging?.canCancel === true && (
          <button id="cancel" class="link" onClick={() => acts.post({ type: 'cancel' })}>
            {words.cancel}
          </button>
        )}
      </>
    );
  }
  if (count > 0) {
    const unplaced = view.problems
      .filter(({ field }) => !isPlaced(view, field))
      .map(({ message }) => message);
    return (
      <button id="to-fix" class="link says" onClick={acts.goToProblem}>
        <Icon name="error" tone="bad" />
        <span>{unplaced.join(' ') || (count === 1 ? words.oneToFix : `${count} ${words.manyToFix}`)}</span>
      </button>
    );
  }
  if (logged !== null) return <Logged logged={logged} acts={acts} />;
  if (recipient.state !== 'chosen') {
    return (
      <Line id="about" class="says quiet" icon="open" tone="quiet">
        {words.chooseCustomer}
      </Line>
    );
  }
  const { card } = recipient;
  const { notes, why } = view.files;
  return (
    <Line
      id="about"
      class="says"
      title={notes > 1 ? `${card.name}\n${why}` : card.name}
      icon={card.warning === '' ? 'check' : 'warning'}
      tone={card.warning === '' ? 'good' : 'warns'}
    >
      {words.about} <strong dir="auto">{aboutWhom(card)}</strong>
      {notes > 1 && (
        <>
          <br />
          {notes} {words.notes}
        </>
      )}
    </Line>
  );
}

type Card = Extract<Snapshot['recipient'], { state: 'chosen' }>['card'];

/** With the part of the customer, where that is not the customer itself. */
function aboutWhom({ name, scope }: Card): string {
  const part = scope?.choices.find(({ key }) => key === scope.value);
  return part === undefined || part.key === scope?.choices[0]?.key ? name : `${name}, ${part.label}`;
}

/** What becomes of the note that was logged. Only what needs the user is an error. */
function Logged({
  logged,
  acts,
}: { readonly logged: NonNullable<Snapshot['logged']> } & Pick<FormProps, 'acts'>) {
  const { entryId, state, canUndo, canOpen, resolve } = logged;
  const text = loggedText(logged);
  const button = (id: string, label: string, type: 'undo' | 'openLogged' | 'resolve') => (
    <button id={id} class="link" onClick={() => acts.post({ type, entryId })}>
      {label}
    </button>
  );
  return (
    <>
      <Line class="says" role={logged.isError ? 'alert' : 'status'} title={text} {...loggedIcons[state]}>
        {text}
      </Line>
      {canUndo && button('undo', words.undo, 'undo')}
      {resolve !== '' && button('resolve', resolve, 'resolve')}
      {canOpen && resolve === '' && button('open-logged', words.open, 'openLogged')}
    </>
  );
}

/** The button says what happens; behind its arrow is what is done less often. */
function LogButton({ view, page, acts }: FormProps) {
  const { editing, values, shape } = view;
  const isCall = values.kind === 'call';
  const label = editing !== null ? words.logChange : words.log[isCall ? 'call' : 'note'];
  const items: MenuItem[] = [
    ...(isCall && editing === null && shape.followUps
      ? [{ label: words.logFollowUp, act: () => acts.log('followUp') }]
      : []),
    { label: words.template, act: () => acts.post({ type: 'template' }) },
    {
      label: editing === null ? words.discard : words.discardChange,
      act: () => acts.forDraft('discard'),
    },
  ];
  const isDisabled = page.isOutdated || page.isLogging;
  return (
    <div class="split">
      <button
        id="log"
        class="primary"
        aria-keyshortcuts="Control+Enter Meta+Enter"
        aria-describedby="state"
        aria-disabled={isDisabled}
        onClick={() => acts.log('nothing')}
      >
        <span>{label}</span>
        <span class="keys" aria-hidden="true">
          {isMac ? words.logKeys.mac : words.logKeys.other}
        </span>
      </button>
      <button
        id="more"
        class="primary arrow"
        title={words.moreActions}
        aria-label={words.moreActions}
        aria-haspopup="menu"
        aria-expanded={page.opened === 'more'}
        onClick={() => acts.open('more')}
      >
        <Icon name="down" />
      </button>
      {page.opened === 'more' && (
        <Menu anchor="more" label={words.moreActions} close={acts.close} items={items} />
      )}
    </div>
  );
}

/** Whether a problem stands at a field that the user sees. */
function isPlaced(view: Snapshot, field: string): boolean {
  const row = rowOf(field);
  return row !== undefined && (!isChip(row) || chipsOf(view).includes(row));
}
