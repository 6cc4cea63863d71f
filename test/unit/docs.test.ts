import { access, glob, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string) => readFile(join(root, path), 'utf8');

/** Paths from the root, of sources, tests and documents. */
async function filesOf(pattern: string): Promise<string[]> {
  const paths: string[] = [];
  for await (const path of glob(pattern, { cwd: root, exclude: ['node_modules/**', '**/.output/**'] }))
    paths.push(path.replaceAll('\\', '/'));
  return paths;
}

/** The numbers of a document's sections: `## 3. Notes`. */
function sectionsOf(text: string): string[] {
  return [...text.matchAll(/^## (\d+)\. /gm)].map(([, number = '']) => number);
}

/** Comments are wrapped anywhere, so their lines are joined before they are searched. */
function citationsIn(text: string): { document: string; sections: string[] }[] {
  const joined = text.replace(/\n\s*(?:\*|\/\/)\s/g, ' ');
  return [...joined.matchAll(/(docs\/api\/\w+\.md)((?:,? sections? \d+(?:(?:,| and) \d+)*)?)/g)].map(
    ([, document = '', cited = '']) => ({ document, sections: cited.match(/\d+/g) ?? [] }),
  );
}

describe('documents', () => {
  test('every section of an API document that code cites exists', async () => {
    const documents = new Map<string, string[]>();
    for (const path of await filesOf('docs/api/*.md')) documents.set(path, sectionsOf(await read(path)));
    let citations = 0;
    for (const path of await filesOf('{src,test,media,scripts}/**/*.{ts,tsx,mjs}')) {
      for (const { document, sections } of citationsIn(await read(path))) {
        citations += sections.length;
        const there = documents.get(document);
        expect(there, `${path} cites ${document}`).toBeDefined();
        for (const section of sections) expect(there, `${path} cites ${document}`).toContain(section);
      }
    }
    expect(citations).toBeGreaterThan(30);
  });

  test('every link to a file of the repository leads to one', async () => {
    let links = 0;
    for (const path of await filesOf('{*,docs/**/*,.github/**/*}.md')) {
      for (const [, target = ''] of (await read(path)).matchAll(
        /\]\((?!https?:|mailto:|command:|#)([^)#]+)/g,
      )) {
        links += 1;
        const file = join(root, dirname(path), target);
        await expect(access(file), `${path} links ${target}`).resolves.toBeUndefined();
      }
    }
    expect(links).toBeGreaterThan(0);
  });

  test('every path that a document names exists', async () => {
    const named = /`((?:src|test|media|scripts|docs|\.github|\.ci)\/[\w./-]*)`/g;
    /** What a run creates, and placeholders for the reader to fill in. */
    const absent = /^test\/\.output|\/NAME\b/;
    let paths = 0;
    for (const path of await filesOf('{README,CONTRIBUTING,docs/**/*}.md'))
      for (const [, name = ''] of (await read(path)).matchAll(named)) {
        if (absent.test(name)) continue;
        paths += 1;
        await expect(access(join(root, name)), `${path} names ${name}`).resolves.toBeUndefined();
      }
    expect(paths).toBeGreaterThan(20);
  });

  test('every promise in the list of promises is a sentence of the README, with a test', async () => {
    const readme = await read('README.md');
    const [, section = ''] = (await read('docs/testing.md')).split("## What holds the README's promises\n");
    const rows = [...(section.split('\n## ')[0] ?? '').matchAll(/^\| (.+) \| (.+) \|$/gm)].slice(2);
    expect(rows.length).toBeGreaterThan(20);
    for (const [, promise = '', tests = ''] of rows) {
      expect(readme).toContain(promise);
      expect(tests).toMatch(/^(`test\/[\w./]+\.ts`(, )?)+$/);
    }
  });

  test('nothing but the suites that replay it refers to material outside of the repository', async () => {
    const replaying = /\/(sandboxShapes|recordings|hostileVectors)\.\w*\.?ts$|^test\/support\//;
    const outside = /\.\.\/shared|\/work\/|API reference|\bseed document\b/;
    for (const path of await filesOf(
      '{*.md,{src,test,media,scripts,docs,.github}/**/*.{ts,tsx,mjs,cjs,md,yml}}',
    )) {
      if (replaying.test(path) || path === 'test/unit/docs.test.ts') continue;
      expect([path, outside.exec(await read(path))?.[0]]).toEqual([path, undefined]);
    }
  });
});
