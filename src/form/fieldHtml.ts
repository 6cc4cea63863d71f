import { escapeUTF8 as escape } from 'entities/escape';
import { formFields, type FieldControl, type FieldName } from '../model/fields.ts';
import { hiddenUnless } from './html.ts';
import type { Snapshot } from './messages.ts';
import { accountTitle, asHeading, isShown, rowNames, targetTypeFor } from './shape.ts';
import { words } from './words.ts';

type RowHtml = (field: FieldName, snapshot: Snapshot) => string;

/** The rows of the form, as they are before the script runs. Narrow ones that follow each other share a line. */
export function rowsHtml(snapshot: Snapshot): string {
  const html = (field: FieldName) => controls[formFields[field].control](field, snapshot);
  const isNarrow = (field: FieldName | undefined) =>
    field !== undefined && formFields[field].isNarrow === true;
  return rowNames
    .map((field, index) => {
      const opens = isNarrow(field) && !isNarrow(rowNames[index - 1]);
      const closes = isNarrow(field) && !isNarrow(rowNames[index + 1]);
      return `${opens ? '<div class="pair">\n' : ''}${html(field)}${closes ? '\n</div>' : ''}`;
    })
    .join('\n');
}

/** The HTML of each kind of control. The script fills in what it shows. */
const controls: Readonly<Record<FieldControl, RowHtml>> = {
  account: (field, snapshot) => {
    const { accounts, values } = snapshot;
    const shown = isShown(field, snapshot);
    const account = accounts.find(({ id }) => id === values.account);
    const label = words.labels[field];
    return `<div class="row" data-row="${field}">
<div class="heading"><label for="${field}"${hiddenUnless(shown)}>${label}</label
><span id="account-heading"${hiddenUnless(!shown)}>${label}</span
><button id="add-account" type="button" class="link">${words.addAccount}</button></div>
<select id="${field}" aria-describedby="${field}-problem"${hiddenUnless(shown)}></select>
<p id="account-line"${hiddenUnless(!shown)}><strong id="account-name" dir="auto">${escape(account === undefined ? words.noAccount : accountTitle(account))}</strong></p>
${problem(field)}</div>`;
  },
  segments: (field, snapshot) =>
    `<fieldset class="row" data-row="${field}" role="radiogroup" aria-describedby="${field}-problem"${hiddenUnless(isShown(field, snapshot))}>
<legend class="unseen">${words.labels[field]}</legend>
<div class="segments">
${radio('note')}
${radio('call')}
</div>
${problem(field)}</fieldset>`,
  select: (field, snapshot) =>
    `<select id="${field}" aria-label="${words.labels[field]}"${hiddenUnless(isShown(field, snapshot))}></select>`,
  search: (field, snapshot) => {
    const type = targetTypeFor(snapshot);
    return `<div class="row" data-row="${field}">
<div class="heading"><label for="${field}" id="target-label">${escape(asHeading(type?.label ?? words.labels[field]))}</label> <span id="target-hint" class="hint">${escape(type?.idLabel ?? '')}</span></div>
<div class="target" id="target-box">
${controls.select('targetType', snapshot)}
<input id="${field}" type="text" dir="auto" autocomplete="off" spellcheck="false" role="combobox" aria-autocomplete="list" aria-haspopup="listbox" aria-expanded="false" aria-controls="matches-list" aria-required="true" aria-describedby="target-hint ${field}-problem">
<div id="matches" class="popup" hidden>
<p id="matches-within" class="hint" dir="auto" hidden></p>
<div id="matches-list" role="listbox" aria-label="${words.matches}"></div>
<p id="matches-message" class="hint" hidden></p>
</div>
</div>
<p id="matches-status" class="unseen" role="status"></p>
${problem(field)}
<div id="choices" role="group" aria-labelledby="choices-heading" hidden>
<p id="choices-heading">${words.choices}</p>
<ul id="choices-list"></ul>
</div>
</div>`;
  },
  textarea: (field, { textFormat }) =>
    `<div class="row" data-row="${field}">
<div class="heading"><label for="${field}">${words.labels[field]}</label> <span id="text-format" class="hint">${words.textFormats[textFormat]}</span> <span id="text-count" class="hint" hidden></span></div>
<textarea id="${field}" rows="6" dir="auto" aria-required="true" aria-describedby="text-format ${field}-problem"></textarea>
${problem(field)}</div>`,
  text: (field, snapshot) => {
    const { [field]: example }: Partial<Record<FieldName, string>> = words.examples;
    const placeholder = example === undefined ? '' : ` placeholder="${example}"`;
    return `<div class="row" data-row="${field}"${hiddenUnless(isShown(field, snapshot))}>
<label for="${field}">${words.labels[field]}</label>
<input id="${field}" type="text" dir="auto" autocomplete="off" spellcheck="false"${placeholder} aria-describedby="${field}-problem">
${problem(field)}</div>`;
  },
  datetime: (field, snapshot) =>
    `<div class="row" data-row="${field}"${hiddenUnless(isShown(field, snapshot))}>
<div class="heading"><label for="${field}">${words.labels[field]}</label> <span id="${field}-hint" class="hint">${words.occurredAtHint}</span></div>
<input id="${field}" type="datetime-local" aria-describedby="${field}-hint ${field}-problem">
${problem(field)}</div>`,
  author: (field, snapshot) =>
    `<div class="row" data-row="${field}"${hiddenUnless(isShown(field, snapshot))}>
<div class="heading"><label for="${field}">${words.labels[field]}</label> <span id="${field}-hint" class="hint"></span></div>
<input id="${field}" type="text" inputmode="${snapshot.shape.author === 'email' ? 'email' : 'text'}" dir="auto" autocomplete="off" spellcheck="false" list="authors" aria-describedby="${field}-hint ${field}-problem">
<datalist id="authors"></datalist>
${problem(field)}</div>`,
  file: (field, snapshot) =>
    `<div class="row" data-row="${field}" role="group" aria-labelledby="${field}-heading"${hiddenUnless(isShown(field, snapshot))}>
<p id="${field}-heading">${words.labels[field]}</p>
<div class="attachment">
<button id="attach" type="button" class="secondary" aria-describedby="${field}-problem">${words.attach}</button>
<span id="attachment-name" dir="auto" hidden></span><span id="attachment-size" class="hint" hidden></span
><button id="detach" type="button" class="link" hidden>${words.detach}</button>
</div>
${problem(field)}</div>`,
};

function radio(kind: keyof typeof words.kinds): string {
  return (
    `<label class="segment" data-kind="${kind}">` +
    `<input type="radio" name="kind" id="kind-${kind}" value="${kind}">${words.kinds[kind]}</label>`
  );
}

function problem(field: FieldName): string {
  return `<p class="problem" id="${field}-problem" hidden></p>`;
}
