import { assertNever } from '../base/failure.ts';
import { fenced } from '../markdown/fence.ts';
import { inert } from '../markdown/inert.ts';
import type { Note } from '../model/note.ts';
import type { WireText } from '../providers/provider.ts';
import { noteBody, type Writer } from './noteMarkdown.ts';
import * as words from '../words/history.ts';

/** What a preview shows besides the text. */
interface PreviewFacts {
  readonly kind: string;
  /** The customer's name or id; '' if none is chosen yet. */
  readonly to: string;
  readonly account: string;
}

/**
 * A preview of a text as a Markdown document: how it reads, and the exact HTML or text that will be sent. Nothing in it
 * can run, load or open anything.
 */
export async function previewMarkdown(
  text: Note['text'],
  wire: WireText,
  { kind, to, account }: PreviewFacts,
  writer: Writer,
): Promise<string> {
  const readableText =
    wire.format === 'html'
      ? await noteBody({ text: text.value, html: wire.value }, writer)
      : await noteBody({ text: wire.value }, writer);
  const heading = words.previewFor(
    kind === 'call' ? 'call' : 'note',
    await writer.inlineMarkdown(to === '' ? words.nobodyYet() : to),
  );
  return [
    `# ${heading}`,
    '',
    words.nothingSentYet(await writer.inlineMarkdown(account), wire.format, sourceOf(text)),
    '',
    `## ${words.howItReads()}`,
    '',
    readableText,
    '',
    `## ${words.whatIsSent()}`,
    '',
    inert(fenced(wire.value, wire.format === 'html' ? 'html' : 'text')),
    '',
  ].join('\n');
}

function sourceOf(text: Note['text']): string {
  switch (text.format) {
    case 'markdown':
      return words.fromMarkdown();
    case 'typed':
      return words.fromPlainText();
    case 'file':
      return words.fromFile();
    case 'stored':
      return words.fromStored();
    default:
      return assertNever(text);
  }
}
