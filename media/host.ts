import * as z from 'zod/mini';
import {
  formProtocol,
  hostMessageSchema,
  matchesSchema,
  snapshotSchema,
  type HostMessage,
  type Matches,
  type Snapshot,
} from '../src/form/messages.ts';
import type { FormMessage } from '../src/form/pageMessages.ts';

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
  readonly snapshot: (snapshot: Snapshot) => void;
  readonly matches: (matches: Matches) => void;
  /** Anything else that it says. */
  readonly said: (message: HostMessage) => void;
  /** It is of another version than this page. */
  readonly otherVersion: () => void;
}

/** Passes on the host's messages; anything else is ignored. */
export function listen(events: HostEvents): void {
  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    const version = versionSchema.safeParse(event.data);
    if (version.success && version.data.protocol !== formProtocol) {
      events.otherVersion();
      return;
    }
    const snapshot = snapshotSchema.safeParse(event.data);
    if (snapshot.success) events.snapshot(snapshot.data);
    const matches = matchesSchema.safeParse(event.data);
    if (matches.success && matches.data.protocol === formProtocol) events.matches(matches.data);
    const message = hostMessageSchema.safeParse(event.data);
    if (message.success && message.data.protocol === formProtocol) events.said(message.data);
  });
}

/**
 * What to paint first. A page that was hidden and is shown again runs from the same HTML, whose snapshot is old by
 * then: its own state is newer. A page that was made anew has the newest in its HTML.
 */
export function firstSnapshot(page: string, inPage: string | undefined): Snapshot | undefined {
  const state = savedSchema.safeParse(editor.getState());
  if (state.success && state.data.page === page && state.data.snapshot.protocol === formProtocol)
    return state.data.snapshot;
  const snapshot = snapshotSchema.safeParse(parseJson(inPage ?? ''));
  return snapshot.success && snapshot.data.protocol === formProtocol ? snapshot.data : undefined;
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
