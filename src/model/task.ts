import type { Target } from './note.ts';

/** A follow-up that the user wants to create. */
export interface NewTask {
  readonly target: Target;
  /** What is to be done; plain text. */
  readonly details: string;
  /** Who is to do it, named as the service asks for it; see `TaskLimits.assignee`. */
  readonly assignee: string;
  /** A day, `YYYY-MM-DD`. */
  readonly dueOn: string;
}

/** A follow-up as a service holds it. */
export interface Task extends Omit<NewTask, 'dueOn'> {
  /** The service's id of the task. */
  readonly id: string;
  /** A day, `YYYY-MM-DD`; undefined where the service's date cannot be read. */
  readonly dueOn: string | undefined;
  readonly completedAt: Date | undefined;
}
