import type { Target } from '../model/note.ts';
import type { NewTask, Task } from '../model/task.ts';

/** Follow-ups of targets. */
export interface Tasks {
  create(task: NewTask, signal: AbortSignal): Promise<Task>;
  /** The open tasks of a target, the earliest due first. One that cannot be read has its JSON as details. */
  open(target: Target, signal: AbortSignal): Promise<readonly Task[]>;
  /** Marks a task as done; doing it twice does no harm. */
  complete(taskId: string, signal: AbortSignal): Promise<void>;
}
