import * as z from 'zod/mini';
import { formProtocol, snapshotSchema, type FormMessage, type Snapshot } from '../src/form/messages.ts';

/** Given to every webview by the editor, once. */
declare function acquireVsCodeApi(): {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
};

const editor = acquireVsCodeApi();

/** Enough of a message to see that it is of another version of the form. */
const versionSchema = z.object({ type: z.literal('snapshot'), protocol: z.number() });

const keptSchema = z.object({ page: z.string(), snapshot: snapshotSchema });

/** Says something to the host. */
export function post(message: FormMessage): void {
  editor.postMessage(message);
}

/** Hands on every snapshot, and says so when one comes from another version. What is neither is left alone. */
export function listen(onSnapshot: (snapshot: Snapshot) => void, onOtherVersion: () => void): void {
  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    const version = versionSchema.safeParse(event.data);
    if (version.success && version.data.protocol !== formProtocol) {
      onOtherVersion();
      return;
    }
    const snapshot = snapshotSchema.safeParse(event.data);
    if (snapshot.success) onSnapshot(snapshot.data);
  });
}

/**
 * What to paint first. A page that was hidden and is shown again runs from the same HTML, whose snapshot is old by
 * then: its own state is newer. A page that was made anew has the newest in its HTML.
 */
export function firstSnapshot(page: string, inPage: string | undefined): Snapshot | undefined {
  const state = keptSchema.safeParse(editor.getState());
  if (state.success && state.data.page === page && state.data.snapshot.protocol === formProtocol)
    return state.data.snapshot;
  const snapshot = snapshotSchema.safeParse(parsed(inPage ?? ''));
  return snapshot.success && snapshot.data.protocol === formProtocol ? snapshot.data : undefined;
}

/** Keeps what is to be painted first when this page is hidden and shown again. */
export function keep(page: string, snapshot: Snapshot): void {
  editor.setState({ page, snapshot } satisfies z.infer<typeof keptSchema>);
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
