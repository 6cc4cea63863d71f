import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import * as z from 'zod';
import { besideProject, testBeside } from './besideProject.ts';

/** Markup that would run a script or send a request if it were taken for more than text. */
export interface Vector {
  /** For a failing test's message. */
  readonly name: string;
  readonly payload: string;
}

const cheatsheetSchema = z.object({ vectors: z.array(z.object({ id: z.number(), payload: z.string() })) });

/** The HTML5 Security Cheatsheet, where it lies beside the project; else empty. */
export function cheatsheet(): readonly Vector[] {
  try {
    const { vectors } = cheatsheetSchema.parse(JSON.parse(readFileSync(besideProject.cheatsheet, 'utf8')));
    return vectors.map(({ id, payload }) => ({ name: `html5sec ${id}`, payload }));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

/** For a file that replays the cheatsheet within other tests, so that a run without it counts one as skipped. */
export function expectCheatsheet(): void {
  testBeside('cheatsheet', 'the HTML5 Security Cheatsheet is among the hostile texts', () => {
    expect(cheatsheet().length).toBeGreaterThan(100);
  });
}

/** The editor's own markup: links, some of which run commands, and icons. */
export const editorVectors: readonly Vector[] = [
  { name: 'command link', payload: '[Open](command:workbench.action.toggleZenMode)' },
  { name: 'command link with a title', payload: '[Open](command:workbench.action.toggleZenMode "Invoice")' },
  { name: 'web link', payload: '[Invoice](https://invoice.test/pay)' },
  { name: 'file link', payload: '[Invoice](file:///etc/hostname)' },
  { name: 'icon', payload: '$(verified) checked by the service' },
];

/** The project's own; `canary` is the origin of a server that nothing should ever ask. */
export function ownVectors(canary: string): readonly Vector[] {
  const script = `alert('ran')`;
  return [
    { name: 'script', payload: `<script>${script}</script>` },
    { name: 'script that ends an attribute', payload: `"><script>${script}</script>` },
    { name: 'script that ends JSON in a script', payload: `</script><script>${script}</script>` },
    { name: 'error handler', payload: `<img src=x: onerror="${script}">` },
    { name: 'attribute that gets the focus', payload: `' autofocus onfocus="${script}" x='` },
    { name: 'svg handler', payload: `<svg onload="${script}">` },
    { name: 'image', payload: `<img src="${canary}/image">` },
    { name: 'frame', payload: `<iframe src="${canary}/frame"></iframe>` },
    { name: 'style', payload: `<style>@import url("${canary}/style");</style>` },
    { name: 'style attribute', payload: `<p style="background:url(${canary}/background)">x</p>` },
    { name: 'style sheet', payload: `<link rel=stylesheet href="${canary}/sheet">` },
    { name: 'base', payload: `<base href="${canary}/"><img src="base">` },
    { name: 'refresh', payload: `<meta http-equiv=refresh content="0;url=${canary}/refresh">` },
    { name: 'prefetch', payload: `<link rel=prefetch href="${canary}/prefetch">` },
    { name: 'form', payload: `<form action="${canary}/form"><button autofocus>x</button></form>` },
    { name: 'frame of a script', payload: `<iframe src="javascript:parent.${script}"></iframe>` },
    {
      name: 'frame with markup',
      payload: `<iframe srcdoc="&lt;script>parent.${script}&lt;/script>"></iframe>`,
    },
    { name: 'template', payload: '{{constructor.constructor("alert(1)")()}} ${alert(1)} <%= alert(1) %>' },
    { name: 'Markdown image', payload: `![x](${canary}/markdown)` },
    ...editorVectors,
  ];
}

/** Closes what a vector may have left open, so that the next one is not swallowed by it. */
const closer = ` '"> --></style></title></textarea></script></xmp> `;

/** Several vectors as one text. */
function packed(vectors: readonly Vector[]): string {
  return vectors.map(({ payload }) => payload).join(closer);
}

/** The project's own vectors as texts. */
export function ownTexts(canary: string): readonly string[] {
  return ownVectors(canary).map(({ payload }) => payload);
}

/** The cheatsheet's vectors, ten to a text. */
export function cheatsheetTexts(): readonly string[] {
  const vectors = cheatsheet();
  return Array.from({ length: Math.ceil(vectors.length / 10) }, (_, ten) =>
    packed(vectors.slice(ten * 10, ten * 10 + 10)),
  );
}

/** All of these texts. */
export function hostileTexts(canary: string): readonly string[] {
  return [...ownTexts(canary), ...cheatsheetTexts()];
}
