import { chipsOf, isChip } from '../src/form/chipWords.ts';
import type { Snapshot } from '../src/form/messages.ts';
import { words } from '../src/form/words.ts';
import { formFields, isFieldName } from '../src/model/fields.ts';
import { Icon } from './icon.tsx';
import { isMac } from './keys.ts';
import { Menu, type MenuItem } from './popover.tsx';
import type { FormProps } from './props.ts';

/** The foot, which is always in view: what is true of this note, and the button that logs it. */
export function Foot(props: FormProps) {
  const { view } = props;
  return (
    <div class="foot">
      {view.unsaved !== '' && (
        <p id="unsaved" class="notice" role="alert">
          <Icon name="error" class="bad" />
          <span>{view.unsaved}</span>
        </p>
      )}
      {view.notice !== null && (
        <p id="notice" class="notice" role={view.notice.isError ? 'alert' : 'status'}>
          <Icon name={view.notice.isError ? 'error' : 'info'} class={view.notice.isError ? 'bad' : 'quiet'} />
          <span>{view.notice.message}</span>
        </p>
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
  const count = view.problems.length + (page.isRefused && !hasProblem(view, 'target') ? 1 : 0);
  if (page.isLogging) {
    return (
      <>
        <p class="says" role="status">
          <Icon name="wait" class="turns" />
          <span>{logging === null || logging.message === '' ? words.logging : logging.message}</span>
        </p>
        {logging?.canCancel === true && (
          <button id="cancel" type="button" class="link" onClick={() => acts.post({ type: 'cancel' })}>
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
      <button id="to-fix" type="button" class="link says" onClick={acts.goToProblem}>
        <Icon name="error" class="bad" />
        <span>{unplaced.join(' ') || (count === 1 ? words.oneToFix : `${count} ${words.manyToFix}`)}</span>
      </button>
    );
  }
  if (logged !== null) return <Logged logged={logged} acts={acts} />;
  return recipient.state === 'chosen' ? (
    <p id="about" class="says">
      <Icon
        name={recipient.card.warning === '' ? 'check' : 'warning'}
        class={recipient.card.warning === '' ? 'good' : 'warns'}
      />
      <span title={recipient.card.name}>
        {words.about} <strong dir="auto">{aboutWhom(recipient.card)}</strong>
        {view.files.notes > 1 && (
          <span title={view.files.why}>
            {' '}
            · {view.files.notes} {words.notes}
          </span>
        )}
      </span>
    </p>
  ) : (
    <p id="about" class="says quiet">
      <Icon name="open" />
      <span>{words.chooseCustomer}</span>
    </p>
  );
}

type Card = Extract<Snapshot['recipient'], { state: 'chosen' }>['card'];

/** With the part of the customer, where that is not the customer itself. */
function aboutWhom({ name, scope }: Card): string {
  const part = scope?.choices.find(({ key }) => key === scope.value);
  return part === undefined || part.key === scope?.choices[0]?.key ? name : `${name}, ${part.label}`;
}

const loggedIcons = {
  undoable: { name: 'check', class: 'good' },
  saving: { name: 'check', class: 'good' },
  pending: { name: 'info', class: 'quiet' },
  checking: { name: 'info', class: 'quiet' },
  needsYou: { name: 'error', class: 'bad' },
} as const;

/** What becomes of the note that was logged. Only what needs the user is an error. */
function Logged({
  logged,
  acts,
}: { readonly logged: NonNullable<Snapshot['logged']> } & Pick<FormProps, 'acts'>) {
  const { entryId, state, message, others, canUndo, canOpen, resolve } = logged;
  const text = others === '' ? message : `${message}, ${others}`;
  const button = (id: string, label: string, type: 'undo' | 'openLogged' | 'resolve') => (
    <button id={id} type="button" class="link" onClick={() => acts.post({ type, entryId })}>
      {label}
    </button>
  );
  return (
    <>
      <p class="says" role={logged.isError ? 'alert' : 'status'} title={text}>
        <Icon {...loggedIcons[state]} />
        <span dir="auto">{text}</span>
      </p>
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
        type="button"
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
        type="button"
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

function hasProblem(view: Snapshot, field: string): boolean {
  return view.problems.some((problem) => problem.field === field);
}

/** Whether a problem stands at a field that the user sees. */
function isPlaced(view: Snapshot, field: string): boolean {
  if (!isFieldName(field)) return false;
  const row = formFields[field].rowOf ?? field;
  return isChip(row) ? chipsOf(view).includes(row) : true;
}
