import type { Target } from '../model/note.ts';
import type { NewTask, Task } from '../model/task.ts';
import type { MaySend } from './outgoingNote.ts';

/** Which of an account's open tasks to list. */
export interface TaskQuery {
  /** As in {@link NewTask.assignee}; absent: everybody's. */
  readonly assignee?: string | undefined;
}

/** Open tasks, the earliest due first. */
export interface TaskList {
  readonly tasks: readonly Task[];
  /** False: there are more than Notelog reads. */
  readonly isWhole: boolean;
}

/** Follow-ups of targets. */
export interface Tasks {
  /** Creates the task once. `maySend` as in `OutgoingNote`. */
  create(task: NewTask, signal: AbortSignal, maySend?: MaySend): Promise<Task>;
  /** Whether the target has a task like this one, open or done. */
  has(task: NewTask, signal: AbortSignal): Promise<boolean>;
  /** The open tasks of a target, the earliest due first. One that cannot be read has its JSON as details. */
  open(target: Target, signal: AbortSignal): Promise<readonly Task[]>;
  /**
   * The open tasks of all targets, in a few requests however many targets there are. Targets have no names; see
   * {@link Tasks.addNames}.
   */
  list(query: TaskQuery, signal: AbortSignal): Promise<TaskList>;
  /** Adds the names of the targets. Each that is not known yet costs a request, so this is for a screenful. */
  addNames(tasks: readonly Task[], signal: AbortSignal): Promise<readonly Task[]>;
  /** The assignee who is the user, by the account's settings; undefined: they do not say. */
  self(): string | undefined;
  /** Marks a task as done; doing it twice does no harm. */
  complete(taskId: string, signal: AbortSignal): Promise<void>;
}
