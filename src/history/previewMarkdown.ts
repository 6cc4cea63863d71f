import { assertNever } from '../base/failure.ts';
import { fenced } from '../markdown/fence.ts';
import { inert } from '../markdown/inert.ts';
import type { Note } from '../model/note.ts';
import type { WireText } from '../providers/provider.ts';
import { noteBody, type Writer } from './noteMarkdown.ts';

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
  const what = wire.format === 'html' ? 'HTML' : 'text';
  return [
    `# Preview of a ${kind === 'call' ? 'call' : 'note'} for ${await writer.inlineMarkdown(to === '' ? 'nobody yet' : to)}`,
    '',
    `Nothing is sent yet. ${await writer.inlineMarkdown(account)} gets this ${what}, made from ${sourceOf(text)}.`,
    '',
    '## How it reads',
    '',
    readableText,
    '',
    '## What is sent',
    '',
    inert(fenced(wire.value, wire.format === 'html' ? 'html' : 'text')),
    '',
  ].join('\n');
}

function sourceOf(text: Note['text']): string {
  switch (text.format) {
    case 'markdown':
      return 'the Markdown that you typed';
    case 'typed':
      return 'the plain text that you typed';
    case 'file':
      return 'the text of a file';
    case 'stored':
      return 'the stored text and what you changed in it';
    default:
      return assertNever(text);
  }
}
