import {
  formProtocol,
  hostMessageSchema,
  snapshotSchema,
  type HostMessage,
  type Snapshot,
} from '../src/form/messages.ts';
import type { FormMessage } from '../src/form/pageMessages.ts';
import * as z from '../src/form/schemas.ts';

/** Given to every webview by the editor, once. */
declare function acquireVsCodeApi(): {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
};

const editor = acquireVsCodeApi();

/** Enough of a message to see that it is of another version of the form. */
const versionSchema = z.object({ type: z.literal('snapshot'), protocol: z.number() });

const savedSchema = z.object({ page: z.string(), snapshot: snapshotSchema });

/** Sends a message to the host. */
export function post(message: FormMessage): void {
  editor.postMessage(message);
}

/** The messages of the host. */
interface HostEvents {
  readonly said: (message: HostMessage) => void;
  /** It is of another version than this page. */
  readonly otherVersion: () => void;
}

/** Passes on the host's messages; anything else is ignored. */
export function listen({ said, otherVersion }: HostEvents): void {
  window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (z.validate(versionSchema, data) && data.protocol !== formProtocol) otherVersion();
    else if (z.validate(hostMessageSchema, data) && data.protocol === formProtocol) said(data);
  });
}

/**
 * What to paint first. A page that was hidden and is shown again runs from the same HTML, whose snapshot is old by
 * then: its own state is newer. A page that was made anew has the newest in its HTML.
 */
export function firstSnapshot(page: string, inPage: string | undefined): Snapshot | undefined {
  const state = editor.getState();
  if (z.validate(savedSchema, state) && state.page === page && state.snapshot.protocol === formProtocol)
    return state.snapshot;
  const snapshot = parseJson(inPage ?? '');
  return z.validate(snapshotSchema, snapshot) && snapshot.protocol === formProtocol ? snapshot : undefined;
}

/** Saves what to paint first when this page is hidden and shown again. */
export function keep(page: string, snapshot: Snapshot): void {
  editor.setState({ page, snapshot } satisfies z.infer<typeof savedSchema>);
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
