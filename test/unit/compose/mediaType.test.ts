import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { textFiles, textFilesPath } from '../../../scripts/textFiles.ts';
import { mediaTypeOf } from '../../../src/compose/mediaType.ts';

const office = 'application/vnd.openxmlformats-officedocument';

test.each([
  ['Quote.XLSX', `${office}.spreadsheetml.sheet`],
  ['a.docx', `${office}.wordprocessingml.document`],
  ['a.pptx', `${office}.presentationml.presentation`],
  ['a.odt', 'application/vnd.oasis.opendocument.text'],
  ['a.ods', 'application/vnd.oasis.opendocument.spreadsheet'],
  ['a.xls', 'application/vnd.ms-excel'],
  ['a.msg', 'application/vnd.ms-outlook'],
  ['a.eml', 'message/rfc822'],
  ['a.ics', 'text/calendar'],
  ['a.vcf', 'text/x-vcard'],
  ['a.heic', 'image/heic'],
  ['a.heif', 'image/heif'],
  ['a.avif', 'image/avif'],
  ['a.webp', 'image/webp'],
  ['a.pdf', 'application/pdf'],
  ['a.epub', 'application/epub+zip'],
  ['a.7z', 'application/x-7z-compressed'],
  ['a.json', 'application/json'],
  ['a.csv', 'text/csv'],
  ['a.md', 'text/markdown'],
  ['a.js', 'text/javascript'],
  ['a.m4a', 'audio/mp4'],
  ['report.v1', 'application/octet-stream'],
  ['a.unheard-of', 'application/octet-stream'],
  ['pdf', 'application/octet-stream'],
  ['ts', 'application/octet-stream'],
  ['', 'application/octet-stream'],
  ['.', 'application/octet-stream'],
  ['x.tar.gz', 'application/gzip'],
])('%j is of the type %s', (name, type) => {
  expect(mediaTypeOf(name)).toBe(type);
});

test.each(
  (
    'a.ts a.tsx a.mts a.cts a.d.ts a.svelte a.vue a.astro a.py a.rs a.go a.kt a.rb a.cs a.swift a.ps1 a.bat a.cmd ' +
    'a.sh a.php a.pl a.r a.R a.scala a.ex a.hs a.zig a.gradle a.cmake a.m a.fs a.clj a.jl a.proto a.graphql a.tf a.diff ' +
    'a.patch a.jsonc a.jsonl a.cjs a.tex a.csproj a.properties a.cfg a.rst a.adoc a.pug a.ejs a.twig Makefile Dockerfile ' +
    'LICENSE .gitignore .bashrc yarn.lock src/a.ts'
  ).split(' '),
)('the source file %s is text', (name) => {
  expect(mediaTypeOf(name)).toMatch(/^text\//);
});

test('the names of text files are those of the library', async () => {
  expect(await readFile(textFilesPath, 'utf8')).toBe(await textFiles());
});
