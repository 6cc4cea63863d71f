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
    const version = z.safeParse(versionSchema, event.data);
    if (version.success && version.data.protocol !== formProtocol) {
      events.otherVersion();
      return;
    }
    const snapshot = z.safeParse(snapshotSchema, event.data);
    if (snapshot.success) events.snapshot(snapshot.data);
    const matches = z.safeParse(matchesSchema, event.data);
    if (matches.success && matches.data.protocol === formProtocol) events.matches(matches.data);
    const message = z.safeParse(hostMessageSchema, event.data);
    if (message.success && message.data.protocol === formProtocol) events.said(message.data);
  });
}

/**
 * What to paint first. A page that was hidden and is shown again runs from the same HTML, whose snapshot is old by
 * then: its own state is newer. A page that was made anew has the newest in its HTML.
 */
export function firstSnapshot(page: string, inPage: string | undefined): Snapshot | undefined {
  const state = z.safeParse(savedSchema, editor.getState());
  if (state.success && state.data.page === page && state.data.snapshot.protocol === formProtocol)
    return state.data.snapshot;
  const snapshot = z.safeParse(snapshotSchema, parseJson(inPage ?? ''));
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
