import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { demoEntities } from '../sandbox/demo.ts';
import { startSandbox } from '../sandbox/sandbox.ts';
import { ask, noteOf, notes, post } from './activeplatformRequests.ts';
import { noon, stillClock } from './stillClock.ts';

const pdf = Buffer.from('%PDF-1.7\n\u0000\u00ff binary');

/** The attributes of a note on the demo subscription with `data` as its file. */
function withFile(data: string): object {
  return {
    id: demoEntities.subscription,
    type: 'subscription',
    content: 'See file',
    attachment: { name: 'offer.pdf', data },
  };
}

describe('an attachment in the sandbox', () => {
  it.each([
    ['quoted, as documented', `data:application/pdf;base64,'${pdf.toString('base64')}'`, true],
    ['bare, as in RFC 2397', `data:application/pdf;base64,${pdf.toString('base64')}`, false],
  ])('keeps its bytes: %s', async (_form, data, quoted) => {
    await using sandbox = await startSandbox();
    const { attributes } = await noteOf(await post(sandbox, withFile(data)));
    expect(attributes.attachment).toMatchObject({ name: 'offer.pdf', size: pdf.length });
    const attachment = sandbox.state.activeplatform.notes.at(-1)?.attachment;
    expect(attachment).toMatchObject({ bytes: pdf, mime: 'application/pdf', quoted });
  });

  it('is served by another origin, which records the request', async () => {
    await using sandbox = await startSandbox();
    const data = `data:application/pdf;base64,'${pdf.toString('base64')}'`;
    const { attributes } = await noteOf(await post(sandbox, withFile(data)));
    const url = new URL(attributes.attachment?.url ?? '');
    expect(url.origin).toBe(sandbox.storageUrl);
    expect(url.origin).not.toBe(sandbox.url);
    const file = await fetch(url);
    expect(file.headers.get('content-type')).toBe('application/pdf');
    expect(Buffer.from(await file.arrayBuffer())).toEqual(pdf);
    await fetch(url, { headers: { 'x-api-token': 'leaked' } });
    expect(sandbox.storageRequests.map(({ headers }) => headers['x-api-token'])).toEqual([
      undefined,
      'leaked',
    ]);
  });

  it('is refused with a wrong signature and after its address expired', async () => {
    let now = noon;
    await using sandbox = await startSandbox({ clock: { ...stillClock, now: () => now } });
    const { attributes } = await noteOf(await ask(sandbox, `${notes}/2`));
    const url = attributes.attachment?.url ?? '';
    expect((await fetch(url)).status).toBe(200);
    expect((await fetch(url.replace(/expires=\d/, 'expires=9'))).status).toBe(403);
    now += 29 * 3600_000;
    expect((await fetch(url)).status).toBe(403);
  });

  it('of several megabytes arrives whole, beside text that is not ASCII', async () => {
    await using sandbox = await startSandbox({ maxKeptBytes: 1024 });
    const bytes = Buffer.alloc(7_000_001, 'Notelog');
    const attributes = {
      ...withFile(`data:video/mp4;base64,'${bytes.toString('base64')}'`),
      content: 'Größe "7 MB"',
    };
    const note = await noteOf(await post(sandbox, attributes));
    expect(note.attributes).toMatchObject({
      content: 'Größe "7 MB"',
      attachment: { size: bytes.length },
    });
    expect(sandbox.state.activeplatform.notes.at(-1)?.attachment).toMatchObject({
      sha256: createHash('sha256').update(bytes).digest('hex'),
      bytes: undefined,
    });
    const request = sandbox.requests.at(-1);
    expect(request?.body).toBeUndefined();
    expect(request?.bodyLength).toBeGreaterThan(9_000_000);
  });

  it.each([
    ['one quote', "data:a/b;base64,'aGk="],
    ['base64url', 'data:a/b;base64,a-_='],
    ['no padding', 'data:a/b;base64,aGk'],
    ['a line break', 'data:a/b;base64,aGk=\naGk='],
    ['no bytes', "data:a/b;base64,''"],
    ['a type with parameters', 'data:text/plain;charset=utf-8;base64,aGk='],
    ['no comma', "data:a/b;base64'aGk='"],
  ])('is refused with %s', async (_case, data) => {
    await using sandbox = await startSandbox();
    const answer = await post(sandbox, withFile(data));
    expect(answer.status).toBe(422);
    expect(sandbox.state.activeplatform.notes).toHaveLength(3);
  });

  it('is refused in quotes, or answered with 500 without a comma, if switches say so', async () => {
    await using sandbox = await startSandbox({ switches: { refuseQuotes: true, faultOnMissingComma: true } });
    expect((await post(sandbox, withFile("data:a/b;base64,'aGk='"))).status).toBe(422);
    expect((await post(sandbox, withFile('data:a/b;base64,aGk='))).status).toBe(201);
    expect((await post(sandbox, withFile('data:a/b;base64aGk='))).status).toBe(500);
  });

  it('is refused with a page when it is too large', async () => {
    await using sandbox = await startSandbox({ switches: { largestBody: 1000 } });
    const answer = await post(sandbox, withFile(`data:a/b;base64,${'A'.repeat(4000)}`));
    expect([answer.status, answer.headers.get('content-type')]).toEqual([413, 'text/html; charset=utf-8']);
  });
});
