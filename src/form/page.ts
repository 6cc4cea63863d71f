import { escapeUTF8 as escape } from 'entities/escape';
import { rowsHtml } from './fieldHtml.ts';
import { hiddenUnless } from './html.ts';
import type { Snapshot } from './messages.ts';
import { words } from './words.ts';

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
 * The whole HTML of the form. It has the labels and rows already, so that the first paint is the form and not an empty
 * page. The values come from the snapshot, which is in an attribute as escaped JSON.
 */
export function formPage(page: FormPage): string {
  const { snapshot } = page;
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
${rowsHtml(snapshot)}
</div>
<div class="foot">
<div id="progress" class="progress" hidden></div>
<p id="unsaved" class="problem" role="alert" hidden></p>
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

/** They differ in shape, not in colour alone, and the words beside them say the same. */
const marks = `<svg class="mark" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
<path class="mark-checked" d="M3 8.5 6.5 12 13 4.5"/>
<path class="mark-warning" d="M8 2 14.5 13.5H1.5zM8 6v4M8 11.2v1"/>
<circle class="mark-open" cx="8" cy="8" r="5.5"/>
</svg>`;
