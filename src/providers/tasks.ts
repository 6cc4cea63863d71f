import type { Target } from '../model/note.ts';
import type { NewTask, Task } from '../model/task.ts';
import type { MaySend } from './outgoingNote.ts';

/** Follow-ups of targets. */
export interface Tasks {
  /** Creates the task once. `maySend` as in `OutgoingNote`. */
  create(task: NewTask, signal: AbortSignal, maySend?: MaySend): Promise<Task>;
  /** Whether the target has a task like this one, open or done. */
  has(task: NewTask, signal: AbortSignal): Promise<boolean>;
  /** The open tasks of a target, the earliest due first. One that cannot be read has its JSON as details. */
  open(target: Target, signal: AbortSignal): Promise<readonly Task[]>;
  /** Marks a task as done; doing it twice does no harm. */
  complete(taskId: string, signal: AbortSignal): Promise<void>;
}
