import { demoKeys, demoResellers } from '../sandbox/demo.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';

/** The path of the demo reseller's notes. */
export const notes = `/resellers/${demoResellers.main}/notes`;

/** A resource as the service shows it; attachments are a note's. */
export interface Note {
  readonly id: string;
  readonly type: string;
  readonly attributes: Readonly<Record<string, unknown>> & {
    readonly attachment: { readonly name: string; readonly url: string; readonly size: number } | null;
  };
}

/** Sends a request with the headers that the service requires. */
export function ask(
  sandbox: Sandbox,
  path: string,
  more: { headers?: object; method?: string; body?: string } = {},
) {
  return fetch(`${sandbox.activeplatformUrl}/api/v3${path}`, {
    ...more,
    headers: {
      'content-type': 'application/vnd.api+json',
      accept: 'application/vnd.api+json',
      'x-api-token': demoKeys.activeplatform,
      ...more.headers,
    },
  });
}

/** Asks for a new note. */
export function post(sandbox: Sandbox, attributes: object, headers: object = {}): Promise<Response> {
  return ask(sandbox, notes, { method: 'POST', headers, body: JSON.stringify({ data: { attributes } }) });
}

/** The note, or other resource, that an answer holds. */
export async function noteOf(response: Response): Promise<Note> {
  const body = (await response.json()) as { data: Note };
  return body.data;
}

/** One page of a list. */
export async function listOf(
  response: Response,
): Promise<{ data: Note[]; links: Record<string, string | null> }> {
  return (await response.json()) as { data: Note[]; links: Record<string, string | null> };
}
