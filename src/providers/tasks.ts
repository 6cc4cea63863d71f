import type { Target } from '../model/note.ts';
import type { NewTask, Task } from '../model/task.ts';

/** Follow-ups of customers. */
export interface Tasks {
  create(task: NewTask, signal: AbortSignal): Promise<Task>;
  /** The open ones of a target, the earliest due first; one that cannot be read shows what came as its details. */
  open(target: Target, signal: AbortSignal): Promise<readonly Task[]>;
  /** Marks one as done; doing it twice does no harm. */
  complete(taskId: string, signal: AbortSignal): Promise<void>;
}
