import { accountTitle, asHeading, rowsFor, targetTypeFor } from './shape.ts';
import { words } from './words.ts';
import type { Snapshot } from './messages.ts';

/** What {@link formPage} is made from. */
export interface FormPage {
  /** New for every page, unguessable, of the base64 alphabet. */
  readonly nonce: string;
  /** The webview's `cspSource`. */
  readonly cspSource: string;
  readonly scriptUri: string;
  readonly styleUri: string;
  /** What the form shows first; the script draws it before the host has answered. */
  readonly snapshot: Snapshot;
  /** BCP 47 tag of the language that `words` are in. */
  readonly language: string;
}

/** The page's policy: nothing loads but our own style sheet and the one script that carries the nonce. */
export function contentSecurityPolicy(nonce: string, cspSource: string): string {
  return (
    `default-src 'none'; base-uri 'none'; form-action 'none'; ` +
    `style-src ${cspSource}; script-src 'nonce-${nonce}'`
  );
}

/**
 * The whole HTML of the form. Labels and rows stand in it already, so that the first paint is the form and not an
 * empty page; values come from the snapshot, which lies in an attribute as escaped JSON.
 */
export function formPage(page: FormPage): string {
  const { snapshot } = page;
  const rows = rowsFor(snapshot);
  const targetType = targetTypeFor(snapshot);
  const account = snapshot.accounts.find(({ id }) => id === snapshot.values.account);
  return `<!DOCTYPE html>
<html lang="${escape(page.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escape(contentSecurityPolicy(page.nonce, page.cspSource))}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${escape(page.styleUri)}">
<title>Notelog</title>
</head>
<body>
<main id="form" data-snapshot="${escape(JSON.stringify(snapshot))}">
<p id="reload" class="problem" role="alert" hidden></p>
<div class="fields">
<p id="editing" class="banner" role="note"${hiddenUnless(snapshot.editing !== undefined)}></p>
<div class="row" data-row="account">
<div class="heading"><label for="account"${hiddenUnless(rows.account)}>${words.account}</label
><span id="account-heading"${hiddenUnless(!rows.account)}>${words.account}</span
><button id="add-account" type="button" class="link">${words.addAccount}</button></div>
<select id="account" aria-describedby="account-problem"${hiddenUnless(rows.account)}></select>
<p id="account-line"${hiddenUnless(!rows.account)}><strong id="account-name" dir="auto">${escape(account === undefined ? words.noAccount : accountTitle(account))}</strong></p>
${problem('account')}</div>
<fieldset class="row" data-row="kind" role="radiogroup" aria-describedby="kind-problem"${hiddenUnless(rows.kind)}>
<legend class="unseen">${words.kind}</legend>
<div class="segments">
${radio('note')}
${radio('call')}
</div>
${problem('kind')}</fieldset>
<div class="row" data-row="target">
<div class="heading"><label for="target" id="target-label">${escape(asHeading(targetType?.label ?? words.target))}</label> <span id="target-hint" class="hint">${escape(targetType?.idLabel ?? '')}</span></div>
<div class="target" id="target-box">
<select id="targetType" aria-label="${words.targetType}"${hiddenUnless(rows.targetType)}></select>
<input id="target" type="text" dir="auto" autocomplete="off" spellcheck="false" role="combobox" aria-autocomplete="list" aria-haspopup="listbox" aria-expanded="false" aria-controls="found-list" aria-required="true" aria-describedby="target-hint target-problem">
<div id="found" class="popup" hidden>
<p id="found-within" class="hint" dir="auto" hidden></p>
<div id="found-list" role="listbox" aria-label="${words.found}"></div>
<p id="found-told" class="hint" hidden></p>
</div>
</div>
<p id="found-status" class="unseen" role="status"></p>
${problem('target')}
<div id="choices" role="group" aria-labelledby="choices-heading" hidden>
<p id="choices-heading">${words.choices}</p>
<ul id="choices-list"></ul>
</div>
</div>
<div class="row" data-row="text">
<div class="heading"><label for="text">${words.text}</label> <span id="text-format" class="hint">${words.textFormats[snapshot.textFormat]}</span> <span id="text-count" class="hint" hidden></span></div>
<textarea id="text" rows="6" dir="auto" aria-required="true" aria-describedby="text-format text-problem"></textarea>
${problem('text')}</div>
<div class="pair">
<div class="row" data-row="duration"${hiddenUnless(rows.duration)}>
<label for="duration">${words.duration}</label>
<input id="duration" type="text" autocomplete="off" spellcheck="false" placeholder="${words.durationExample}" aria-describedby="duration-problem">
${problem('duration')}</div>
<div class="row" data-row="occurredAt"${hiddenUnless(rows.occurredAt)}>
<div class="heading"><label for="occurredAt">${words.occurredAt}</label> <span id="occurredAt-hint" class="hint">${words.occurredAtHint}</span></div>
<input id="occurredAt" type="datetime-local" aria-describedby="occurredAt-hint occurredAt-problem">
${problem('occurredAt')}</div>
<div class="row" data-row="author"${hiddenUnless(rows.author)}>
<div class="heading"><label for="author">${words.author}</label> <span id="author-hint" class="hint"></span></div>
<input id="author" type="text" inputmode="${snapshot.shape.author === 'email' ? 'email' : 'text'}" dir="auto" autocomplete="off" spellcheck="false" list="authors" aria-describedby="author-hint author-problem">
<datalist id="authors"></datalist>
${problem('author')}</div>
<div class="row" data-row="attachment" role="group" aria-labelledby="attachment-heading"${hiddenUnless(rows.attachment)}>
<p id="attachment-heading">${words.attachment}</p>
<div class="attachment">
<button id="attach" type="button" class="secondary" aria-describedby="attachment-problem">${words.attach}</button>
<span id="attachment-name" dir="auto" hidden></span><span id="attachment-size" class="hint" hidden></span
><button id="detach" type="button" class="link" hidden>${words.detach}</button>
</div>
${problem('attachment')}</div>
</div>
</div>
<div class="foot">
<div id="progress" class="progress" hidden></div>
<p id="alert" role="alert"></p>
<p id="status" role="status" tabindex="-1"></p>
<p id="destination" aria-live="off">${marks}<span id="destination-text"></span></p>
<div class="actions">
<button id="send" type="button" class="primary" title="${words.sendKeys}" aria-keyshortcuts="Control+Enter Meta+Enter" aria-describedby="destination-text">${words.send}</button>
<button id="cancel" type="button" class="secondary" hidden>${words.cancel}</button>
<button id="discard" type="button" class="secondary">${words.discard}</button>
</div>
</div>
</main>
<script nonce="${escape(page.nonce)}" src="${escape(page.scriptUri)}"></script>
</body>
</html>
`;
}

/** Told apart by shape, not by colour alone; the words beside them say the same. */
const marks = `<svg class="mark" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
<path class="mark-checked" d="M3 8.5 6.5 12 13 4.5"/>
<path class="mark-warning" d="M8 2 14.5 13.5H1.5zM8 6v4M8 11.2v1"/>
<circle class="mark-open" cx="8" cy="8" r="5.5"/>
</svg>`;

function radio(kind: keyof typeof words.kinds): string {
  return (
    `<label class="segment" data-kind="${kind}">` +
    `<input type="radio" name="kind" id="kind-${kind}" value="${kind}">${words.kinds[kind]}</label>`
  );
}

function problem(field: string): string {
  return `<p class="problem" id="${field}-problem" hidden></p>`;
}

function hiddenUnless(shown: boolean): string {
  return shown ? '' : ' hidden';
}

/** For text and for attribute values in double quotes. */
function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
