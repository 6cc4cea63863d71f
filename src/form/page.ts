import { escapeUTF8 as escape } from 'entities/escape';
import { tag } from './html.ts';
import { icons } from './icons.ts';
import type { Snapshot } from './messages.ts';
import { skeleton } from './skeleton.ts';

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

/**
 * The page's policy: nothing loads but our own style sheet and the one script that carries the nonce. Pictures are those
 * that the page itself made of bytes which the user pasted or chose; no address can be asked for one.
 */
export function contentSecurityPolicy(nonce: string, cspSource: string): string {
  return (
    `default-src 'none'; base-uri 'none'; form-action 'none'; ` +
    `style-src ${cspSource}; script-src 'nonce-${nonce}'; img-src blob:`
  );
}

/**
 * The whole HTML of the form. It has the labels and rows already, so that the first paint is the form and not an empty
 * page. The script takes the snapshot from an attribute, where it is escaped JSON.
 */
export function formPage(page: FormPage): string {
  const { snapshot } = page;
  const main = tag('main', { id: 'form', 'data-snapshot': JSON.stringify(snapshot) }, ...skeleton(snapshot));
  const shapes = Object.entries(icons).map(([id, d]) =>
    tag('symbol', { id, viewBox: '0 0 16 16' }, tag('path', { d })),
  );
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
${tag('svg', { hidden: true }, ...shapes).html}
${main.html}
<script nonce="${escape(page.nonce)}" src="${escape(page.scriptUri)}"></script>
</body>
</html>
`;
}
