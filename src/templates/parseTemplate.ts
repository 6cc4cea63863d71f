import { stringify } from 'yaml';
import * as z from 'zod';
import { openingOf, partsOf, readYaml } from '../base/frontMatter.ts';
import { withoutEdges } from '../base/withoutEdges.ts';
import { parseDuration } from '../model/duration.ts';
import { noteKinds } from '../model/note.ts';
import * as words from '../words/templates.ts';
import type { NoTemplate, Template, TemplateOrigin } from './template.ts';

/** Bytes of a template's file. */
export const largestTemplate = 64_000;

const line = z.string().transform(withoutEdges).pipe(z.string().min(1).max(200));
const fields = {
  name: line.optional(),
  provider: line.optional(),
  account: line.optional(),
  kind: z.enum(noteKinds).optional(),
  duration: line.refine((value) => parseDuration(value) !== undefined).optional(),
  customer: line.optional(),
};
const frontSchema = z.looseObject(fields);

/** The name that a template's file gives it: without its extension. */
function nameOfFile(fileName: string): string {
  return fileName.replace(/\.md$/i, '');
}

/** A template as its file holds it. `fileName`: without a path. */
export function parseTemplate(
  fileName: string,
  bytes: Uint8Array,
  origin: TemplateOrigin,
): Template | NoTemplate {
  const failed = (problem: string): NoTemplate => ({ name: fileName, origin, problem });
  if (bytes.byteLength > largestTemplate) return failed(words.tooLarge(largestTemplate / 1000));
  const text = textOf(bytes);
  if (text === undefined) return failed(words.notText());
  const name = nameOfFile(fileName);
  const parts = partsOf(text);
  if (!parts) {
    if (openingOf(text) !== undefined) return failed(words.noEnd());
    return { name, origin, text: bodyOf(text), unknownKeys: [] };
  }
  const read = readYaml(parts.yaml);
  if ('problem' in read)
    return failed(read.problem === 'noYamlIn' ? words.noYamlIn(read.line) : words.noYaml());
  // Nothing between the two lines is an empty front matter.
  const front = frontSchema.safeParse(parts.yaml.trim() === '' ? {} : read.value);
  if (!front.success) {
    const [key] = front.error.issues[0]?.path ?? [];
    return failed(key === undefined ? words.noYaml() : words.badValue(String(key)));
  }
  const { data } = front;
  const unknownKeys = Object.keys(data).filter((key) => !Object.hasOwn(fields, key));
  const { provider, account, kind, duration, customer } = data;
  return {
    name: data.name ?? name,
    origin,
    text: bodyOf(parts.body),
    provider,
    account,
    kind,
    duration,
    customer,
    unknownKeys,
  };
}

/** The file of a template, which {@link parseTemplate} reads as the same one. */
export function formatTemplate({ name, provider, kind, duration, text }: TemplateToSave): string {
  const front = { name, ...(provider && { provider }), ...(kind && { kind }), ...(duration && { duration }) };
  // Strings as JSON, on one line: no value can end the front matter.
  const yaml = stringify(front, {
    defaultKeyType: 'PLAIN',
    defaultStringType: 'QUOTE_DOUBLE',
    doubleQuotedAsJSON: true,
    lineWidth: 0,
  });
  return `---\n${yaml}---\n\n${text}\n`;
}

/** A template that is made of a draft. */
export type TemplateToSave = Pick<Template, 'name' | 'provider' | 'kind' | 'duration' | 'text'>;

function textOf(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}

/** Without the empty line below the front matter, and the last line end. */
function bodyOf(body: string): string {
  return body.replace(/^\r?\n/, '').replace(/\r?\n$/, '');
}
