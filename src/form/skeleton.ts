import { chipIcons, chipsOf, chipText } from './chipWords.ts';
import { tag, type Html } from './html.ts';
import type { IconName } from './icons.ts';
import { loggedIcons, loggedText } from './loggedLine.ts';
import type { Card, Snapshot } from './messages.ts';
import { accountTitle, isShown } from './shape.ts';
import { words } from './words.ts';

/**
 * The form as it is painted before its script has run, so that the first thing to be seen is the form and not an empty
 * pane: the same elements in the same places, as media/view.tsx draws them. The script takes them over. What only the
 * browser knows, such as its time zone, is left out.
 */
export function skeleton(snapshot: Snapshot): readonly Html[] {
  const { recipient, values, editing } = snapshot;
  const label = editing !== null ? words.logChange : words.log[values.kind === 'call' ? 'call' : 'note'];
  return [
    tag(
      'div',
      { class: 'body' },
      head(snapshot),
      tag(
        'div',
        { class: 'recipient' },
        recipient.state === 'chosen' ? card(recipient.card, editing !== null) : search(snapshot),
      ),
      tag(
        'div',
        { class: 'text' },
        tag('textarea', { id: 'text', dir: 'auto', placeholder: words.textExample }, values.text),
      ),
      chips(snapshot),
    ),
    tag(
      'div',
      { class: 'foot' },
      tag('div', { id: 'state', class: 'state' }, ...state(snapshot)),
      tag(
        'div',
        { class: 'split' },
        tag('button', { id: 'log', class: 'primary' }, tag('span', {}, label)),
        tag('button', { id: 'more', class: 'primary arrow' }, icon('down')),
      ),
    ),
  ];
}

function icon(name: IconName, className = ''): Html {
  const attributes = { class: `icon ${className}`.trim(), 'aria-hidden': 'true' };
  return tag('svg', attributes, tag('use', { href: `#${name}` }));
}

function head(snapshot: Snapshot): Html {
  const { accounts, values, shape, editing } = snapshot;
  const account = accounts.find(({ id }) => id === values.account);
  const segments = (['note', 'call'] as const)
    .filter((kind) => shape.kinds.includes(kind))
    .map((kind) => {
      const attributes = { type: 'radio', name: 'kind', id: `kind-${kind}`, checked: values.kind === kind };
      return tag('label', { class: 'segment' }, tag('input', attributes), words.kinds[kind]);
    });
  return tag(
    'div',
    { class: 'head' },
    editing === null
      ? isShown('kind', snapshot) && tag('div', { class: 'segments' }, ...segments)
      : tag(
          'p',
          { id: 'editing', class: 'editing' },
          words.editing[values.kind === 'call' ? 'call' : 'note'],
        ),
    choice('account', account === undefined ? words.noAccount : accountTitle(account)),
  );
}

function choice(name: 'account' | 'scope', chosen: string): Html {
  return tag('div', { class: name }, tag('select', { id: name }, tag('option', {}, chosen)), icon('down'));
}

function search({ searchHint, values }: Snapshot): Html {
  const attributes = {
    id: 'target',
    type: 'text',
    dir: 'auto',
    placeholder: searchHint,
    value: values.target,
  };
  return tag('div', { class: 'search' }, icon('search'), tag('input', attributes));
}

function card({ name, facts, scope, lastNote, warning, checking, ...can }: Card, isFixed: boolean): Html {
  const button = (kind: IconName) => tag('button', { class: 'iconButton' }, icon(kind));
  const chosen = scope?.choices.find(({ key }) => key === scope.value);
  return tag(
    'div',
    { id: 'card', class: 'card', 'data-scope': String(scope !== null) },
    tag('button', { id: 'customer', class: 'cardName', dir: 'auto' }, name),
    tag(
      'div',
      { class: 'cardActions' },
      tag('span', { class: 'pins' }, button('pin')),
      can.hasPage && button('linkOut'),
      can.timer !== 'none' && button(can.timer === 'start' ? 'timer' : 'stop'),
      !isFixed && button('close'),
    ),
    tag(
      'p',
      { class: 'cardFacts quiet', dir: 'auto' },
      checking ? words.checkingCustomer : facts.join(' · '),
    ),
    chosen !== undefined && choice('scope', chosen.label),
    lastNote.state !== 'none' && tag('p', { class: 'lastNote quiet' }, words.readingLastNote),
    warning !== '' && tag('p', { class: 'warning' }, icon('warning', 'warns'), tag('span', {}, warning)),
  );
}

function chips(snapshot: Snapshot): Html {
  const buttons = chipsOf(snapshot).map((field) => {
    const text = chipText(field, snapshot, () => '');
    const attributes = { id: field, class: 'chip' };
    return tag(
      'button',
      attributes,
      icon(chipIcons[field]),
      text !== '' && tag('span', { class: 'chipText', dir: 'auto' }, text),
    );
  });
  const details = { id: 'details', class: 'chip' };
  return tag(
    'div',
    { class: 'chips' },
    tag('div', { class: 'toolbar' }, ...buttons),
    buttons.length > 0 &&
      tag(
        'button',
        details,
        icon('sliders'),
        tag('span', { class: 'chipText' }, words.details),
        icon('down'),
      ),
  );
}

function state({ recipient, files, logged }: Snapshot): readonly Html[] {
  if (logged !== null) {
    const { icon: name, tone } = loggedIcons[logged.state];
    const button = (id: string, label: string) => tag('button', { id, class: 'link' }, label);
    return [
      tag('p', { class: 'says' }, icon(name, tone), tag('span', { dir: 'auto' }, loggedText(logged))),
      ...(logged.canUndo ? [button('undo', words.undo)] : []),
      ...(logged.resolve !== ''
        ? [button('resolve', logged.resolve)]
        : logged.canOpen
          ? [button('open-logged', words.open)]
          : []),
    ];
  }
  if (recipient.state !== 'chosen')
    return [
      tag(
        'p',
        { id: 'about', class: 'says quiet' },
        icon('open', 'quiet'),
        tag('span', { dir: 'auto' }, words.chooseCustomer),
      ),
    ];
  const { name, warning } = recipient.card;
  const notes = files.notes > 1 ? [tag('br', {}), `${files.notes} ${words.notes}`] : [];
  return [
    tag(
      'p',
      { id: 'about', class: 'says' },
      warning === '' ? icon('check', 'good') : icon('warning', 'warns'),
      tag('span', { dir: 'auto' }, `${words.about} `, tag('strong', { dir: 'auto' }, name), ...notes),
    ),
  ];
}
